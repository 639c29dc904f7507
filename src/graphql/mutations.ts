import { confirmUser } from "./account/confirm-user.js";
import { createUser } from "./account/create-user.js";
import { deleteUser } from "./account/delete-user.js";
import { disableUser } from "./account/disable-user.js";
import { enableUser } from "./account/enable-user.js";
import { resendInvitation } from "./account/resend-invitation.js";
import { signOutUser } from "./account/sign-out-user.js";
import { MutationField, mutationResolver } from "./mutations/mutation-field.js";
import { issueTemporaryPassword } from "./password/issue-temporary-password.js";
import { resetUserPassword } from "./password/reset-user-password.js";
import { setUserPasswordAndSignOut } from "./password/set-user-password-and-sign-out.js";
import { setUserPassword } from "./password/set-user-password.js";
import { setUserPasswords } from "./password/set-user-passwords.js";
import { forgetUserDevice } from "./security/forget-user-device.js";
import { rateAuthEvent } from "./security/rate-auth-event.js";
import { removeAuthenticatorApp } from "./security/remove-authenticator-app.js";
import { revokeUserSession } from "./security/revoke-user-session.js";
import { setUserMfa } from "./security/set-user-mfa.js";

/** The fields of the type `Mutation` that perform a row once. */
export const rows = {
  setUserPassword: MutationField.of(setUserPassword),
  resetUserPassword: MutationField.of(resetUserPassword),
  createUser: MutationField.of(createUser),
  resendInvitation: MutationField.of(resendInvitation),
  confirmUser: MutationField.of(confirmUser),
  enableUser: MutationField.of(enableUser),
  disableUser: MutationField.of(disableUser),
  deleteUser: MutationField.of(deleteUser),
  signOutUser: MutationField.of(signOutUser),
  issueTemporaryPassword: MutationField.of(issueTemporaryPassword),
  setUserPasswordAndSignOut: MutationField.of(setUserPasswordAndSignOut),
  setUserMfa: MutationField.of(setUserMfa),
  removeAuthenticatorApp: MutationField.of(removeAuthenticatorApp),
  revokeUserSession: MutationField.of(revokeUserSession),
  forgetUserDevice: MutationField.of(forgetUserDevice),
  rateAuthEvent: MutationField.of(rateAuthEvent),
} as const satisfies Readonly<Record<string, MutationField>>;

/** Those that perform one for each of several items. */
export const batches = {
  setUserPasswords: MutationField.ofEach(setUserPasswords),
} as const satisfies Readonly<Record<string, MutationField>>;

/** Every field of the type `Mutation`. */
const mutations = { ...rows, ...batches };

export const MutationResolver = mutationResolver(mutations);
