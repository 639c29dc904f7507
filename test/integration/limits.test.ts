import { connect, type Socket } from "node:net";
import { getIntrospectionQuery } from "graphql";
import { startTestGateway, type TestGateway } from "../support/test-gateway.js";
import { until } from "../support/until.js";

const connections = 8;

let gateway: TestGateway;
let authorization: string;

beforeAll(async () => {
  gateway = await startTestGateway({
    config: {
      introspection: true,
      limits: { headersTimeoutMs: 200, requestTimeoutMs: 400, connections },
    },
  });
  authorization = `Bearer ${await gateway.token("ada")}`;
});

afterAll(async () => {
  await gateway.stop();
});

const send = (body: string, headers: Record<string, string> = {}) =>
  gateway.post(body, { authorization, connection: "close", ...headers });
const ask = (query: string, more: object = {}) => send(JSON.stringify({ query, ...more }));

const list = (length: number, item: (index: number) => string) =>
  Array.from({ length }, (_, index) => item(index)).join(" ");
const me = "{ me { subject } }";
const selections = (count: number) => {
  // A spread and `inside` fields, so many times; the operation has as many spreads as are needed.
  const inside = 24;
  const spreads = Math.floor(count / (inside + 1));
  const rest = count - spreads * (inside + 1);
  return `{ ${"...F ".repeat(spreads)}${"__typename ".repeat(rest)}} fragment F on Query { ${"__typename ".repeat(inside)}}`;
};
const nestedValue = (levels: number) =>
  `{ usersByKey(keys: ${"[".repeat(levels)}${"]".repeat(levels)}) { id } }`;
/** `__typename` below so many fields of no schema: the structure is judged before the schema is asked. */
const nested = (levels: number) =>
  `${"{ friend ".repeat(levels - 1)}{ __typename ${"}".repeat(levels)}`;
const padded = (length: number) => me.padEnd(length, " ");
const body = (bytes: number) => JSON.stringify({ query: me }).padEnd(bytes, " ");
const bodyOfDepth = (depth: number) =>
  `{"query":"${me}","extensions":{"a":${"[".repeat(depth - 2)}${"]".repeat(depth - 2)}}}`;

describe.each<[string, number, (size: number) => string]>([
  ["bodyBytes", 65_536, body],
  ["jsonDepth", 32, bodyOfDepth],
  ["queryLength", 16_384, (size) => JSON.stringify({ query: padded(size) })],
  [
    "queryTokens",
    1000,
    (size) =>
      JSON.stringify({
        query: `{ ...A } fragment A on Query { __typename } fragment B on Query { a(b: [${"1 ".repeat(size - 24)}]) }`,
      }),
  ],
  [
    "operations",
    1,
    (size) =>
      JSON.stringify({
        query: list(size, (index) => `query Q${index} ${me}`),
        operationName: "Q0",
      }),
  ],
  [
    "fragments",
    30,
    (size) =>
      JSON.stringify({
        query: `{ ${list(size, (index) => `...F${index}`)} } ${list(size, (index) => `fragment F${index} on Query { __typename }`)}`,
      }),
  ],
  [
    "variables",
    30,
    (size) =>
      JSON.stringify({
        query: `query(${list(size, (index) => `$v${index}: Boolean! = true`)}) { __typename }`,
      }),
  ],
  ["fields", 100, (size) => JSON.stringify({ query: `{ ${"__typename ".repeat(size)}}` })],
  [
    "aliases",
    15,
    (size) => JSON.stringify({ query: `{ ${list(size, (index) => `a${index}: __typename`)} }` }),
  ],
  [
    "directives",
    5,
    (size) => JSON.stringify({ query: `{ ${"__typename @skip(if: false) ".repeat(size)}}` }),
  ],
  ["valueDepth", 8, (size) => JSON.stringify({ query: nestedValue(size) })],
  ["queryDepth", 8, (size) => JSON.stringify({ query: nested(size) })],
  ["recursiveSelections", 1000, (size) => JSON.stringify({ query: selections(size) })],
])("limits.%s of %i", (limit, size, bodyOf) => {
  it("lets as much pass", async () => {
    const { errors = [] } = await send(bodyOf(size));
    // What no schema has is refused too, but not for its size.
    expect(errors.map(({ extensions }) => extensions.code)).not.toContain("QUERY_TOO_LARGE");
    expect(errors.map(({ extensions }) => extensions["limit"])).not.toContain(limit);
  });

  it("refuses one more, and names the limit", async () => {
    const { httpStatus, errors, data } = await send(bodyOf(size + 1));
    expect(data).toBeUndefined();
    expect(httpStatus).toBe(413);
    expect(errors).toHaveLength(1);
    expect(errors?.[0]?.extensions).toMatchObject({ code: "QUERY_TOO_LARGE", limit });
  });
});

describe("limits.userKeys of 100", () => {
  const query = `query($r: [_Any!]!) { _entities(representations: $r) { ... on User { username } } }`;
  const representations = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      __typename: "User",
      poolId: "customers",
      username: `user-${index}`,
    }));

  it("lets a router's representations pass", async () => {
    const { errors, data } = await ask(query, { variables: { r: representations(100) } });
    expect(errors).toBeUndefined();
    expect(data?.["_entities"]).toHaveLength(100);
  });

  it("refuses one more, and names the limit", async () => {
    const { errors } = await ask(query, { variables: { r: representations(101) } });
    expect(errors?.[0]?.extensions).toMatchObject({ code: "QUERY_TOO_LARGE", limit: "userKeys" });
  });
});

