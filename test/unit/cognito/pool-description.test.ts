import { toPoolDescription } from "../../../src/cognito/pool-description.js";

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

  it("keeps a zero", () => {
    const policy = { TemporaryPasswordValidityDays: 0 };
    const { passwordPolicy } = toPoolDescription({ Policies: { PasswordPolicy: policy } });
    expect(passwordPolicy.temporaryPasswordValidityDays).toBe(0);
  });

  it("takes the attributes that stand for the username as well as those beside it", () => {
    expect(
      toPoolDescription({ UsernameAttributes: ["phone_number", "email"] }).signInAliases,
    ).toEqual(["EMAIL", "PHONE_NUMBER"]);
  });
});
