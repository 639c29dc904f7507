import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ConfigInput } from "../../src/config/config.js";
import { customers, mailers } from "../support/sample-seed.js";
import { type Send, startTestGateway, type TestGateway } from "../support/test-gateway.js";

interface Connection {
  readonly edges: readonly { readonly cursor: string; readonly node: { username: string } }[];
  readonly nodes: readonly { readonly username: string; readonly [field: string]: unknown }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly scanned: number;
  readonly complete: boolean;
}

const query = `query($poolId: ID!, $filter: UserFilter, $first: Int! = 25, $after: String) {
  users(poolId: $poolId, filter: $filter, first: $first, after: $after) {
    edges { cursor node { username } }
    nodes { username status email }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    scanned complete
  }
}`;

let gateway: TestGateway;
let admin: Send;

beforeAll(async () => {
  gateway = await startTestGateway();
  admin = await gateway.as("ada");
});

beforeEach(() => {
  gateway.pool.faults.clear();
  gateway.pool.ledger.clear();
});

afterAll(async () => {
  await gateway.stop();
});

const calls = () => gateway.pool.ledger.calls().map(({ operation }) => operation);
const lists = () => gateway.pool.ledger.calls({ operation: "ListUsers" });

async function list(variables: object = {}): Promise<Connection> {
  const { data, errors } = await admin(query, { poolId: "customers", ...variables });
  expect(errors).toBeUndefined();
  return data?.["users"] as Connection;
}

const codeOf = async (variables: object, send: Send = admin) => {
  const { errors } = await send(query, { poolId: "customers", ...variables });
  return errors?.map(({ path, extensions: { code, argument } }) => ({ path, code, argument }));
};

const namesOf = ({ nodes }: Connection) => nodes.map(({ username }) => username);

/** Every page of a list, one after the other. */
async function readAll(variables: object): Promise<readonly Connection[]> {
  const pages: Connection[] = [];
  for (
    let after: string | null = null;
    pages.length < 80;
    after = pages.at(-1)!.pageInfo.endCursor
  ) {
    const page: Connection = await list({ ...variables, after });
    pages.push(page);
    if (!page.pageInfo.hasNextPage) return pages;
  }
  throw new Error("The list has no end.");
}

describe("users", () => {
  it("answers the first 25 users of a pool, for one ListUsers and nothing else", async () => {
    const page = await list();
    expect(page.nodes).toHaveLength(25);
    expect(page.edges.map(({ node }) => node.username)).toEqual(namesOf(page));
    expect(page.nodes[0]).toEqual({
      username: "buyer",
      status: "CONFIRMED",
      email: "buyer@example.com",
    });
    expect([page.scanned, page.complete]).toEqual([25, true]);
    expect(page.pageInfo).toEqual({
      hasNextPage: true,
      hasPreviousPage: false,
      startCursor: expect.any(String) as string,
      endCursor: expect.any(String) as string,
    });
    expect(calls()).toEqual(["ListUsers"]);
  });

  it.each([1, 7, 25, 60, 100])("reads the pool in pages of %i, everybody once", async (first) => {
    const pages = await readAll({ first });
    const names = pages.flatMap(namesOf);
    expect(names).toHaveLength(71);
    expect(new Set(names).size).toBe(71);
    for (const page of pages.slice(0, -1)) expect(page.nodes).toHaveLength(first);
  });

  it("goes on behind any edge, not only the last", async () => {
    const page = await list({ first: 10 });
    const rest = await list({ first: 7, after: page.edges[2]!.cursor });
    expect(namesOf(rest)).toEqual(namesOf(page).slice(3));
  });

  it("starts its own cursors at its first and last edge", async () => {
    const { edges, pageInfo } = await list({ first: 3 });
    const [next] = (await list({ first: 1, after: pageInfo.endCursor })).nodes;
    const [same] = (await list({ first: 1, after: edges[2]!.cursor })).nodes;
    expect(same).toEqual(next);
    const [second] = (await list({ first: 1, after: pageInfo.startCursor })).nodes;
    expect(second?.username).toBe(edges[1]!.node.username);
  });

  it("costs no second look at a page when it goes on behind its end", async () => {
    const { pageInfo } = await list({ first: 10 });
    gateway.pool.ledger.clear();
    await list({ first: 10, after: pageInfo.endCursor });
    expect(lists().map(({ limit }) => limit)).toEqual([10]);
  });

  it("fills a page although Cognito gives short ones", async () => {
    gateway.pool.faults.add({ operation: "ListUsers", kind: "short-page", rows: 7, times: 2 });
    const page = await list({ first: 20 });
    expect(page.nodes).toHaveLength(20);
    expect(new Set(namesOf(page)).size).toBe(20);
    expect(lists().map(({ limit }) => limit)).toEqual([20, 13, 6]);
  });

  it("names the pool by its id as well, and answers an empty list without cursors", async () => {
    const page = await list({ poolId: mailers, filter: { username: { equals: "nobody" } } });
    expect(page).toEqual({
      edges: [],
      nodes: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
      scanned: 0,
      complete: true,
    });
  });

  it.each([0, -1, 101, 2 ** 31 - 1])("refuses to list %i users", async (first) => {
    expect(await codeOf({ first })).toEqual([
      { path: ["users"], code: "BAD_USER_INPUT", argument: "first" },
    ]);
    expect(calls()).toEqual([]);
  });

  it("tells which numbers it takes, where one is out of range", async () => {
    const { errors } = await admin(query, { poolId: "customers", first: 500 });
    expect(errors?.[0]?.extensions).toMatchObject({ argument: "first", minimum: 1, maximum: 100 });
  });
});

