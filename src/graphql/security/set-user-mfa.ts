import { setMfaPreference } from "../../cognito/calls/security-writes.js";
import type { MfaMethod, UserStatus } from "../../cognito/records/records.js";
import { inOrder } from "../../cognito/records/user-record.js";
import { GatewayError } from "../../errors/gateway-error.js";
import { leavesAllBut, type UserMutation } from "../user/user-mutation.js";
import { userSubject } from "../user/user-subject.js";
import { User } from "../user/user.type.js";
import { SetUserMfaArguments } from "./security.inputs.js";
import { requireFeature } from "./thing-of-user.js";

export const setUserMfa: UserMutation<SetUserMfaArguments> = {
  description:
    "Switches a user's second factors (AdminSetUserMFAPreference): those in `enabled` on, all others off. Answers with the user, and " +
    '`mfa` as it was read afterwards. Where the pool requires a second factor Cognito takes "off" and does nothing, of which the ' +
    "warning STATE_UNEXPECTED tells. An app stays registered when it is switched off: `removeAuthenticatorApp`. It ends no session: " +
    "`signOutUser`. A factor that is not set up is INVALID_USER_STATE, and so are users of identity providers, unconfirmed ones and " +
    "those who have to reset their password. Errors: FORBIDDEN, USER_NOT_FOUND, OUT_OF_SCOPE_USER, SELF_TARGET, INVALID_USER_STATE, " +
    "FEATURE_UNAVAILABLE with `argument` for a factor that the pool does not offer (`UserPool.mfaMethods`), BAD_USER_INPUT with " +
    "`argument`. " +
    "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserMFAPreference.html",
  arguments: SetUserMfaArguments,
  answer: () => User,
  subject: userSubject,
  actions: ["user:change-mfa"],
  actionOf: () => "user:change-mfa",
  checkInput: ({ enabled, preferred }) => {
    checkEnabled(enabled);
    checkPreferred(preferred ?? null, enabled);
  },
  kind: "STATE",
  requires: async ({ status }, { pool, input: { enabled } }) => {
    if (unfit.has(status)) throw new GatewayError("INVALID_USER_STATE");
    // Cognito takes one that the pool does not offer, and asks nobody for it.
    const areOffered = (offered: readonly MfaMethod[]) =>
      enabled.every((method) => offered.includes(method));
    if (enabled.length > 0) await requireFeature(pool.mfaMethods, areOffered, "enabled");
  },
  write: ({ username, mfa }, { enabled, preferred }) =>
    setMfaPreference(username, {
      enabled: new Set(enabled),
      preferred: preferred ?? null,
      before: new Set(mfa?.enabled),
    }),
  wanted: (_user, { enabled, preferred }) => ({
    mfa: { preferred: preferred ?? null, enabled: inOrder(new Set(enabled)) },
  }),
  // Where the pool requires a factor, "off" is acknowledged and nothing changes: https://github.com/panther-labs/panther/issues/317,
  // https://github.com/aws-amplify/amplify-js/issues/4722, https://github.com/aws-amplify/amplify-js/issues/2906
  isReadBackAlways: true,
  leaves: leavesAllBut("mfa"),
  detail: ({ enabled, preferred }, { mfa }) => ({
    mfa: inOrder(new Set(enabled)),
    preferredMfa: preferred ?? "none",
    mfaBefore: mfa?.enabled,
  }),
  explain: async ({ code }) => (code === "BAD_USER_INPUT" ? { argument: "enabled" } : {}),
};

type Enabled = SetUserMfaArguments["enabled"];
type Preferred = NonNullable<SetUserMfaArguments["preferred"]>;

/**
 * The states in which Cognito takes no preference: the operation declares UserNotConfirmedException and PasswordResetRequiredException, and
 * a provider asks its users for their factors itself.
 */
const unfit: ReadonlySet<UserStatus> = new Set([
  "EXTERNAL_PROVIDER",
  "UNCONFIRMED",
  "RESET_REQUIRED",
]);

/** A passkey is a second factor only beside another one (SDK, WebAuthnMfaSettingsType). */
function checkEnabled(enabled: Enabled): void {
  const isPasskeyAlone = enabled.length > 0 && enabled.every((method) => method === "WEB_AUTHN");
  if (enabled.includes("UNKNOWN") || isPasskeyAlone) {
    throw new GatewayError("BAD_USER_INPUT", { argument: "enabled" });
  }
}

function checkPreferred(preferred: Preferred | null, enabled: Enabled): void {
  if (preferred === null) return;
  if (preferred === "WEB_AUTHN" || !enabled.includes(preferred)) {
    throw new GatewayError("BAD_USER_INPUT", { argument: "preferred" });
  }
}
