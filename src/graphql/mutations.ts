import { confirmUser } from "./account/confirm-user.js";
import { deleteUser } from "./account/delete-user.js";
import { disableUser } from "./account/disable-user.js";
import { enableUser } from "./account/enable-user.js";
import { signOutUser } from "./account/sign-out-user.js";
import { MutationField, mutationResolver } from "./mutations/mutation-field.js";
import { resetUserPassword } from "./password/reset-user-password.js";
import { setUserPassword } from "./password/set-user-password.js";

/** Every field of the type `Mutation`. */
export const mutations = {
  setUserPassword: MutationField.of(setUserPassword),
  resetUserPassword: MutationField.of(resetUserPassword),
  confirmUser: MutationField.of(confirmUser),
  enableUser: MutationField.of(enableUser),
  disableUser: MutationField.of(disableUser),
  deleteUser: MutationField.of(deleteUser),
  signOutUser: MutationField.of(signOutUser),
} as const satisfies Readonly<Record<string, MutationField>>;

export const MutationResolver = mutationResolver(mutations);
