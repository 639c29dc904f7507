import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LocalPoolSeed } from "../../src/local-pool/seed/seed.js";
import { customers, sampleSeed } from "../support/sample-seed.js";
import { type Send, startTestGateway, type TestGateway } from "../support/test-gateway.js";

// The groups of a pool and who is in them, its identity providers and its app clients, as callers see them: what each costs, page by
// page, and who is refused.

/** More members than Cognito lists at a time; every fifth cannot sign in. */
const crowd = Array.from({ length: 70 }, (_, index) => ({
  username: `crowd-${index}`,
  status: "CONFIRMED" as const,
  enabled: index % 5 !== 0,
  groups: ["crowd"],
  attributes: { email: `crowd-${index}@example.com`, email_verified: "true" },
}));

const seed: LocalPoolSeed = {
  pools: sampleSeed.pools.map((pool) =>
    pool.id === customers
      ? {
          ...pool,
          groups: [
            { name: "crowd", description: "Everybody who came.", precedence: 0 },
            ...(pool.groups ?? []),
          ],
          users: [...(pool.users ?? []), ...crowd],
          identityProviders: [
            { name: "Google", type: "Google" },
            { name: "Corp", type: "SAML" },
          ],
        }
      : pool,
  ),
};

let gateway: TestGateway;
let ada: Send;

beforeAll(async () => {
  gateway = await startTestGateway({ seed });
  ada = await gateway.as("ada");
});

beforeEach(() => {
  gateway.pool.faults.clear();
  gateway.pool.ledger.clear();
});

afterAll(() => gateway.stop());

/** What was asked of Cognito, each operation with how often. */
const calls = (of: TestGateway = gateway) => {
  const counts: Record<string, number> = {};
  for (const { operation } of of.pool.ledger.calls()) {
    counts[operation] = (counts[operation] ?? 0) + 1;
  }
  return counts;
};

interface Connection {
  readonly nodes: readonly { readonly name: string; readonly username: string }[];
  readonly edges: readonly { readonly cursor: string; readonly node: unknown }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  readonly scanned: number;
  readonly complete: boolean;
}

const codesOf = ({ errors = [] }: Awaited<ReturnType<Send>>) =>
  errors.map(({ path, extensions }) => [path?.join("."), extensions.code]);

describe("a group", () => {
  const query = `query($p: ID!, $n: String!) {
    group(poolId: $p, name: $n) { id poolId name description precedence roleArn createdAt lastModifiedAt }
  }`;

  it("is told in the words of the schema, and costs one call", async () => {
    const { data, errors } = await ada(query, { p: "customers", n: "crowd" });
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      group: {
        ...{ poolId: customers, name: "crowd", description: "Everybody who came." },
        ...{ precedence: 0, roleArn: null, createdAt: expect.stringMatching(/^\d{4}-/) as string },
      },
    });
    expect(calls()).toEqual({ GetGroup: 1 });
  });

  it("has a precedence of null where it has none, which is not 0", async () => {
    const { data } = await ada(query, { p: "customers", n: "buyers" });
    expect(data).toMatchObject({ group: { precedence: null, description: null } });
  });

  it("has an id that no user of the same name has", async () => {
    gateway.pool.seedUser(customers, { username: "crowd", status: "CONFIRMED" });
    const { data } = await ada(`{
      group(poolId: "${customers}", name: "crowd") { id }
      user(poolId: "customers", username: "crowd") { id }
    }`);
    const { group, user } = data as Readonly<Record<"group" | "user", { readonly id: string }>>;
    expect(group.id).not.toBe(user.id);
    const again = await ada(query, { p: "customers", n: "crowd" });
    expect(again.data).toMatchObject({ group: { id: group.id } });
  });

  it.each(["not-there", "Crowd"])("is null where the pool has none by the name %s", async (n) => {
    const { data, errors } = await ada(query, { p: "customers", n });
    expect([data, errors]).toEqual([{ group: null }, undefined]);
  });

  it.each(["", "two words", "x".repeat(129), "\ud800"])(
    "is not asked for by %j, which is no name of a group",
    async (n) => {
      const answer = await ada(query, { p: "customers", n });
      expect(answer.errors?.map(({ extensions }) => extensions)).toMatchObject([
        { code: "BAD_USER_INPUT", argument: "name" },
      ]);
      expect(calls()).toEqual({});
    },
  );

  it("that is asked for twice in a request costs one call, and so many are asked for at most", async () => {
    const few = await startTestGateway({ seed, config: { limits: { userKeys: 2 } } });
    const send = await few.as("ada");
    few.pool.ledger.clear();
    const answer = await send(`{
      a: group(poolId: "customers", name: "crowd") { name }
      b: group(poolId: "customers", name: "crowd") { precedence }
      c: group(poolId: "customers", name: "staff") { name }
      d: group(poolId: "customers", name: "buyers") { name }
    }`);
    expect(codesOf(answer)).toEqual([["d", "QUERY_TOO_LARGE"]]);
    expect(calls(few)).toEqual({ GetGroup: 2 });
    await few.stop();
  });
});

