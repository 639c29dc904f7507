import type { PasswordPolicyType } from "@aws-sdk/client-cognito-identity-provider";
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
      usernameCaseSensitive: false,
      estimatedNumberOfUsers: 42,
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
      usernameCaseSensitive: true,
      estimatedNumberOfUsers: 0,
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

  it("takes the attributes that stand for the username as well as those beside it", () => {
    expect(
      toPoolDescription({ UsernameAttributes: ["phone_number", "email"] }).signInAliases,
    ).toEqual(["EMAIL", "PHONE_NUMBER"]);
  });
});
