import { deleteSoftwareToken } from "../../cognito/calls/security-writes.js";
import type { MfaMethod, UserMfaRecord } from "../../cognito/records/records.js";
import { GatewayError } from "../../errors/gateway-error.js";
import { leavesAllBut, type UserMutation } from "../user/user-mutation.js";
import { userSubject } from "../user/user-subject.js";
import { UserArguments } from "../user/user.inputs.js";
import { User } from "../user/user.type.js";

export const removeAuthenticatorApp: UserMutation = {
  description:
    "Takes a user's authenticator app away (AdminDeleteSoftwareToken), for somebody who has lost the phone, and answers with the user. " +
    "Its codes count no longer; the user can set up another app, and where the pool requires a second factor must do so at the next " +
    "sign-in. Other second factors stay. It ends no session: `signOutUser`, where the phone may be in wrong hands. A user who has no " +
    "app is INVALID_USER_STATE, and so are unconfirmed users and those of identity providers. Errors: FORBIDDEN, USER_NOT_FOUND, " +
    "OUT_OF_SCOPE_USER, SELF_TARGET, INVALID_USER_STATE. " +
    "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDeleteSoftwareToken.html",
  arguments: UserArguments,
  answer: () => User,
  subject: userSubject,
  actions: ["user:change-mfa"],
  actionOf: () => "user:change-mfa",
  kind: "DELETE",
  requires: ({ status }) => {
    if (status === "EXTERNAL_PROVIDER" || status === "UNCONFIRMED") {
      throw new GatewayError("INVALID_USER_STATE");
    }
  },
  write: ({ username }) => deleteSoftwareToken(username),
  wanted: ({ mfa }) => ({ mfa: withoutApp(mfa) }),
  // AWS does not say how the operation ends for a user without an app. Pool and user have just been found, and it takes nothing but
  // their names: an inference, that these two can mean nothing else.
  recoded: async ({ code }) =>
    code === "POOL_NOT_FOUND" || code === "BAD_USER_INPUT" ? "INVALID_USER_STATE" : code,
  leaves: leavesAllBut("mfa"),
  detail: (_input, { mfa }) => ({ mfaBefore: mfa?.enabled }),
};

const app: MfaMethod = "SOFTWARE_TOKEN_MFA";

const withoutApp = (mfa: UserMfaRecord | null): UserMfaRecord => ({
  preferred: mfa === null || mfa.preferred === app ? null : mfa.preferred,
  enabled: mfa?.enabled.filter((method) => method !== app) ?? [],
});
