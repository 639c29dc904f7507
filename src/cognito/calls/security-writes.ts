import {
  AdminDeleteSoftwareTokenCommand,
  AdminForgetDeviceCommand,
  AdminRevokeUserSessionCommand,
  AdminSetUserMFAPreferenceCommand,
  AdminUpdateAuthEventFeedbackCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { EventVerdict } from "../records/activity-records.js";
import type { MfaMethod } from "../records/records.js";
import { within } from "../transport/deadline.js";
import type { CognitoWrite } from "./cognito-write.js";
import { onUser } from "./user-writes.js";

// Each operation has a page of its own below
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/ and returns nothing of use.

/** AdminDeleteSoftwareToken. */
export const deleteSoftwareToken = onUser("AdminDeleteSoftwareToken", (client, input, deadline) =>
  client.send(within(deadline, new AdminDeleteSoftwareTokenCommand(input))),
);

/** The second factors that a user is to have, all of them. */
export interface MfaPreference {
  readonly enabled: ReadonlySet<MfaMethod>;
  readonly preferred: MfaMethod | null;
  /** Those that are switched on now. */
  readonly before: ReadonlySet<MfaMethod>;
}

/**
 * AdminSetUserMFAPreference. A factor that is not named to Cognito stays as it is, so each of them is named; but for the two that not
 * every plan has, where one is off and is to be off.
 */
export const setMfaPreference = (
  username: string,
  { enabled, preferred, before }: MfaPreference,
): CognitoWrite => {
  const settingOf = (method: MfaMethod) => ({
    Enabled: enabled.has(method),
    PreferredMfa: preferred === method,
  });
  const isNamed = (method: MfaMethod) => enabled.has(method) || before.has(method);
  return onUser("AdminSetUserMFAPreference", (client, input, deadline) => {
    const command = new AdminSetUserMFAPreferenceCommand({
      ...input,
      SMSMfaSettings: settingOf("SMS_MFA"),
      SoftwareTokenMfaSettings: settingOf("SOFTWARE_TOKEN_MFA"),
      ...(isNamed("EMAIL_OTP") ? { EmailMfaSettings: settingOf("EMAIL_OTP") } : {}),
      // There is no preference for it: WebAuthnMfaSettingsType has none.
      ...(isNamed("WEB_AUTHN")
        ? { WebAuthnMfaSettings: { Enabled: enabled.has("WEB_AUTHN") } }
        : {}),
    });
    return client.send(within(deadline, command));
  })(username);
};

/** AdminRevokeUserSession; `linked` takes the sessions with it that the session came from, or that came from it. */
export const revokeSession = (
  username: string,
  sessionId: string,
  { linked }: { readonly linked: boolean },
): CognitoWrite =>
  onUser("AdminRevokeUserSession", (client, input, deadline) => {
    const command = new AdminRevokeUserSessionCommand({
      ...input,
      SessionId: sessionId,
      RevokeAssociatedSessions: linked ? "LINKED" : "NONE",
    });
    return client.send(within(deadline, command));
  })(username);

/** AdminForgetDevice. */
export const forgetDevice = (username: string, deviceKey: string): CognitoWrite =>
  onUser("AdminForgetDevice", (client, input, deadline) =>
    client.send(within(deadline, new AdminForgetDeviceCommand({ ...input, DeviceKey: deviceKey }))),
  )(username);

/** AdminUpdateAuthEventFeedback. */
export const rateEvent = (username: string, eventId: string, verdict: EventVerdict): CognitoWrite =>
  onUser("AdminUpdateAuthEventFeedback", (client, input, deadline) => {
    const command = new AdminUpdateAuthEventFeedbackCommand({
      ...input,
      EventId: eventId,
      FeedbackValue: verdict === "VALID" ? "Valid" : "Invalid",
    });
    return client.send(within(deadline, command));
  })(username);