describe("rows of a list", () => {
  it("cost no AdminGetUser, whatever is asked for that a list tells", async () => {
    const { data, errors } = await admin(`{
      users(poolId: "customers", first: 60) {
        nodes {
          id poolId username sub status enabled createdAt lastModifiedAt email emailVerified
          phoneNumber phoneNumberVerified name attributes { name value }
        }
      }
    }`);
    expect(errors).toBeUndefined();
    expect((data?.["users"] as Connection).nodes).toHaveLength(60);
    expect(calls()).toEqual(["ListUsers"]);
  });

  it("are what `user` answers, field by field", async () => {
    const fields =
      "id poolId username sub status enabled createdAt lastModifiedAt email emailVerified phoneNumber " +
      "phoneNumberVerified name mfa { preferred enabled } attributes { name value }";
    const { data } = await admin(`{
      users(poolId: "customers", filter: { username: { equals: "forced" } }) { nodes { ${fields} } }
    }`);
    const single = await admin(`{ user(poolId: "customers", username: "forced") { ${fields} } }`);
    expect((data?.["users"] as Connection).nodes).toEqual([single.data?.["user"]]);
  });

  it("cost one AdminGetUser each for what only that tells", async () => {
    const { data } = await admin(
      `{ users(poolId: "customers", first: 3) { nodes { username mfa { enabled } again: mfa { preferred } } } }`,
    );
    const gets = gateway.pool.ledger.calls({ operation: "AdminGetUser" });
    expect(gets.map(({ username }) => username).sort()).toEqual(
      namesOf(data?.["users"] as Connection).sort(),
    );
  });

  it("count those look-ups against the limit of a request", async () => {
    await using few = await startDisposable({ limits: { userKeys: 5 } });
    const send = await few.gateway.as("ada");
    const { data, errors } = await send(`{
      users(poolId: "customers", first: 5) { nodes { mfa { enabled } } }
      other: users(poolId: "customers", first: 2, filter: { username: { startsWith: "user-" } }) {
        nodes { mfa { enabled } }
      }
    }`);
    expect(few.gateway.pool.ledger.calls({ operation: "AdminGetUser" })).toHaveLength(5);
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(
      Array.from({ length: 2 }, () => "QUERY_TOO_LARGE"),
    );
    expect(data).not.toBeNull();
  });
});

