import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { iamPolicy } from "../../../src/cli/iam-policy.js";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "iam-policy-"));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const role = "arn:aws:iam::999999999999:role/gateway";

/** What is printed for pools, given as the lines of the configuration, and for a part on the audit log. */
const printed = (...pools: string[]): Promise<unknown> =>
  printedFor("{ file: audit.jsonl }", ...pools);

async function printedFor(audit: string, ...pools: string[]): Promise<unknown> {
  const file = join(folder, "gateway.yaml");
  writeFileSync(
    file,
    `issuers: [{ issuer: "https://a.example.com", tokenUse: access, clientIds: [a] }]
policies: [roles.cedar]
audit: ${audit}
pools:
${pools.map((pool) => `  ${pool}\n`).join("")}`,
  );
  const print = jest.spyOn(console, "log").mockImplementation(() => undefined);
  try {
    await iamPolicy(["--config", file, "--account", "123456789012"]);
    return JSON.parse(String(print.mock.calls[0]?.[0])) as unknown;
  } finally {
    print.mockRestore();
  }
}

const statement = (resource: string) =>
  expect.objectContaining({ Sid: "CognitoAdminGateway", Resource: [resource] }) as object;

describe("iam-policy", () => {
  it.each([
    ["eu-west-1", "aws"],
    ["cn-north-1", "aws-cn"],
    ["us-gov-west-1", "aws-us-gov"],
    ["eusc-de-east-1", "aws-eusc"],
    ["us-iso-east-1", "aws-iso"],
    ["us-isob-east-1", "aws-iso-b"],
    ["eu-isoe-west-1", "aws-iso-e"],
  ])("knows the partition of %s, which is %s", async (region, partition) => {
    expect(await printed(`a: { id: ${region}_A, region: ${region} }`)).toMatchObject({
      Statement: [
        statement(`arn:${partition}:cognito-idp:${region}:123456789012:userpool/${region}_A`),
      ],
    });
  });

  it("prints a policy for each role beside that of the gateway, in the role's account", async () => {
    const policies = await printed(
      "a: { id: eu-west-1_A, region: eu-west-1 }",
      `b: { id: eu-west-1_B, region: eu-west-1, roleArn: "${role}" }`,
    );
    expect(policies).toMatchObject({
      gateway: {
        Statement: [
          statement("arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_A"),
          { Effect: "Allow", Action: ["sts:AssumeRole"], Resource: [role] },
        ],
      },
      roles: {
        [role]: {
          Statement: [statement("arn:aws:cognito-idp:eu-west-1:999999999999:userpool/eu-west-1_B")],
        },
      },
    });
  });

  it("lets a gateway that only assumes roles touch no pool by itself", async () => {
    const policies = await printed(`b: { id: eu-west-1_B, region: eu-west-1, roleArn: "${role}" }`);
    expect(policies).toMatchObject({
      gateway: { Statement: [{ Action: ["sts:AssumeRole"] }] },
    });
  });

  it("lets the gateway's own role write to the log group of the audit log, and no pool's role", async () => {
    const audit =
      "{ file: audit.jsonl, cloudWatchLogs: { logGroup: /audit/gateway, region: cn-north-1 } }";
    const mayShip = {
      Sid: "AuditLog",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: ["arn:aws-cn:logs:cn-north-1:123456789012:log-group:/audit/gateway:*"],
    };
    const pool = "a: { id: eu-west-1_A, region: eu-west-1 }";
    expect(await printedFor(audit, pool)).toMatchObject({ Statement: [{}, mayShip] });
    const assumed = `b: { id: eu-west-1_B, region: eu-west-1, roleArn: "${role}" }`;
    expect(await printedFor(audit, assumed)).toMatchObject({
      gateway: { Statement: [{ Sid: "AssumeRoles" }, mayShip] },
      roles: { [role]: { Statement: [{ Sid: "CognitoAdminGateway" }] } },
    });
  });

  it("prints for passwords alone what it printed when there was nothing else", async () => {
    const cognito = ["AdminGetUser", "AdminListGroupsForUser", "AdminSetUserPassword"];
    const before = {
      Sid: "CognitoAdminGateway",
      Effect: "Allow",
      Action: [...cognito, "DescribeUserPool", "ListUsers"].map((name) => `cognito-idp:${name}`),
      Resource: ["arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_A"],
    };
    const pool = "id: eu-west-1_A, region: eu-west-1";
    for (const writes of ["", ", writes: [password]"]) {
      expect(await printed(`a: { ${pool}${writes} }`)).toEqual({
        Version: "2012-10-17",
        Statement: [before],
      });
    }
  });

  it("prints the operations that are switched on in each pool, and no more, in a statement for all pools alike", async () => {
    const everywhere = ["AdminGetUser", "AdminListGroupsForUser", "DescribeUserPool", "ListUsers"];
    const policies = (await printed(
      "a: { id: eu-west-1_A, region: eu-west-1 }",
      "b: { id: eu-west-1_B, region: eu-west-1, writes: [delete, password] }",
      "c: { id: eu-west-1_C, region: eu-west-1, writes: [] }",
      "d: { id: eu-west-1_D, region: eu-west-1, writes: [password, delete] }",
      "e: { id: eu-west-1_E, region: eu-west-1, writes: [lifecycle] }",
      "f: { id: eu-west-1_F, region: eu-west-1, writes: [security] }",
      "g: { id: eu-west-1_G, region: eu-west-1, writes: [], shows: [activity] }",
      "h: { id: eu-west-1_H, region: eu-west-1, writes: [], shows: [directory, clients] }",
    )) as {
      readonly Statement: readonly {
        readonly Sid: string;
        readonly Action: readonly string[];
        readonly Resource: readonly string[];
      }[];
    };
    const told = policies.Statement.map(({ Sid, Action, Resource }) => [
      Sid,
      Resource.map((arn) => arn.slice(-1)).join(""),
      Action.map((name) => name.replace("cognito-idp:", "")).filter(
        (name) => !everywhere.includes(name),
      ),
    ]);
    expect(told).toEqual([
      ["CognitoAdminGateway", "A", ["AdminSetUserPassword"]],
      ["CognitoAdminGatewayPasswordDelete", "BD", ["AdminDeleteUser", "AdminSetUserPassword"]],
      ["CognitoAdminGatewayReads", "C", []],
      [
        "CognitoAdminGatewayLifecycle",
        "E",
        [
          ...["AdminConfirmSignUp", "AdminCreateUser", "AdminDisableUser", "AdminEnableUser"],
          "AdminResetUserPassword",
        ],
      ],
      [
        "CognitoAdminGatewaySecurity",
        "F",
        [
          ...["AdminDeleteSoftwareToken", "AdminForgetDevice", "AdminRevokeUserSession"],
          ...["AdminSetUserMFAPreference", "AdminUpdateAuthEventFeedback"],
          ...["AdminUserGlobalSignOut", "GetUserPoolMfaConfig", "GetUserPoolSessionConfiguration"],
        ],
      ],
      [
        "CognitoAdminGatewayActivity",
        "G",
        [
          ...["AdminGetUserAuthFactors", "AdminListDevices", "AdminListUserAuthEvents"],
          ...["AdminListUserSessions", "GetUserPoolMfaConfig", "GetUserPoolSessionConfiguration"],
        ],
      ],
      [
        "CognitoAdminGatewayDirectoryClients",
        "H",
        [
          ...["GetGroup", "ListGroups", "ListIdentityProviders", "ListUserPoolClients"],
          "ListUsersInGroup",
        ],
      ],
    ]);
  });

  it("explains itself", async () => {
    const print = jest.spyOn(console, "log").mockImplementation(() => undefined);
    const ended = await iamPolicy(["-h"]);
    expect([ended, print.mock.calls[0]?.[0]]).toEqual([
      { exitCode: 0 },
      expect.stringContaining("iam-policy --config FILE"),
    ]);
    print.mockRestore();
  });
});
