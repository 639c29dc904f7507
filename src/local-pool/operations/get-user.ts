import { query } from "../operation.js";
import { bearerOf } from "../sign-in/bearer.js";
import { requireEnabled } from "../sign-in/sign-in.js";
import { attributeList, mfaForm } from "./wire-forms.js";

/** The user of an access token, as the user may see itself. */
export const getUser = query("GetUser", async (call) => {
  const { user } = await bearerOf(call, call.input.AccessToken);
  requireEnabled(call, user);
  return { Username: user.username, UserAttributes: attributeList(user), ...mfaForm(user) };
});
