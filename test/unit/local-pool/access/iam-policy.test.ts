import { IamPolicy } from "../../../../src/local-pool/access/iam-policy.js";

const pool = "arn:aws:cognito-idp:eu-west-1:000000000000:userpool/eu-west-1_A";
const other = "arn:aws:cognito-idp:eu-west-1:000000000000:userpool/eu-west-1_B";

const allow = (Action: unknown, Resource: unknown = "*") => ({ Effect: "Allow", Action, Resource });
const deny = (Action: unknown, Resource: unknown = "*") => ({ Effect: "Deny", Action, Resource });
const policy = (...Statement: unknown[]) => new IamPolicy({ Version: "2012-10-17", Statement });

describe("IamPolicy", () => {
  it.each([
    ["the action by its name", allow("cognito-idp:AdminGetUser"), "allowed"],
    ["one action of a list", allow(["s3:GetObject", "cognito-idp:AdminGetUser"]), "allowed"],
    ["every action of the service", allow("cognito-idp:*"), "allowed"],
    ["actions by their beginning, in any case", allow("COGNITO-IDP:admin*"), "allowed"],
    ["a single sign for ?", allow("cognito-idp:AdminGetUse?"), "allowed"],
    ["the pool by its ARN", allow("*", [pool]), "allowed"],
    ["any account", allow("*", pool.replace("000000000000", "*")), "allowed"],
    ["another action", allow("cognito-idp:AdminSetUserPassword"), "undecided"],
    ["an action that only begins alike", allow("cognito-idp:AdminGet"), "undecided"],
    ["another pool", allow("*", [other]), "undecided"],
    ["an ARN in another case", allow("*", pool.toUpperCase()), "undecided"],
    ["a dot as itself alone", allow("cognito.idp:AdminGetUser"), "undecided"],
    [
      "all but the action",
      { Effect: "Allow", NotAction: "cognito-idp:AdminGetUser", Resource: "*" },
      "undecided",
    ],
    [
      "all but another action",
      { Effect: "Allow", NotAction: "cognito-idp:ListUsers", Resource: "*" },
      "allowed",
    ],
    ["all but the pool", { Effect: "Allow", Action: "*", NotResource: pool }, "undecided"],
  ])("allows %s", (_what, statement, decision) => {
    expect(policy(statement).decide("cognito-idp:AdminGetUser", pool)).toBe(decision);
  });

  it("lets a statement that denies win, wherever it stands", () => {
    const statements = [deny("cognito-idp:AdminGetUser", pool), allow("*")];
    for (const order of [statements, [...statements].reverse()]) {
      expect(policy(...order).decide("cognito-idp:AdminGetUser", pool)).toBe("denied");
      expect(policy(...order).decide("cognito-idp:AdminGetUser", other)).toBe("allowed");
    }
  });

  it("takes a single statement without a list", () => {
    const single = new IamPolicy({ Version: "2012-10-17", Statement: allow("*") });
    expect(single.decide("cognito-idp:ListUserPools", "*")).toBe("allowed");
  });

  it.each([
    ["is no object", "text", "policy: must be an object"],
    ["has no version", { Statement: [] }, "policy.Version"],
    [
      "has a condition",
      { Version: "2012-10-17", Statement: [{ ...allow("*"), Condition: {} }] },
      'policy.Statement[0]: "Condition" is not supported',
    ],
    [
      "has an effect that is none",
      { Version: "2012-10-17", Statement: [{ ...allow("*"), Effect: "allow" }] },
      "policy.Statement[0].Effect",
    ],
    ["names no action", { Version: "2012-10-17", Statement: [allow([])] }, "needs Action"],
    ["names a number", { Version: "2012-10-17", Statement: [allow(["*"], [1])] }, "needs Resource"],
    [
      "names and excludes actions",
      { Version: "2012-10-17", Statement: [{ ...allow("*"), NotAction: "*" }] },
      "exclude each other",
    ],
    [
      "has a policy variable",
      { Version: "2012-10-17", Statement: [allow("*", "arn:${aws:username}")] },
      "policy variables are not supported",
    ],
  ])("refuses a document that %s", (_what, document, message) => {
    expect(() => new IamPolicy(document)).toThrow(message);
  });
});