describe("the groups of a pool", () => {
  const page = async (given: string) => {
    const answer = await ada(`{
      groups(poolId: "customers"${given}) {
        edges { cursor node { name } } nodes { name } pageInfo { hasNextPage endCursor }
      }
    }`);
    return { list: answer.data?.["groups"] as Connection, answer };
  };
  const all = ["crowd", "buyers", "staff", "break-glass", "unranked"];

  it("come page by page, each once", async () => {
    const seen: string[] = [];
    for (let given = ", first: 2"; ;) {
      const { list } = await page(given);
      seen.push(...list.nodes.map(({ name }) => name));
      expect(list.edges.map(({ node }) => node)).toEqual(list.nodes);
      if (!list.pageInfo.hasNextPage) break;
      given = `, first: 2, after: "${list.pageInfo.endCursor}"`;
    }
    expect(seen).toEqual(all);
    expect(calls()).toEqual({ ListGroups: 3 });
  });

  it("go on after the group whose cursor is given", async () => {
    const { list } = await page(", first: 4");
    const { list: rest } = await page(`, after: "${list.edges[1]?.cursor ?? ""}"`);
    expect(rest.nodes.map(({ name }) => name)).toEqual(all.slice(2));
  });

  it("are refused for no row, for more than 60, and for a cursor of another list", async () => {
    const { list } = await page(", first: 2");
    gateway.pool.ledger.clear();
    for (const given of [", first: 0", ", first: 61"]) {
      expect(codesOf((await page(given)).answer)).toEqual([["groups", "BAD_USER_INPUT"]]);
    }
    const cursor = list.pageInfo.endCursor;
    const other = await ada(`{ groups(poolId: "admins", after: "${cursor}") { nodes { name } } }`);
    expect(codesOf(other)).toEqual([["groups", "INVALID_CURSOR"]]);
    expect(calls()).toEqual({});
  });

  it("have a cursor that Cognito does not take any more refused as one", async () => {
    const { list } = await page(", first: 2");
    const fault = { kind: "error", type: "InvalidParameterException", status: 400 } as const;
    gateway.pool.faults.add({ operation: "ListGroups", ...fault });
    const { answer } = await page(`, after: "${list.pageInfo.endCursor}"`);
    expect(codesOf(answer)).toEqual([["groups", "INVALID_CURSOR"]]);
  });
});

