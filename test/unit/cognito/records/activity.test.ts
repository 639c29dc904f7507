import {
  toAuthEvent,
  toAuthFactors,
  toDevice,
  toSession,
} from "../../../../src/cognito/records/activity.js";

// Answers in the form of the examples on AWS's pages of the operations.

const nothingKnown = { ipAddress: null, device: null, city: null, country: null };

describe("toSession", () => {
  it("puts a session into the gateway's words", () => {
    const at = new Date("2026-10-19T18:00:00Z");
    expect(
      toSession({
        SessionId: "tkn1",
        SessionType: "TOKEN",
        ClientId: "client",
        CreateDate: at,
        LastActiveDate: at,
        DeviceType: "Chrome 125 / macOS 15.0",
        LastIPAddress: "192.0.2.42",
        LastLocation: { City: "Seattle", Country: "United States" },
        OriginSessionId: "sso1",
      }),
    ).toEqual({
      id: "tkn1",
      kind: "TOKEN",
      clientId: "client",
      createdAt: at,
      lastActiveAt: at,
      device: "Chrome 125 / macOS 15.0",
      ipAddress: "192.0.2.42",
      city: "Seattle",
      country: "United States",
      originSessionId: "sso1",
    });
  });

  it("makes nothing up where Cognito says nothing, and calls a kind that it has not heard of UNKNOWN", () => {
    expect(toSession({ SessionId: "x", SessionType: "MIND" as "SSO" })).toEqual({
      id: "x",
      kind: "UNKNOWN",
      ...{ clientId: null, createdAt: null, lastActiveAt: null, originSessionId: null },
      ...nothingKnown,
    });
  });

  it("takes a session without an id for no answer of Cognito's", () => {
    expect(() => toSession({ SessionType: "SSO" })).toThrow(
      expect.objectContaining({ code: "UPSTREAM_ERROR" }) as Error,
    );
  });
});

describe("toDevice", () => {
  const attributes = (told: Readonly<Record<string, string>>) =>
    Object.entries(told).map(([Name, Value]) => ({ Name, Value }));

  it("reads a device's name, address and whether it is remembered from its attributes", () => {
    const at = new Date("2024-05-07T16:52:22Z");
    expect(
      toDevice({
        DeviceKey: "us-west-2_a1b2c3d4-5678-90ab-cdef-EXAMPLE22222",
        DeviceAttributes: attributes({
          device_status: "valid",
          device_name: "MyDevice",
          "dev:device_owner": "diego.us-west-2_EXAMPLE",
          last_ip_used: "192.0.2.1",
          "dev:device_remembered_status": "remembered",
        }),
        DeviceCreateDate: at,
        DeviceLastModifiedDate: at,
        DeviceLastAuthenticatedDate: at,
      }),
    ).toEqual({
      key: "us-west-2_a1b2c3d4-5678-90ab-cdef-EXAMPLE22222",
      name: "MyDevice",
      remembered: true,
      createdAt: at,
      lastSignInAt: at,
      ipAddress: "192.0.2.1",
    });
  });

  it.each([
    ["not_remembered", false],
    ["half_remembered", null],
  ])("takes the status %s for %p", (status, remembered) => {
    const device = toDevice({
      DeviceKey: "k",
      DeviceAttributes: attributes({ "dev:device_remembered_status": status }),
    });
    expect(device.remembered).toBe(remembered);
  });

  it("knows a device of which nothing is told by its key", () => {
    expect(toDevice({ DeviceKey: "k" })).toEqual({
      key: "k",
      ...{ name: null, remembered: null, createdAt: null, lastSignInAt: null, ipAddress: null },
    });
    expect(() => toDevice({})).toThrow(
      expect.objectContaining({ code: "UPSTREAM_ERROR" }) as Error,
    );
  });
});

describe("toAuthEvent", () => {
  it("puts an event into the gateway's words", () => {
    const at = new Date("2026-11-30T10:00:00Z");
    expect(
      toAuthEvent({
        EventId: "e1",
        EventType: "SignIn",
        CreationDate: at,
        EventResponse: "InProgress",
        EventRisk: {
          RiskDecision: "AccountTakeover",
          RiskLevel: "High",
          CompromisedCredentialsDetected: true,
        },
        EventContextData: {
          IpAddress: "192.0.2.1",
          DeviceName: "Chrome 126, Windows 10",
          Timezone: "-07:00",
          City: "Seattle",
          Country: "United States",
        },
        EventFeedback: { FeedbackValue: "Invalid", Provider: "Admin" },
      }),
    ).toEqual({
      id: "e1",
      kind: "SIGN_IN",
      at,
      response: "IN_PROGRESS",
      riskLevel: "HIGH",
      riskDecision: "ACCOUNT_TAKEOVER",
      compromisedCredentials: true,
      ipAddress: "192.0.2.1",
      device: "Chrome 126, Windows 10",
      city: "Seattle",
      country: "United States",
      verdict: "INVALID",
    });
  });

  it("tells what Cognito has not said from what this version has not heard of", () => {
    const silent = { response: null, riskLevel: null, riskDecision: null };
    expect(toAuthEvent({ EventId: "e" })).toMatchObject({ kind: "UNKNOWN", at: null, ...silent });
    const strange = {
      EventId: "e",
      EventResponse: "Shrug" as "Pass",
      EventRisk: { RiskLevel: "Cosmic" as "Low", RiskDecision: "Pray" as "Block" },
    };
    expect(toAuthEvent(strange)).toMatchObject({
      ...{ response: "UNKNOWN", riskLevel: "UNKNOWN", riskDecision: "UNKNOWN", verdict: null },
    });
  });
});

describe("toAuthFactors", () => {
  it("tells the ways to sign in and the second factors", () => {
    const told = toAuthFactors({
      ConfiguredUserAuthFactors: ["PASSWORD", "SOFTWARE_TOKEN", "TELEPATHY" as "PASSWORD"],
      PreferredMfaSetting: "SOFTWARE_TOKEN_MFA",
      UserMFASettingList: ["SOFTWARE_TOKEN_MFA", "SMS_MFA"],
    });
    expect(told).toEqual({
      factors: ["PASSWORD", "SOFTWARE_TOKEN", "UNKNOWN"],
      mfa: { preferred: "SOFTWARE_TOKEN_MFA", enabled: ["SMS_MFA", "SOFTWARE_TOKEN_MFA"] },
    });
    expect(toAuthFactors({})).toEqual({ factors: [], mfa: { preferred: null, enabled: [] } });
  });
});
