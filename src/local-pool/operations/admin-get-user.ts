import { query, userOf } from "../operation.js";
import { attributeList, mfaForm, userForm } from "./wire-forms.js";

/** The whole of one user, by any name it answers to. */
export const adminGetUser = query("AdminGetUser", (call) => {
  const { user } = userOf(call);
  const { Attributes: _attributes, ...rest } = userForm(user, []);
  return { ...rest, UserAttributes: attributeList(user), ...mfaForm(user) };
});