describe("filter", () => {
  it.each([
    [{ username: { equals: "forced" } }, 'username = "forced"', ["forced"]],
    [{ email: { equals: "FORCED@example.com" } }, 'email = "FORCED@example.com"', ["forced"]],
    [{ email: { startsWith: "res" } }, 'email ^= "res"', ["reset"]],
    [{ name: { startsWith: "Name of re" } }, 'name ^= "Name of re"', ["reset"]],
    [{ status: "RESET_REQUIRED" }, 'cognito:user_status = "RESET_REQUIRED"', ["reset"]],
    [{ enabled: false }, 'status = "Disabled"', ["disabled"]],
  ])("%j is Cognito's to apply", async (filter, expression, names) => {
    const page = await list({ filter });
    expect(namesOf(page)).toEqual(names);
    expect(page.scanned).toBe(names.length);
    expect(lists().map((call) => call.filter)).toEqual([expression]);
  });

  it.each([
    [{ contains: "EXPIRED@" }, undefined, ["expired"], 71],
    [
      { attribute: { name: "custom:tier", equals: "gold" }, enabled: false },
      'status = "Disabled"',
      ["disabled"],
      1,
    ],
    [
      { or: [{ username: { equals: "reset" } }, { username: { equals: "forced" } }] },
      undefined,
      ["forced", "reset"],
      71,
    ],
    [
      { username: { startsWith: "user-5", contains: "-59" } },
      'username ^= "user-5"',
      ["user-59"],
      11,
    ],
    [{ status: "CONFIRMED", email: { startsWith: "disa" } }, 'email ^= "disa"', ["disabled"], 1],
    [{ username: { equals: 'a" or username = "b' } }, undefined, [], 71],
  ])(
    "%j is the gateway's to apply, in part or whole",
    async (filter, expression, names, scanned) => {
      const page = await list({ filter });
      expect(namesOf(page).sort()).toEqual(names);
      expect([page.scanned, page.complete]).toEqual([scanned, true]);
      expect(new Set(lists().map((call) => call.filter))).toEqual(new Set([expression]));
    },
  );

  it("pages through what the gateway itself compares, everybody once", async () => {
    const pages = await readAll({ filter: { username: { contains: "-" } }, first: 7 });
    const names = pages.flatMap(namesOf);
    expect(new Set(names).size).toBe(60);
    expect(names).toHaveLength(60);
  });

  it("stops at the limit of pages and says so, and the cursor goes on from there", async () => {
    await using bounded = await startDisposable({ limits: { listPages: 1 } });
    const send = await bounded.gateway.as("ada");
    const filter = { contains: "user-59@" };
    const first = await send(query, { poolId: "customers", filter });
    const page = first.data?.["users"] as Connection;
    expect([page.nodes, page.scanned, page.complete]).toEqual([[], 60, false]);
    expect(page.pageInfo).toMatchObject({ hasNextPage: true, startCursor: null });
    const { data } = await send(query, {
      poolId: "customers",
      filter,
      after: page.pageInfo.endCursor,
    });
    const rest = data?.["users"] as Connection;
    expect(namesOf(rest)).toEqual(["user-59"]);
    expect([rest.scanned, rest.complete]).toEqual([11, true]);
  });

  it("shares the limit of pages among the lists of a request", async () => {
    await using bounded = await startDisposable({ limits: { listPages: 2 } });
    const send = await bounded.gateway.as("ada");
    const { data } = await send(`{
      a: users(poolId: "customers", first: 1) { scanned complete }
      b: users(poolId: "customers", filter: { contains: "user-59@" }) { scanned complete }
    }`);
    expect(data).toEqual({
      a: { scanned: 1, complete: true },
      b: { scanned: 60, complete: false },
    });
    const over = await send(`{
      a: users(poolId: "customers", first: 1) { scanned }
      b: users(poolId: "customers", first: 1) { scanned }
      c: users(poolId: "customers", first: 1) { scanned }
    }`);
    expect(over.errors?.map(({ extensions }) => extensions.code)).toEqual(["QUERY_TOO_LARGE"]);
  });

  it.each<[object]>([
    [{}],
    [{ email: {} }],
    [{ email: { equals: "" } }],
    [{ contains: "" }],
    [{ or: [] }],
    [{ or: [{}] }],
    [{ email: { equals: "x".repeat(257) } }],
    [{ attribute: { name: "status", equals: "Enabled" } }],
    [{ or: Array.from({ length: 21 }, () => ({ enabled: true })) }],
  ])("%j says nothing, or too much", async (filter) => {
    expect(await codeOf({ filter })).toEqual([
      { path: ["users"], code: "BAD_USER_INPUT", argument: "filter" },
    ]);
    expect(calls()).toEqual([]);
  });
});

