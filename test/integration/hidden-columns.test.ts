import { customers, sampleSeed } from "../support/sample-seed.js";
import { startTestGateway, type TestGateway } from "../support/test-gateway.js";

// A list of many rows says once for each column that it may not be seen, however many rows there are.

let gateway: TestGateway;

const users = Array.from({ length: 100 }, (_, index) => ({
  username: `row-${index}`,
  status: "CONFIRMED" as const,
  attributes: { email: `row-${index}@example.com`, name: `Row ${index}` },
}));

beforeAll(async () => {
  const pools = sampleSeed.pools.map((pool) => (pool.id === customers ? { ...pool, users } : pool));
  gateway = await startTestGateway({ seed: { pools } });
});

afterAll(async () => {
  await gateway.stop();
});

const hidden = ["email", "phoneNumber", "name", "attributes"];
const row = "username email phoneNumber name attributes { name }";

const ask = async (query: string, variables: object = {}) => {
  const send = await gateway.as("audrey");
  const { data, errors = [] } = await send(query, variables);
  return { data, errors };
};

const told = (errors: Awaited<ReturnType<typeof ask>>["errors"]) =>
  errors.map(({ path, extensions }) => [path, extensions.code, countIn(extensions)]);

const countIn = (extensions: object): unknown => ("count" in extensions ? extensions.count : null);

const keys = (count: number) => users.slice(0, count).map(({ username }) => ({ username }));

describe("100 rows with four fields that may not be seen", () => {
  it("have one error a field, with the place of the first and the count", async () => {
    const { data, errors } = await ask(
      `{ users(poolId: "customers", first: 100) { nodes { ${row} } } }`,
    );
    const { nodes } = data?.["users"] as { nodes: readonly Record<string, unknown>[] };
    expect(nodes).toHaveLength(100);
    expect(nodes.every((node) => hidden.every((field) => node[field] === null))).toBe(true);
    expect(nodes.every(({ username }) => typeof username === "string")).toBe(true);
    expect(told(errors)).toEqual(
      hidden.map((field) => [["users", "nodes", 0, field], "FORBIDDEN", 100]),
    );
  });

  it("have the same inside of _entities", async () => {
    const list = keys(100).map((key) => ({ __typename: "User", poolId: customers, ...key }));
    const { errors } = await ask(
      `query($list: [_Any!]!) { _entities(representations: $list) { ... on User { ${row} } } }`,
      { list },
    );
    expect(told(errors)).toEqual(
      hidden.map((field) => [["_entities", 0, field], "FORBIDDEN", 100]),
    );
  });

  it("say so under every name that a column is asked by, and in each list", async () => {
    const { errors } = await ask(`{
      users(poolId: "customers", first: 100) { nodes { email mail: email } edges { node { email } } }
    }`);
    expect(told(errors)).toEqual([
      [["users", "nodes", 0, "email"], "FORBIDDEN", 100],
      [["users", "nodes", 0, "mail"], "FORBIDDEN", 100],
      [["users", "edges", 0, "node", "email"], "FORBIDDEN", 100],
    ]);
  });

  it("leave room for what else went wrong", async () => {
    gateway.pool.faults.add({ operation: "AdminGetUser", kind: "internal-error", times: Infinity });
    const { errors } = await ask(`{
      users(poolId: "customers", first: 100) { nodes { ${row} } }
      user(poolId: "customers", username: "row-7") { mfa { enabled } }
    }`);
    gateway.pool.faults.clear();
    expect(told(errors)).toContainEqual([["user"], "UPSTREAM_ERROR", null]);
    expect(errors).toHaveLength(hidden.length + 1);
  });
});

describe("rows that are refused as a whole", () => {
  it("are told as one", async () => {
    const { data, errors } = await ask(
      `query($keys: [UserKey!]!) { usersByKey(keys: $keys) { id } }`,
      { keys: keys(30).map((key) => ({ poolId: "not-configured", ...key })) },
    );
    expect(data?.["usersByKey"]).toEqual(Array.from({ length: 30 }, () => null));
    expect(told(errors)).toEqual([[["usersByKey", 0], "FORBIDDEN", 30]]);
  });
});

describe("ten rows", () => {
  it("are told one by one, and eleven as one", async () => {
    const query = `query($keys: [UserKey!]!) { usersByKey(keys: $keys) { email } }`;
    const rows = (count: number) =>
      ask(query, { keys: keys(count).map((key) => ({ poolId: customers, ...key })) });
    expect(told((await rows(10)).errors)).toEqual(
      Array.from({ length: 10 }, (_, index) => [["usersByKey", index, "email"], "FORBIDDEN", null]),
    );
    expect(told((await rows(11)).errors)).toEqual([[["usersByKey", 0, "email"], "FORBIDDEN", 11]]);
  });
});
