import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Send, startTestGateway, type TestGateway } from "../support/test-gateway.js";

let gateway: TestGateway;
let ada: Send;

beforeAll(async () => {
  gateway = await startTestGateway();
  ada = await gateway.as("ada");
});

beforeEach(() => {
  gateway.pool.faults.clear();
  gateway.pool.ledger.clear();
});

afterAll(() => gateway.stop());

const operation = "AdminListGroupsForUser";
const query = `query($u: String!) { user(poolId: "customers", username: $u) { username status groups } }`;
const ofColleague = (groups: readonly string[] | null) => ({
  user: { username: "colleague", status: "CONFIRMED", groups },
});
const usernamesAsked = () =>
  gateway.pool.ledger.calls({ operation }).map(({ username }) => username);

describe("the groups of a user", () => {
  it.each([
    ["colleague", ["buyers", "staff"]],
    ["colleague@example.com", ["buyers", "staff"]],
    ["guarded", ["break-glass"]],
    ["confirmed", []],
  ])("of %s are %j", async (u, groups) => {
    const { data, errors } = await ada(query, { u });
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ user: { groups } });
  });

  it("are told in a list and of an entity as well, by one look-up for each user", async () => {
    const { data, errors } = await ada(
      `query($r: [_Any!]!) {
        users(poolId: "customers", filter: { username: { startsWith: "colle" } }) { nodes { groups } }
        _entities(representations: $r) { ... on User { groups } }
      }`,
      {
        r: ["colleague", "buyer"].map((username) => ({
          __typename: "User",
          poolId: "customers",
          username,
        })),
      },
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      users: { nodes: [{ groups: ["buyers", "staff"] }] },
      _entities: [{ groups: ["buyers", "staff"] }, { groups: ["buyers"] }],
    });
    expect(usernamesAsked().sort()).toEqual(["buyer", "colleague"]);
  });

  it("are not asked for unless they are selected", async () => {
    await ada(
      `query($no: Boolean = false) { user(poolId: "customers", username: "colleague") { username groups @include(if: $no) } }`,
    );
    expect(usernamesAsked()).toEqual([]);
  });

  it("are null without an error when the user has gone meanwhile", async () => {
    const fault = { kind: "error", type: "UserNotFoundException", status: 400 } as const;
    gateway.pool.faults.add({ operation, ...fault });
    const { data, errors } = await ada(query, { u: "colleague" });
    expect(errors).toBeUndefined();
    expect(data).toEqual(ofColleague(null));
  });

  it("that cannot be read are null with an error, and the rest of the user is there", async () => {
    gateway.pool.faults.add({ operation, kind: "internal-error", times: 9 });
    const { data, errors } = await ada(query, { u: "colleague" });
    expect(data).toEqual(ofColleague(null));
    expect(errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual([
      [["user", "groups"], "UPSTREAM_ERROR"],
    ]);
  });

  it("are null, FORBIDDEN and not asked for, for whoever may look users up and no more", async () => {
    const folder = mkdtempSync(join(tmpdir(), "user-groups-"));
    const file = join(folder, "readers.cedar");
    writeFileSync(
      file,
      `permit (principal in Role::"helpdesk", action == Action::"user:read", resource);`,
    );
    const readers = await startTestGateway({ config: { policies: [file] } });
    const henry = await readers.as("henry");
    readers.pool.ledger.clear();
    const { data, errors } = await henry(query, { u: "colleague" });
    expect(data).toEqual(ofColleague(null));
    expect(errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual([
      [["user", "groups"], "FORBIDDEN"],
    ]);
    expect(readers.pool.ledger.count(operation)).toBe(0);
    await readers.stop();
    rmSync(folder, { recursive: true });
  });
});

describe("limits.userKeys", () => {
  it("is how many users' groups a request may ask for, those for allowedActions counted", async () => {
    const few = await startTestGateway({ config: { limits: { userKeys: 3 } } });
    const send = await few.as("ada");
    few.pool.ledger.clear();
    const { data, errors } = await send(`{
      a: users(poolId: "customers", first: 3) { nodes { groups allowedActions } }
      b: users(poolId: "customers", first: 3) { nodes { groups } }
      c: users(poolId: "admins", first: 1) { nodes { username groups allowedActions } }
    }`);
    expect(few.pool.ledger.count(operation)).toBe(3);
    expect(data).not.toBeNull();
    expect(
      errors?.map(({ path, extensions: { code, limit } }) => [
        path?.[0],
        path?.at(-1),
        code,
        limit,
      ]),
    ).toEqual(
      ["groups", "allowedActions"].map((field) => ["c", field, "QUERY_TOO_LARGE", "userKeys"]),
    );
    await few.stop();
  });

  it("lets so many users be looked up by name and their groups be told too", async () => {
    const few = await startTestGateway({ config: { limits: { userKeys: 3 } } });
    const send = await few.as("ada");
    const keys = ["colleague", "buyer", "guarded"].map((username) => ({
      poolId: "customers",
      username,
    }));
    const { data, errors } = await send(
      `query($keys: [UserKey!]!) { usersByKey(keys: $keys) { groups } }`,
      { keys },
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      usersByKey: [
        { groups: ["buyers", "staff"] },
        { groups: ["buyers"] },
        { groups: ["break-glass"] },
      ],
    });
    await few.stop();
  });
});