describe("limits.representations of 1000", () => {
  const document = (fields: string) =>
    `query($r: [_Any!]!, $s: [_Any!]!) { ${fields} } fragment Name on User { username }`;
  const all = "_entities(representations: $r) { ...Name }";
  const more = "more: _entities(representations: $s) { ...Name }";
  /** Of one user, as short as can be: so many must fit into a body. */
  const repeated = (count: number) =>
    Array.from({ length: count }, () => ({ __typename: "User", poolId: "x", username: "x" }));

  it("lets repeated representations pass that userKeys would not, for one look-up", async () => {
    gateway.pool.ledger.clear();
    const user = { __typename: "User", poolId: "customers", username: "user-1" };
    const r = Array.from({ length: 500 }, () => user);
    const { errors, data } = await ask(document(all).replace(", $s: [_Any!]!", ""), {
      variables: { r },
    });
    expect(errors).toBeUndefined();
    expect(data?.["_entities"]).toEqual(r.map(({ username }) => ({ username })));
    expect(gateway.pool.ledger.count("AdminGetUser")).toBe(1);
  });

  it("lets so many pass, in all fields of a request", async () => {
    const variables = { r: repeated(500), s: repeated(500) };
    const { errors } = await ask(document(`${all} ${more}`), { variables });
    expect(new Set(errors?.map(({ extensions }) => extensions.code))).toEqual(
      new Set(["FORBIDDEN"]),
    );
  });

  it("refuses one more, and names the limit", async () => {
    const variables = { r: repeated(500), s: repeated(501) };
    const { errors } = await ask(document(`${all} ${more}`), { variables });
    expect(
      errors
        ?.filter(({ extensions }) => extensions.code !== "FORBIDDEN")
        .map(({ path, extensions: { code, limit } }) => ({ path, code, limit })),
    ).toEqual([{ path: ["more"], code: "QUERY_TOO_LARGE", limit: "representations" }]);
  });
});

describe("limits.mutationFields of 1", () => {
  it("refuses two with TOO_MANY_MUTATIONS, however many aliases there are", async () => {
    const before = gateway.pool.ledger.count("AdminSetUserPassword");
    const fields = list(20, (index) => `a${index}: setUserPassword { id }`);
    const { httpStatus, errors } = await ask(`mutation { ${fields} }`);
    expect(httpStatus).toBe(400);
    expect(errors).toEqual([
      expect.objectContaining({
        extensions: expect.objectContaining({
          code: "TOO_MANY_MUTATIONS",
          limit: "mutationFields",
          outcome: "NOT_APPLIED",
        }) as object,
      }),
    ]);
    expect(gateway.pool.ledger.count("AdminSetUserPassword")).toBe(before);
  });
});

describe("introspection", () => {
  it("works as tools ask for it, when it is on", async () => {
    const query = getIntrospectionQuery({
      schemaDescription: true,
      specifiedByUrl: true,
      directiveIsRepeatable: true,
      inputValueDeprecation: true,
    });
    const { errors, data } = await ask(query);
    expect(errors).toBeUndefined();
    expect(data).toHaveProperty("__schema.queryType.name", "Query");
  });
});

/** A connection of its own: what it has heard, and whether it has been closed. */
function open(text: string) {
  const { hostname, port } = new URL(gateway.url);
  let heard = "";
  let isClosed = false;
  const socket: Socket = connect(Number(port), hostname, () => socket.write(text));
  socket.on("data", (chunk: Buffer) => (heard += chunk.toString()));
  socket.on("close", () => (isClosed = true));
  socket.on("error", () => undefined);
  return { socket, heard: () => heard, isClosed: () => isClosed };
}

const head = "POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n";

describe("a slow client", () => {
  it.each([
    ["within its headers", head],
    ["within its body", `${head}content-length: 1000\r\n\r\n{"query":"canary`],
    ["within a body in pieces", `${head}transfer-encoding: chunked\r\n\r\n5\r\n{"que\r\n`],
  ])("%s is answered 408 and sent away", async (_where, text) => {
    const { heard, isClosed } = open(text);
    await until(isClosed, "the connection was closed");
    expect(heard()).toMatch(/^HTTP\/1\.1 408 /);
    expect(heard()).toContain("BAD_USER_INPUT");
    expect(heard()).not.toContain("canary");
  });
});

describe("a body in pieces", () => {
  it("is refused as soon as it is too large, without waiting for its end", async () => {
    const piece = "a".repeat(0x1_0001);
    const { heard, socket } = open(
      `${head}transfer-encoding: chunked\r\n\r\n10001\r\n${piece}\r\n`,
    );
    await until(() => heard() !== "", "it was answered");
    expect(heard()).toMatch(/^HTTP\/1\.1 413 /);
    socket.destroy();
  });
});

describe(`more connections than limits.connections of ${connections}`, () => {
  it("are closed unread, and the others go on", async () => {
    const held = Array.from({ length: connections }, () =>
      open("GET /health/live HTTP/1.1\r\nhost: a\r\n\r\n"),
    );
    await until(() => held.every(({ heard }) => heard().includes("200 OK")), "all were answered");
    const beyond = open("GET /health/live HTTP/1.1\r\nhost: a\r\n\r\n");
    await until(beyond.isClosed, "one more was closed");
    expect(beyond.heard()).toBe("");
    expect(held.map(({ isClosed }) => isClosed())).not.toContain(true);
    for (const { socket } of held) socket.destroy();
    await until(() => held.every(({ isClosed }) => isClosed()), "all were closed");
  });
});
