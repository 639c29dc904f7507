import type { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import type { CognitoWrite } from "../../../../src/cognito/calls/cognito-write.js";
import * as securityWrites from "../../../../src/cognito/calls/security-writes.js";
import type { MfaMethod } from "../../../../src/cognito/records/records.js";
import { Deadline } from "../../../../src/cognito/transport/deadline.js";

/** What Cognito is sent for a write. */
async function sentFor({ operation, username, send }: CognitoWrite) {
  const sent: { readonly input: object }[] = [];
  const client = { send: async (command: { readonly input: object }) => sent.push(command) };
  await send(client as unknown as CognitoIdentityProviderClient, "eu-west-1_A", new Deadline(1000));
  expect(sent.map(({ constructor: { name } }) => name)).toEqual([`${operation}Command`]);
  expect(username).toBe("ann");
  return sent[0]?.input;
}

const user = { UserPoolId: "eu-west-1_A", Username: "ann" };
const off = { Enabled: false, PreferredMfa: false };
const on = { Enabled: true, PreferredMfa: false };

describe("the second factors of a user", () => {
  const sent = (enabled: MfaMethod[], preferred: MfaMethod | null, before: MfaMethod[] = []) =>
    sentFor(
      securityWrites.setMfaPreference("ann", {
        enabled: new Set(enabled),
        preferred,
        before: new Set(before),
      }),
    );

  it("are all named, so that none stays as it was", async () => {
    expect(await sent([], null)).toEqual({
      ...user,
      SMSMfaSettings: off,
      SoftwareTokenMfaSettings: off,
    });
    expect(await sent(["SMS_MFA", "SOFTWARE_TOKEN_MFA"], "SOFTWARE_TOKEN_MFA")).toEqual({
      ...user,
      SMSMfaSettings: on,
      SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true },
    });
  });

  it("leave out those that not every plan has, unless they are to be on or were", async () => {
    expect(await sent(["EMAIL_OTP", "WEB_AUTHN"], "EMAIL_OTP")).toEqual({
      ...user,
      SMSMfaSettings: off,
      SoftwareTokenMfaSettings: off,
      EmailMfaSettings: { Enabled: true, PreferredMfa: true },
      WebAuthnMfaSettings: { Enabled: true },
    });
    expect(await sent([], null, ["EMAIL_OTP", "WEB_AUTHN"])).toMatchObject({
      EmailMfaSettings: off,
      WebAuthnMfaSettings: { Enabled: false },
    });
  });
});

describe("the other writes", () => {
  it("name their user and what they are about", async () => {
    expect(await sentFor(securityWrites.deleteSoftwareToken("ann"))).toEqual(user);
    expect(await sentFor(securityWrites.forgetDevice("ann", "key"))).toEqual({
      ...user,
      DeviceKey: "key",
    });
    expect(await sentFor(securityWrites.revokeSession("ann", "s", { linked: false }))).toEqual({
      ...user,
      SessionId: "s",
      RevokeAssociatedSessions: "NONE",
    });
    expect(await sentFor(securityWrites.revokeSession("ann", "s", { linked: true }))).toEqual({
      ...user,
      SessionId: "s",
      RevokeAssociatedSessions: "LINKED",
    });
    expect(await sentFor(securityWrites.rateEvent("ann", "e", "VALID"))).toEqual({
      ...user,
      EventId: "e",
      FeedbackValue: "Valid",
    });
    expect(await sentFor(securityWrites.rateEvent("ann", "e", "INVALID"))).toMatchObject({
      FeedbackValue: "Invalid",
    });
  });
});
