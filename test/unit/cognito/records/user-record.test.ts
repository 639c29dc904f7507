import { decodeUserId } from "../../../../src/cognito/records/user-id.js";
import { toUserRecord } from "../../../../src/cognito/records/user-record.js";
import { GatewayError } from "../../../../src/errors/gateway-error.js";

const poolId = "eu-west-1_A";
const created = new Date("2026-01-02T03:04:05.678Z");
const modified = new Date("2026-02-02T03:04:05.678Z");

const answer = {
  Username: "ann",
  UserStatus: "CONFIRMED",
  Enabled: true,
  UserCreateDate: created,
  UserLastModifiedDate: modified,
  UserAttributes: [
    { Name: "sub", Value: "1234" },
    { Name: "email", Value: "ann@example.com" },
    { Name: "email_verified", Value: "true" },
    { Name: "phone_number", Value: "+442079460000" },
    { Name: "phone_number_verified", Value: "false" },
    { Name: "name", Value: "Ann" },
    { Name: "custom:tier", Value: "gold" },
  ],
  PreferredMfaSetting: "SOFTWARE_TOKEN_MFA",
  UserMFASettingList: ["SMS_MFA", "SOFTWARE_TOKEN_MFA"],
} as const;

type Response = Parameters<typeof toUserRecord>[1];
const toRecord = (changes: object = {}) =>
  toUserRecord(poolId, { ...answer, ...changes } as unknown as Response);

describe("toUserRecord", () => {
  it("puts AdminGetUser's answer into the gateway's words", () => {
    const record = toRecord();
    expect(record).toMatchObject({
      poolId,
      username: "ann",
      sub: "1234",
      status: "CONFIRMED",
      enabled: true,
      createdAt: created,
      lastModifiedAt: modified,
      email: "ann@example.com",
      emailVerified: true,
      phoneNumber: "+442079460000",
      phoneNumberVerified: false,
      name: "Ann",
      mfa: { preferred: "SOFTWARE_TOKEN_MFA", enabled: ["SMS_MFA", "SOFTWARE_TOKEN_MFA"] },
    });
    expect(decodeUserId(record.id)).toEqual({ poolId, username: "ann" });
    expect(record.allAttributes.map(({ name }) => name)).toEqual(
      answer.UserAttributes.map(({ Name }) => Name),
    );
  });

  it("says null for what Cognito leaves out", () => {
    expect(toUserRecord(poolId, { Username: "ann", UserStatus: "UNCONFIRMED" })).toMatchObject({
      sub: null,
      createdAt: null,
      lastModifiedAt: null,
      email: null,
      emailVerified: null,
      phoneNumber: null,
      phoneNumberVerified: null,
      name: null,
      allAttributes: [],
      mfa: { preferred: null, enabled: [] },
    });
  });

  it("keeps an attribute that is empty apart from one that is not there", () => {
    const { email, allAttributes } = toRecord({
      UserAttributes: [{ Name: "email", Value: "" }, { Name: "nickname" }],
    });
    expect(email).toBe("");
    expect(allAttributes).toEqual([
      { name: "email", value: "" },
      { name: "nickname", value: null },
    ]);
  });

  it.each(["TRUE", "1", "yes", ""])("believes a flag that says %j to be false", (Value) => {
    expect(toRecord({ UserAttributes: [{ Name: "email_verified", Value }] }).emailVerified).toBe(
      false,
    );
  });

  it("is not misled by attributes named like members of objects", () => {
    const record = toRecord({ UserAttributes: [{ Name: "__proto__", Value: "x" }] });
    expect(record.email).toBeNull();
    expect(record.allAttributes).toEqual([{ name: "__proto__", value: "x" }]);
  });

  it("calls a status and a factor that it has not heard of UNKNOWN", () => {
    const record = toRecord({
      UserStatus: "HIBERNATED",
      UserMFASettingList: ["RETINA", "SMS_MFA"],
    });
    expect(record.status).toBe("UNKNOWN");
    expect(record.mfa?.enabled).toEqual(["SMS_MFA", "UNKNOWN"]);
    expect(toRecord({ PreferredMfaSetting: "RETINA" }).mfa?.preferred).toBe("UNKNOWN");
  });

  it.each([{ Username: undefined }, { UserStatus: undefined }])(
    "refuses an answer with %j as none of Cognito's",
    (changes) => {
      expect(() => toRecord(changes)).toThrow(new GatewayError("UPSTREAM_ERROR"));
    },
  );
});