describe("the members of a group", () => {
  const members = async (given: string, selected = "username", send: Send = ada) => {
    const answer = await send(`{
      group(poolId: "customers", name: "crowd") {
        members${given} {
          nodes { ${selected} } edges { cursor } pageInfo { hasNextPage endCursor } scanned complete
        }
      }
    }`);
    const group = answer.data?.["group"] as { readonly members: Connection };
    return { list: group.members, answer };
  };

  it("come page by page, each once, by one call for each page", async () => {
    const seen: string[] = [];
    for (let given = "(first: 40)"; ;) {
      const { list } = await members(given);
      expect([list.complete, list.scanned]).toEqual([true, list.nodes.length]);
      seen.push(...list.nodes.map(({ username }) => username));
      if (!list.pageInfo.hasNextPage) break;
      given = `(first: 40, after: "${list.pageInfo.endCursor}")`;
    }
    expect(seen).toEqual(crowd.map(({ username }) => username));
    expect(calls()).toEqual({ GetGroup: 2, ListUsersInGroup: 2 });
  });

  it("are told with all that lists tell of users, and make nobody a monthly active user", async () => {
    const { list, answer } = await members(
      "(first: 60)",
      "id sub status enabled email emailVerified createdAt attributes { name value }",
    );
    expect(answer.errors).toBeUndefined();
    expect(list.nodes).toHaveLength(60);
    expect(list.nodes[0]).toMatchObject({ status: "CONFIRMED", email: "crowd-0@example.com" });
    expect(calls()).toEqual({ GetGroup: 1, ListUsersInGroup: 1 });
  });

  it("are listed once, by however many ways a request comes to the same page", async () => {
    const { data } = await ada(`{
      group(poolId: "customers", name: "crowd") {
        members(first: 2) { nodes { username memberOf { members(first: 2) { nodes { email } } } } }
      }
    }`);
    expect(data).toMatchObject({
      group: { members: { nodes: [{ memberOf: [{ members: { nodes: [{}, {}] } }] }, {}] } },
    });
    expect(calls()).toEqual({ GetGroup: 1, ListUsersInGroup: 1, AdminListGroupsForUser: 2 });
  });

  it("are of each group of a list one call", async () => {
    const { data, errors } = await ada(
      `{ groups(poolId: "customers") { nodes { name members(first: 1) { nodes { username } } } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      groups: {
        nodes: [
          { name: "crowd", members: { nodes: [{ username: "crowd-0" }] } },
          { name: "buyers", members: { nodes: [{ username: "buyer" }] } },
          { name: "staff", members: { nodes: [{ username: "colleague" }] } },
          { name: "break-glass", members: { nodes: [{ username: "guarded" }] } },
          { name: "unranked", members: { nodes: [{ username: "mysterious" }] } },
        ],
      },
    });
    expect(calls()).toEqual({ ListGroups: 1, ListUsersInGroup: 5 });
  });

  it("are none when the group has gone meanwhile", async () => {
    const fault = { kind: "error", type: "ResourceNotFoundException", status: 400 } as const;
    gateway.pool.faults.add({ operation: "ListUsersInGroup", ...fault });
    const { list, answer } = await members("");
    expect(answer.errors).toBeUndefined();
    expect(list).toMatchObject({ nodes: [], pageInfo: { hasNextPage: false }, complete: true });
  });

  it("are refused for more than 60, and for a cursor of another group", async () => {
    const { list } = await members("(first: 2)");
    const { answer } = await members("(first: 61)");
    expect(codesOf(answer)).toEqual([["group.members", "BAD_USER_INPUT"]]);
    const other = await ada(
      `{ group(poolId: "customers", name: "buyers") { members(after: "${list.pageInfo.endCursor}") { scanned } } }`,
    );
    expect(codesOf(other)).toEqual([["group.members", "INVALID_CURSOR"]]);
  });
});

describe("the groups that a user is in", () => {
  it("cost the call that tells their names, for sixty users as for one", async () => {
    const { data, errors } = await ada(`{
      users(poolId: "customers", filter: { group: "crowd" }, first: 60) {
        nodes { groups memberOf { name description precedence } allowedActions }
      }
    }`);
    expect(errors).toBeUndefined();
    const { nodes } = data?.["users"] as { readonly nodes: readonly unknown[] };
    expect(nodes).toHaveLength(60);
    expect(nodes[0]).toMatchObject({
      groups: ["crowd"],
      memberOf: [{ name: "crowd", description: "Everybody who came.", precedence: 0 }],
    });
    expect(calls()).toEqual({ ListUsersInGroup: 1, AdminListGroupsForUser: 60 });
  });

  it("are null without an error when the user has gone meanwhile", async () => {
    const fault = { kind: "error", type: "UserNotFoundException", status: 400 } as const;
    gateway.pool.faults.add({ operation: "AdminListGroupsForUser", ...fault });
    const { data, errors } = await ada(
      `{ user(poolId: "customers", username: "buyer") { username memberOf { name } } }`,
    );
    expect([data, errors]).toEqual([{ user: { username: "buyer", memberOf: null } }, undefined]);
  });
});

describe("a list of users that has a group in its filter", () => {
  const list = async (filter: string, given = "", send: Send = ada) => {
    const answer = await send(`{
      users(poolId: "customers", filter: ${filter}${given}) {
        nodes { username } pageInfo { hasNextPage endCursor } scanned complete
      }
    }`);
    return { list: answer.data?.["users"] as Connection, answer };
  };
  const disabled = crowd.filter(({ enabled }) => !enabled).map(({ username }) => username);

  it("has its members, filled up over Cognito's pages, and costs no AdminGetUser", async () => {
    const { list: page } = await list(`{ group: "crowd" }`, ", first: 65");
    expect(page.nodes.map(({ username }) => username)).toEqual(
      crowd.slice(0, 65).map(({ username }) => username),
    );
    expect([page.complete, page.scanned]).toEqual([true, 65]);
    expect(calls()).toEqual({ ListUsersInGroup: 2 });
  });

  it("has of them whom the rest of the filter means, page by page", async () => {
    const seen: string[] = [];
    for (let given = ", first: 5"; ;) {
      const { list: page } = await list(`{ group: "crowd", enabled: false }`, given);
      seen.push(...page.nodes.map(({ username }) => username));
      if (!page.pageInfo.hasNextPage) break;
      given = `, first: 5, after: "${page.pageInfo.endCursor}"`;
    }
    expect(seen).toEqual(disabled);
    expect(Object.keys(calls())).toEqual(["ListUsersInGroup"]);
  });

  it("is empty for a group that the pool does not have", async () => {
    const { list: page, answer } = await list(`{ group: "not-there" }`);
    expect(answer.errors).toBeUndefined();
    expect(page).toMatchObject({ nodes: [], scanned: 0, complete: true });
    expect(page.pageInfo.hasNextPage).toBe(false);
  });

  it.each([
    `{ group: "" }`,
    `{ group: "two words" }`,
    `{ or: [{ group: "crowd" }, { enabled: false }] }`,
    `{ group: "crowd", or: [{ group: "buyers" }] }`,
  ])("is refused for %s, and asks nothing", async (filter) => {
    const { answer } = await list(filter);
    expect(answer.errors?.map(({ extensions }) => extensions)).toMatchObject([
      { code: "BAD_USER_INPUT", argument: "filter" },
    ]);
    expect(calls()).toEqual({});
  });

  it("has cursors that open no list of another group, nor that of all users", async () => {
    const { list: page } = await list(`{ group: "crowd" }`, ", first: 2");
    gateway.pool.ledger.clear();
    const after = `, after: "${page.pageInfo.endCursor}"`;
    for (const filter of [`{ group: "buyers" }`, "null"]) {
      expect(codesOf((await list(filter, after)).answer)).toEqual([["users", "INVALID_CURSOR"]]);
    }
    expect(calls()).toEqual({});
  });
});

describe("what a pool has beside its users", () => {
  it("is told by name and kind, one call for each page", async () => {
    const { data, errors } = await ada(`{
      userPool(id: "customers") {
        identityProviders(first: 1) { nodes { name type createdAt } pageInfo { hasNextPage endCursor } }
        appClients { nodes { id name } edges { node { id } } pageInfo { hasNextPage } }
      }
    }`);
    expect(errors).toBeUndefined();
    const { userPool } = data as {
      readonly userPool: { readonly identityProviders: Connection };
    };
    expect(userPool).toMatchObject({
      identityProviders: { nodes: [{ name: "Google", type: "GOOGLE" }] },
      appClients: {
        nodes: [{ id: "customersclient", name: "customersclient" }],
        pageInfo: { hasNextPage: false },
      },
    });
    const { endCursor } = userPool.identityProviders.pageInfo;
    const next = await ada(
      `{ userPool(id: "customers") { identityProviders(after: "${endCursor}") { nodes { name type } } } }`,
    );
    expect(next.data).toEqual({
      userPool: { identityProviders: { nodes: [{ name: "Corp", type: "SAML" }] } },
    });
    expect(calls()).toEqual({ ListIdentityProviders: 2, ListUserPoolClients: 1 });
  });

  it("has pages of 60 rows at most", async () => {
    const answer = await ada(`{
      userPool(id: "customers") {
        identityProviders(first: 61) { nodes { name } } appClients(first: 0) { nodes { id } }
      }
    }`);
    expect(codesOf(answer)).toEqual([
      ["userPool.identityProviders", "BAD_USER_INPUT"],
      ["userPool.appClients", "BAD_USER_INPUT"],
    ]);
    expect(calls()).toEqual({});
  });
});

/** Every field of the families, each by itself. */
const everything = {
  group: `group(poolId: "customers", name: "crowd") { name }`,
  groups: `groups(poolId: "customers") { nodes { name } }`,
  filter: `users(poolId: "customers", filter: { group: "crowd" }) { scanned }`,
  memberOf: `user(poolId: "customers", username: "buyer") { memberOf { name } }`,
  identityProviders: `userPool(id: "customers") { identityProviders { nodes { name } } }`,
  appClients: `userPool(id: "customers") { appClients { nodes { id } } }`,
} as const;

describe("a pool that does not show it", () => {
  let bare: TestGateway;

  beforeAll(async () => {
    bare = await startTestGateway({ seed, shows: ["activity"] });
  });

  beforeEach(() => {
    bare.pool.ledger.clear();
  });

  afterAll(() => bare.stop());

  it.each(Object.entries(everything))("answers FORBIDDEN for %s", async (_name, field) => {
    const { errors } = await (await bare.as("ada"))(`{ ${field} }`);
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(["FORBIDDEN"]);
    // The user is looked up, and nothing is asked of groups.
    expect(
      Object.keys(calls(bare)).filter((name) => !/^(AdminGetUser|Initiate)/.test(name)),
    ).toEqual([]);
  });

  it("tells the names of groups all the same, and has READ_GROUPS in no allowedActions", async () => {
    const asked = `{
      user(poolId: "customers", username: "buyer") { groups }
      userPool(id: "customers") { allowedActions }
    }`;
    const { data } = await (await bare.as("ada"))(asked);
    expect(data).toMatchObject({ user: { groups: ["buyers"] } });
    const actionsOf = (told: typeof data) =>
      (told?.["userPool"] as { readonly allowedActions: readonly string[] }).allowedActions;
    expect(actionsOf(data)).not.toContain("READ_GROUPS");
    expect(actionsOf((await ada(asked)).data)).toContain("READ_GROUPS");
  });

  it("can show its app clients alone", async () => {
    const clients = await startTestGateway({ seed, shows: ["clients"] });
    const send = await clients.as("ada");
    const answer = await send(`{ ${everything.appClients} }`);
    expect(answer.errors).toBeUndefined();
    expect(codesOf(await send(`{ ${everything.identityProviders} }`))).toEqual([
      ["userPool.identityProviders", "FORBIDDEN"],
    ]);
    await clients.stop();
  });
});

describe("a caller", () => {
  const all = ["group:read", "group:list-members", "user:list", "user:read", "user:read-security"];
  const members = `{ group(poolId: "customers", name: "crowd") { members(first: 1) { scanned } } }`;

  /** A gateway where the help desk has these permissions and no others. */
  async function withOnly(actions: readonly string[], ask: (send: Send) => Promise<void>) {
    const folder = mkdtempSync(join(tmpdir(), "groups-"));
    const file = join(folder, "readers.cedar");
    const names = actions.map((action) => `Action::"${action}"`).join(", ");
    writeFileSync(file, `permit (principal in Role::"helpdesk", action in [${names}], resource);`);
    const readers = await startTestGateway({ seed, config: { policies: [file] } });
    const henry = await readers.as("henry");
    readers.pool.ledger.clear();
    await ask(henry);
    expect(readers.pool.ledger.count("ListUsersInGroup")).toBe(
      actions.length === all.length ? 2 : 0,
    );
    await readers.stop();
    rmSync(folder, { recursive: true });
  }

  it("who has all of the permissions is told members", async () => {
    await withOnly(all, async (send) => {
      expect((await send(members)).errors).toBeUndefined();
      expect((await send(`{ ${everything.filter} }`)).errors).toBeUndefined();
    });
  });

  it.each(all.slice(1))(
    "without any of the permissions for it is told no members: %s",
    async (missing) => {
      await withOnly(
        all.filter((action) => action !== missing),
        async (send) => {
          expect(codesOf(await send(members))).toEqual([["group.members", "FORBIDDEN"]]);
          expect(codesOf(await send(`{ ${everything.filter} }`))).toEqual([["users", "FORBIDDEN"]]);
        },
      );
    },
  );

  it("who may see groups and not their roles is refused these alone", async () => {
    await withOnly(["group:read"], async (send) => {
      const answer = await send(
        `{ group(poolId: "customers", name: "crowd") { name roleArn members { scanned } } }`,
      );
      expect(answer.data).toEqual({ group: { name: "crowd", roleArn: null, members: null } });
      expect(codesOf(answer)).toEqual([
        ["group.roleArn", "FORBIDDEN"],
        ["group.members", "FORBIDDEN"],
      ]);
    });
  });

  it("who may see of users which groups they are in, and no groups, is told names alone", async () => {
    await withOnly(["user:read", "user:read-security"], async (send) => {
      const answer = await send(
        `{ user(poolId: "customers", username: "buyer") { groups memberOf { name } } }`,
      );
      expect(answer.data).toEqual({ user: { groups: ["buyers"], memberOf: null } });
      expect(codesOf(answer)).toEqual([["user.memberOf.0.name", "FORBIDDEN"]]);
    });
  });
});
