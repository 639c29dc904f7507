import { createQuotas, shareOf } from "../../../../src/cognito/gate/quotas.js";
import { cognitoOperations, operations } from "../../../../src/cognito/records/operations.js";
import { quotaCategories } from "../../../../src/cognito/records/quota-categories.js";

const region = "eu-west-1";
const roleArn = "arn:aws:iam::111122223333:role/gateway";

describe("createQuotas", () => {
  it("keeps half of every quota that the gateway's calls count in", () => {
    const shares = createQuotas({})({ region });
    for (const operation of cognitoOperations) {
      const granted = quotaCategories[operations[operation].quota];
      const { perSecond = 0 } = shareOf(shares, operation) ?? {};
      expect([operation, perSecond * 2 <= granted, perSecond * 2 >= granted - 1]).toEqual([
        operation,
        true,
        true,
      ]);
    }
    expect(shareOf(shares, "AdminSetUserPassword")?.perSecond).toBe(15);
    expect(shareOf(shares, "DescribeUserPool")?.perSecond).toBe(7);
  });

  it("keeps what is configured instead", () => {
    const shares = createQuotas({ UserAccountRecovery: 20 })({ region });
    expect(shareOf(shares, "AdminSetUserPassword")?.perSecond).toBe(20);
    expect(shareOf(shares, "AdminGetUser")?.perSecond).toBe(60);
  });

  it("lets the pools of one Region and role have one share", () => {
    const sharesFor = createQuotas({});
    expect(sharesFor({ region, roleArn })).toBe(sharesFor({ region, roleArn }));
    expect(sharesFor({ region })).toBe(sharesFor({ region }));
  });

  it.each([
    ["another Region", { region: "eu-north-1" }],
    ["a role, which may be of another account", { region, roleArn }],
    ["another endpoint", { region, endpoint: "https://vpce-1.example.com" }],
  ])("keeps apart %s", (_what, other) => {
    const sharesFor = createQuotas({});
    expect(sharesFor(other)).not.toBe(sharesFor({ region }));
  });

  it("keeps nothing back where there is no AWS, unless it is told to", () => {
    const local = { region, endpoint: "http://127.0.0.1:9229" };
    expect(createQuotas({})(local).byCategory.size).toBe(0);
    const told = createQuotas({ UserRead: 3 })(local);
    expect(shareOf(told, "AdminGetUser")?.perSecond).toBe(3);
    expect(shareOf(told, "AdminSetUserPassword")).toBeUndefined();
  });
});