describe("after", () => {
  const cursorOf = async (variables: object = {}) => (await list(variables)).pageInfo.endCursor!;
  const refused = [{ path: ["users"], code: "INVALID_CURSOR", argument: "after" }];

  it("is of one pool, by whichever of its names, and of one filter", async () => {
    const filter = { username: { startsWith: "user-" } };
    const after = await cursorOf({ filter });
    gateway.pool.ledger.clear();
    expect(await codeOf({ after })).toEqual(refused);
    expect(await codeOf({ after, filter: { username: { startsWith: "user-1" } } })).toEqual(
      refused,
    );
    expect(await codeOf({ after, filter, poolId: "mailers" })).toEqual(refused);
    expect(calls()).toEqual([]);
    expect(await codeOf({ after, filter, poolId: customers })).toBeUndefined();
  });

  it("tells nothing of what it holds, and is never the same twice", async () => {
    const [one, other] = [await cursorOf(), await cursorOf()];
    expect(one).not.toBe(other);
    expect(one).toMatch(/^[\w-]+$/);
    expect(Buffer.from(one, "base64url").toString("latin1")).not.toContain("ListUsers");
  });

  it("cannot be changed, cut or made up", async () => {
    const good = await cursorOf();
    const bytes = Buffer.from(good, "base64url");
    const changed = Array.from({ length: bytes.length }, (_, index) => {
      const copy = Buffer.from(bytes);
      copy[index]! ^= 1;
      return copy.toString("base64url");
    });
    gateway.pool.ledger.clear();
    for (const after of [...changed, good.slice(0, -4), "", "x", "null", "€", "x".repeat(5000)]) {
      expect(await codeOf({ after })).toEqual(refused);
    }
    expect(calls()).toEqual([]);
  });

  it("of another gateway is refused, as is one that Cognito does not take any more", async () => {
    await using other = await startDisposable({});
    const send = await other.gateway.as("ada");
    const { data } = await send(query, { poolId: "customers" });
    const foreign = (data?.["users"] as Connection).pageInfo.endCursor;
    expect(await codeOf({ after: foreign })).toEqual(refused);
    const after = await cursorOf();
    gateway.pool.faults.add({
      operation: "ListUsers",
      kind: "error",
      type: "InvalidParameterException",
      message: "Invalid pagination token given.",
    });
    expect(await codeOf({ after })).toEqual(refused);
  });

  it("finds its place although the user before it was deleted or others came", async () => {
    const page = await list({ first: 10 });
    gateway.pool.seedUser(customers, { username: "late", status: "CONFIRMED" });
    const rest = await list({ first: 7, after: page.edges[2]!.cursor });
    expect(namesOf(rest)).toEqual(namesOf(page).slice(3));
  });
});

describe("a list that fails", () => {
  it.each([
    ["throttle", "THROTTLED"],
    ["unavailable", "UPSTREAM_ERROR"],
    ["garbage", "UPSTREAM_ERROR"],
  ] as const)("by %s is %s", async (kind, code) => {
    gateway.pool.faults.add({ operation: "ListUsers", kind, times: 2 });
    expect(await codeOf({})).toEqual([{ path: ["users"], code, argument: undefined }]);
  });

  it("are for those alone who may look the listed users up", async () => {
    const folder = mkdtempSync(join(tmpdir(), "user-list-"));
    const file = join(folder, "listers.cedar");
    writeFileSync(
      file,
      `permit (principal in Role::"helpdesk", action in [Action::"user:list", Action::"pool:read"], resource);
      permit (principal in Role::"auditor", action in [Action::"user:list", Action::"user:read"], resource);`,
    );
    await using only = await startDisposable({ policies: [file] });
    const count = `{ users(poolId: "customers", first: 1) { scanned complete } }`;
    const answerTo = async (name: "henry" | "audrey") => {
      const send = await only.gateway.as(name);
      only.gateway.pool.ledger.clear();
      const { data, errors } = await send(count);
      return {
        users: data?.["users"],
        codes: errors?.map(({ extensions }) => extensions.code),
        calls: only.gateway.pool.ledger.count("ListUsers"),
      };
    };
    expect(await answerTo("henry")).toEqual({ users: null, codes: ["FORBIDDEN"], calls: 0 });
    expect(await answerTo("audrey")).toEqual({
      users: { scanned: 1, complete: true },
      codes: undefined,
      calls: 1,
    });
    rmSync(folder, { recursive: true });
  });

  it("asks nothing of a pool that is not configured", async () => {
    expect(await codeOf({ poolId: "eu-west-1_Nowhere" })).toEqual([
      { path: ["users"], code: "FORBIDDEN", argument: undefined },
    ]);
    expect(calls()).toEqual([]);
  });
});

/** A gateway that is stopped at the end of a test's block. */
async function startDisposable(config: Partial<ConfigInput>) {
  const started = await startTestGateway({ config });
  return { gateway: started, [Symbol.asyncDispose]: () => started.stop() };
}
