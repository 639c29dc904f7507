import type {
  AccountRecoverySettingType,
  PasswordPolicyType,
  UserPoolType,
} from "@aws-sdk/client-cognito-identity-provider";
import { toPoolDescription } from "../../../../src/cognito/records/pool-description.js";
import type { PasswordPolicyRecord } from "../../../../src/cognito/records/records.js";

/** Every member of Cognito's policy, and what it is called here: a member that the SDK learns does not compile. */
const memberNames: Readonly<Record<keyof PasswordPolicyType, keyof PasswordPolicyRecord>> = {
  MinimumLength: "minimumLength",
  RequireUppercase: "requireUppercase",
  RequireLowercase: "requireLowercase",
  RequireNumbers: "requireNumbers",
  RequireSymbols: "requireSymbols",
  PasswordHistorySize: "historySize",
  TemporaryPasswordValidityDays: "temporaryPasswordValidityDays",
};

describe("toPoolDescription", () => {
  it("puts DescribeUserPool's answer into the gateway's words", () => {
    expect(
      toPoolDescription({
        Name: "Customers",
        Policies: {
          PasswordPolicy: {
            MinimumLength: 12,
            RequireUppercase: true,
            RequireLowercase: true,
            RequireNumbers: true,
            RequireSymbols: true,
            PasswordHistorySize: 5,
            TemporaryPasswordValidityDays: 1,
          },
        },
        AliasAttributes: ["preferred_username", "email"],
        UsernameConfiguration: { CaseSensitive: false },
        EstimatedNumberOfUsers: 42,
        AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
        AccountRecoverySetting: { RecoveryMechanisms: [{ Priority: 1, Name: "verified_email" }] },
        UserPoolTier: "PLUS",
        MfaConfiguration: "ON",
        UserAttributeUpdateSettings: {
          AttributesRequireVerificationBeforeUpdate: ["phone_number", "email"],
        },
        DeviceConfiguration: { ChallengeRequiredOnNewDevice: false },
        UserPoolAddOns: { AdvancedSecurityMode: "AUDIT" },
        SchemaAttributes: [{ Name: "locale", AttributeDataType: "String", Mutable: true }],
      }),
    ).toEqual({
      name: "Customers",
      passwordPolicy: {
        minimumLength: 12,
        requireUppercase: true,
        requireLowercase: true,
        requireNumbers: true,
        requireSymbols: true,
        historySize: 5,
        temporaryPasswordValidityDays: 1,
      },
      signInAliases: ["EMAIL", "PREFERRED_USERNAME"],
      namedBy: [],
      usernameCaseSensitive: false,
      estimatedNumberOfUsers: 42,
      selfSignUp: false,
      recoverBy: ["EMAIL"],
      tier: "PLUS",
      mfa: "REQUIRED",
      keepsOriginalUntilVerified: ["EMAIL", "PHONE_NUMBER"],
      remembersDevices: true,
      recordsAuthEvents: true,
      attributes: [expect.objectContaining({ name: "locale", mutable: true })],
    });
  });

  it("fills in what Cognito leaves out as Cognito does", () => {
    expect(toPoolDescription({})).toEqual({
      name: "",
      passwordPolicy: {
        minimumLength: 8,
        requireUppercase: false,
        requireLowercase: false,
        requireNumbers: false,
        requireSymbols: false,
        historySize: 0,
        temporaryPasswordValidityDays: 7,
      },
      signInAliases: [],
      namedBy: [],
      usernameCaseSensitive: true,
      estimatedNumberOfUsers: 0,
      selfSignUp: true,
      recoverBy: ["PHONE_NUMBER", "EMAIL"],
      tier: "UNKNOWN",
      mfa: "OFF",
      keepsOriginalUntilVerified: [],
      remembersDevices: false,
      recordsAuthEvents: false,
      attributes: [],
    });
  });

  it.each(Object.entries(memberNames))("tells of the policy's %s", (member, name) => {
    const value = member.startsWith("Require") ? true : 3;
    const answer = toPoolDescription({ Policies: { PasswordPolicy: { [member]: value } } });
    expect(answer.passwordPolicy[name]).toBe(value);
  });

  it("takes the days of an unused account for a policy that has none of its own", () => {
    const AdminCreateUserConfig = { UnusedAccountValidityDays: 30 };
    const daysOf = (PasswordPolicy: PasswordPolicyType) =>
      toPoolDescription({ Policies: { PasswordPolicy }, AdminCreateUserConfig }).passwordPolicy
        .temporaryPasswordValidityDays;
    expect(daysOf({ MinimumLength: 8 })).toBe(30);
    expect(daysOf({ TemporaryPasswordValidityDays: 2 })).toBe(2);
  });

  it("takes zero days of a temporary password for none that are set, as Cognito does", () => {
    const policy = { TemporaryPasswordValidityDays: 0 };
    const { passwordPolicy } = toPoolDescription({ Policies: { PasswordPolicy: policy } });
    expect(passwordPolicy.temporaryPasswordValidityDays).toBe(7);
  });

  const recovery = (...ways: readonly (readonly [number, string])[]) => {
    const RecoveryMechanisms = ways.map(([Priority, Name]) => ({ Priority, Name }));
    const AccountRecoverySetting = { RecoveryMechanisms } as AccountRecoverySettingType;
    return toPoolDescription({ AccountRecoverySetting }).recoverBy;
  };

  it("orders the ways to a forgotten password by their priority", () => {
    expect(recovery([2, "verified_phone_number"], [1, "verified_email"])).toEqual([
      "EMAIL",
      "PHONE_NUMBER",
    ]);
    expect(recovery([2, "verified_email"], [1, "verified_phone_number"])).toEqual([
      "PHONE_NUMBER",
      "EMAIL",
    ]);
  });

  it("tells a pool of administrators from one that recovers by a way it does not know", () => {
    expect(recovery([1, "admin_only"])).toEqual([]);
    expect(recovery([1, "verified_pigeon"])).toBeNull();
    expect(recovery([1, "verified_pigeon"], [2, "verified_email"])).toEqual(["EMAIL"]);
  });

  it("takes a setting without a way for none, as the console of AWS writes it", () => {
    expect(toPoolDescription({ AccountRecoverySetting: {} }).recoverBy).toEqual([
      "PHONE_NUMBER",
      "EMAIL",
    ]);
  });

  it.each([
    ["OFF", "OFF"],
    ["OPTIONAL", "OPTIONAL"],
    ["ON", "REQUIRED"],
    ["SOMETIMES", "UNKNOWN"],
  ])("calls the MFA configuration %s %s", (MfaConfiguration, name) => {
    const pool = { MfaConfiguration } as UserPoolType;
    expect(toPoolDescription(pool).mfa).toBe(name);
  });

  it("calls a plan that it has not heard of UNKNOWN", () => {
    const tierOf = (UserPoolTier: string) =>
      toPoolDescription({ UserPoolTier } as UserPoolType).tier;
    expect(["LITE", "ESSENTIALS", "GOLD"].map(tierOf)).toEqual(["LITE", "ESSENTIALS", "UNKNOWN"]);
  });

  it("takes the attributes that stand for the username as well as those beside it", () => {
    expect(
      toPoolDescription({ UsernameAttributes: ["phone_number", "email"] }).signInAliases,
    ).toEqual(["EMAIL", "PHONE_NUMBER"]);
  });
});
