import {
  AdminAddUserToGroupCommand,
  AdminDisableUserCommand,
  CreateGroupCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { gatewayCases, type GatewayCase } from "../gateway-case.js";
import type { AskedUser, GatewayStage } from "../gateway-stage.js";
import { freshName } from "../stage.js";

type Reads = "exact" | "frugal";
type Reachable = Awaited<ReturnType<GatewayStage["createReachableUser"]>>;

const identity = "username sub email emailVerified";

const look = async (stage: GatewayStage, reads: Reads, name: string) =>
  stage.lookUp(name, identity, reads === "exact" ? stage.ask : await stage.gateways.startFrugal());

/** A look-up by each kind of name, in either way that the gateway has. */
const byName = (reads: Reads, kind: keyof Reachable): GatewayCase => ({
  id: `gateway-by-${kind}-${reads}`,
  sentence: `the ${reads} look-up by ${kind} finds the user of that ${kind}`,
  run: async (stage) => {
    const user = await stage.createReachableUser();
    await stage.createReachableUser();
    const found = await look(stage, reads, user[kind]);
    expect(found).toEqual({ ...user, emailVerified: true });
  },
});

const nobody = (reads: Reads): GatewayCase => ({
  id: `gateway-nobody-${reads}`,
  sentence: `the ${reads} look-up of a user who is not there answers null`,
  run: async (stage) => {
    for (const name of [freshName(), `${freshName()}@example.com`]) {
      expect(await look(stage, reads, name)).toBeNull();
    }
  },
});

const unverified = (reads: Reads): GatewayCase => ({
  id: `gateway-unverified-${reads}`,
  sentence: `the ${reads} look-up by an address that is not verified answers null`,
  run: async (stage) => {
    const email = `${freshName("mail")}@example.com`;
    await stage.pool.createUser({ email });
    expect(await look(stage, reads, email)).toBeNull();
  },
});

const inEitherWay = (...makers: readonly ((reads: Reads) => GatewayCase)[]) =>
  makers.flatMap((make) => [make("exact"), make("frugal")]);

const usersByKey = `query($keys: [UserKey!]!) { usersByKey(keys: $keys) { id username } }`;

async function addToGroup(stage: GatewayStage, Username: string): Promise<string> {
  const { client, poolId: UserPoolId } = stage.pool;
  const GroupName = freshName("group");
  await client.send(new CreateGroupCommand({ UserPoolId, GroupName }));
  await client.send(new AdminAddUserToGroupCommand({ UserPoolId, GroupName, Username }));
  return GroupName;
}

/** Users by their names, and what is told of them. */
export const gatewayLookUpCases = gatewayCases(
  ...inEitherWay(
    (reads) => byName(reads, "username"),
    (reads) => byName(reads, "email"),
    (reads) => byName(reads, "sub"),
    nobody,
    unverified,
  ),
  {
    id: "gateway-users-by-key",
    sentence:
      "usersByKey answers users by every kind of name in order, and null for an unknown one",
    run: async (stage) => {
      const [one, other] = [await stage.createReachableUser(), await stage.createReachableUser()];
      const names = [other.email, freshName(), one.username, other.sub, one.email];
      const keys = names.map((username) => ({ poolId: "contract", username }));
      const data = await stage.answered(usersByKey, { keys });
      const users = data["usersByKey"] as readonly (AskedUser | null)[];
      const [first, second] = [other.username, one.username];
      expect(users.map((user) => user?.["username"])).toEqual([
        ...[first, undefined, second, first, second],
      ]);
      expect(new Set(users.map((user) => user?.["id"])).size).toBe(3);
    },
  },
  {
    id: "gateway-state",
    sentence: "a look-up tells status, dates, attributes, and whether the user is enabled",
    run: async (stage) => {
      const { username } = await stage.createReachableUser({ given_name: "Gia" });
      const { client, poolId: UserPoolId } = stage.pool;
      await client.send(new AdminDisableUserCommand({ UserPoolId, Username: username }));
      const { UserCreateDate } = await stage.pool.getUser(username);
      const fields = `status enabled createdAt attributes(names: ["given_name"]) { name value }`;
      expect(await stage.lookUp(username, fields)).toEqual({
        status: "FORCE_CHANGE_PASSWORD",
        enabled: false,
        createdAt: UserCreateDate?.toISOString(),
        attributes: [{ name: "given_name", value: "Gia" }],
      });
    },
  },
  {
    id: "gateway-groups",
    sentence: "the groups of a user are told, by whatever name the user was asked for",
    run: async (stage) => {
      const { username, email } = await stage.createReachableUser();
      expect(await stage.lookUp(username, "groups")).toEqual({ groups: [] });
      const group = await addToGroup(stage, username);
      expect(await stage.lookUp(email, "groups")).toEqual({ groups: [group] });
    },
  },
  {
    id: "gateway-allowed-actions",
    sentence: "an administrator may see a user, set both kinds of password and issue one",
    run: async (stage) => {
      const { username } = await stage.createReachableUser();
      const user = await stage.lookUp(username, "allowedActions");
      expect(new Set(user?.["allowedActions"] as readonly string[])).toEqual(
        new Set([
          "READ_CONTACT",
          "READ_SECURITY",
          "SET_TEMPORARY_PASSWORD",
          "SET_PERMANENT_PASSWORD",
          "ISSUE_TEMPORARY_PASSWORD",
        ]),
      );
    },
  },
  {
    id: "gateway-pool",
    sentence: "the pool's policy and sign-in aliases are told as the pool has them",
    run: async (stage) => {
      const query = `{ userPool(id: "contract") {
        id signInAliases usernameCaseSensitive
        passwordPolicy { minimumLength requireUppercase requireLowercase requireNumbers requireSymbols }
      } }`;
      const { userPool } = await stage.answered(query, {});
      expect(userPool).toEqual({
        id: stage.pool.poolId,
        signInAliases: ["EMAIL"],
        usernameCaseSensitive: true,
        passwordPolicy: {
          minimumLength: 10,
          requireUppercase: true,
          requireLowercase: true,
          requireNumbers: true,
          requireSymbols: true,
        },
      });
    },
  },
);
