import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { FaultKind } from "../../src/local-pool/handles/faults.js";
import { compose, gatewaySdl } from "../support/compose.js";
import { type CustomerKey, ordersSdl, startOrdersSubgraph } from "../support/orders-subgraph.js";
import { linkedPeopleSdl, startPeopleSubgraph } from "../support/people-subgraph.js";
import { type Administrator, customers } from "../support/sample-seed.js";
import { startProcess } from "../support/start-process.js";
import {
  type Router,
  routerSecret,
  startApolloGateway,
  startHiveGateway,
  type StartRouter,
  writeSupergraph,
} from "../support/start-router.js";
import { startTestGateway, type TestGateway } from "../support/test-gateway.js";
import { until } from "../support/until.js";

/** What differs from one router to another; seen, not wished for. */
interface RouterUnderTest {
  readonly name: string;
  readonly start: StartRouter;
  /** Apollo Gateway does not load a supergraph with directives for security. */
  readonly directives: readonly ("authenticated" | "tag")[];
  /** Where the error of a customer stands. */
  readonly errorPath: (root: string, index: number) => readonly unknown[];
}

const routers: readonly RouterUnderTest[] = [
  {
    name: "Apollo Gateway",
    start: startApolloGateway,
    directives: ["tag"],
    errorPath: (root, index) => [root, index, "customer"],
  },
  {
    name: "Hive Gateway",
    start: startHiveGateway,
    directives: ["authenticated", "tag"],
    errorPath: (root, index) => [root, index, "customer", "username"],
  },
];

interface Answer {
  readonly text: string;
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly unknown[];
    readonly extensions: Readonly<Record<string, unknown>>;
  }[];
}

let gateway: TestGateway;
let orders: Awaited<ReturnType<typeof startOrdersSubgraph>>;

const buyers = Array.from({ length: 10 }, (_, index) => `user-${index}`);

async function startSubgraphs(typeName = "User"): Promise<void> {
  gateway = await startTestGateway({ config: { subgraph: { typeName } } });
  const admin = await gateway.as("ada");
  const { data } = await admin(
    `query($keys: [UserKey!]!) { usersByKey(keys: $keys) { poolId sub } }`,
    { keys: buyers.map((username) => ({ poolId: "customers", username })) },
  );
  orders = await startOrdersSubgraph(data?.["usersByKey"] as CustomerKey[], typeName);
}

async function stopSubgraphs(): Promise<void> {
  await orders.stop();
  await gateway.stop();
}

const supergraphOf = (options: Parameters<typeof gatewaySdl>[0]): string => {
  const { supergraph, errors } = compose(
    { name: "cognito-admin", sdl: gatewaySdl(options), url: `${gateway.url}/graphql` },
    { name: "orders", sdl: ordersSdl(options?.typeName), url: orders.url },
  );
  expect(errors).toEqual([]);
  return supergraph ?? "";
};

/** Asks through a router, with the token of an administrator or with none. */
async function ask(
  router: Router,
  caller: Administrator | null,
  query: string,
  variables?: object,
): Promise<Answer> {
  const headers: Record<string, string> = {
    "content-type": "application/json",
    "x-audit-reason": "Ticket%2012",
  };
  if (caller !== null) headers["authorization"] = `Bearer ${await gateway.token(caller)}`;
  gateway.pool.ledger.clear();
  const body = JSON.stringify({ query, variables });
  const text = await (await fetch(router.url, { method: "POST", headers, body })).text();
  return { ...(JSON.parse(text) as Omit<Answer, "text">), text };
}

const gets = () => gateway.pool.ledger.calls({ operation: "AdminGetUser" });
const sets = () => gateway.pool.ledger.calls({ operation: "AdminSetUserPassword" });
const codesOf = ({ errors }: Answer) => errors?.map(({ extensions }) => extensions["code"]);
const placesOf = ({ errors }: Answer) =>
  errors?.map(({ path, extensions }) => [path, extensions["code"]]);

const setPassword = `mutation($password: String!, $permanent: Boolean!) {
  setUserPassword(poolId: "customers", username: "user-1", password: $password, permanent: $permanent) {
    username status
  }
}`;
const password = "Brand-New-Passw0rd";

describe.each(routers)("behind $name", ({ start, directives, errorPath, name }) => {
  const isHive = name === "Hive Gateway";
  let router: Router;
  const as = (caller: Administrator | null) => (query: string, variables?: object) =>
    ask(router, caller, query, variables);
  const admin = as("ada");

  beforeAll(async () => {
    await startSubgraphs();
    router = await start(supergraphOf({ directives }));
  });

  beforeEach(() => {
    gateway.pool.faults.clear();
  });

  afterAll(async () => {
    await router.stop();
    await stopSubgraphs();
  });

  describe("a hundred orders of ten customers", () => {
    it("cost ten AdminGetUser", async () => {
      const { data, errors } = await admin(
        `{ orders { id customer { id poolId username status email } } }`,
      );
      expect(errors).toBeUndefined();
      const found = data?.["orders"] as { customer: object }[];
      expect(found).toHaveLength(100);
      found.forEach(({ customer }, index) => {
        const username = `user-${index % 10}`;
        const email = `${username}@example.com`;
        expect(customer).toMatchObject({ poolId: customers, username, status: "CONFIRMED", email });
      });
      expect(gets()).toHaveLength(10);
      expect(new Set(gets().map((call) => call.username)).size).toBe(10);
    });

    it("cost nothing when only keys are asked for", async () => {
      const { data, errors } = await admin(`{ orders { customer { poolId sub } } }`);
      expect(errors).toBeUndefined();
      expect(data?.["orders"]).toHaveLength(100);
      expect(gateway.pool.ledger.calls()).toEqual([]);
    });

    it("and four hundred more cost no more", async () => {
      const { data, errors } = await admin(`{ orders(first: 500) { customer { username } } }`);
      expect(errors).toBeUndefined();
      const found = data?.["orders"] as { customer: object }[];
      expect(found.map(({ customer }) => customer)).toEqual(
        Array.from({ length: 500 }, (_, index) => ({ username: `user-${index % 10}` })),
      );
      expect(gets()).toHaveLength(10);
    });

    it(`and nine hundred more are ${isHive ? "answered" : "refused with QUERY_TOO_LARGE"}`, async () => {
      const answer = await admin(`{ orders(first: 1001) { customer { username } } }`);
      // Hive Gateway sends each representation once; Apollo Gateway repeats them, and the request gets too long.
      expect(codesOf(answer)).toEqual(isHive ? undefined : ["QUERY_TOO_LARGE"]);
      expect(gets()).toHaveLength(isHive ? 10 : 0);
    });
  });

  describe("customers of whom the gateway can make nothing", () => {
    it("are null in place, with the code at the router's path", async () => {
      const answer = await admin(`{ oddOrders { customer { username } } }`);
      const nobody = { customer: null };
      expect(answer.data).toEqual({
        oddOrders: [{ customer: { username: "user-0" } }, nobody, nobody, nobody],
      });
      expect(placesOf(answer)).toEqual([
        // Hive Gateway takes null for a user without a username.
        ...(isHive ? [[errorPath("oddOrders", 1), "INTERNAL_SERVER_ERROR"]] : []),
        [errorPath("oddOrders", 2), "BAD_USER_INPUT"],
        [errorPath("oddOrders", 3), "FORBIDDEN"],
      ]);
    });

    it("are what the other subgraph knows of them, when only nullable fields are asked for", async () => {
      const { data } = await admin(`{ oddOrders { customer { poolId email } } }`);
      const [, unknown, , elsewhere] = data?.["oddOrders"] as unknown[];
      expect(unknown).toEqual({ customer: { poolId: customers, email: null } });
      expect(elsewhere).toEqual({ customer: { poolId: "eu-west-1_Elsewhere", email: null } });
    });

    it("are null at a root field too", async () => {
      const unknown = await admin(`{ user(poolId: "customers", username: "ghost") { id } }`);
      expect(unknown).toMatchObject({ data: { user: null } });
      expect(unknown.errors).toBeUndefined();
      const elsewhere = await admin(`{ user(poolId: "nowhere", username: "ghost") { id } }`);
      expect(elsewhere.data).toEqual({ user: null });
      expect(placesOf(elsewhere)).toEqual([[["user"], "FORBIDDEN"]]);
      expect(elsewhere.errors?.[0]?.extensions).toMatchObject({
        retryable: false,
        requestId: expect.any(String) as string,
      });
    });
  });

  describe("the Authorization header", () => {
    const query = `{ orders(first: 2) { customer { username } } }`;

    it("travels: nobody's request is UNAUTHENTICATED, and shows no address within", async () => {
      const answer = await as(null)(query);
      expect(answer.data).toEqual({ orders: [{ customer: null }, { customer: null }] });
      expect(placesOf(answer)).toEqual(
        isHive
          ? [0, 1].map((index) => [errorPath("orders", index), "UNAUTHENTICATED"])
          : [[undefined, "UNAUTHENTICATED"]],
      );
      expect(answer.text).not.toContain(gateway.url);
      expect(gateway.pool.ledger.calls()).toEqual([]);
    });

    it("travels to no other subgraph", async () => {
      const before = orders.tokens.length;
      await admin(query);
      expect(orders.tokens.slice(before)).toEqual([undefined]);
    });

    it("decides: a caller without a role is FORBIDDEN what another may", async () => {
      expect((await admin(query)).errors).toBeUndefined();
      const answer = await as("nobody")(query);
      expect(placesOf(answer)).toEqual(
        isHive
          ? [0, 1].map((index) => [errorPath("orders", index), "FORBIDDEN"])
          : [[["orders", "@", "customer", "_entities"], "FORBIDDEN"]],
      );
      expect(gets()).toEqual([]);
    });

    it("decides field by field: an auditor sees users without e-mail addresses", async () => {
      const answer = await as("audrey")(`{ orders(first: 2) { customer { username email } } }`);
      expect(answer.data).toEqual({
        orders: [
          { customer: { username: "user-0", email: null } },
          { customer: { username: "user-1", email: null } },
        ],
      });
      // Hive Gateway gives both errors the place of the first.
      expect(placesOf(answer)).toEqual([
        [["orders", 0, "customer", "email"], "FORBIDDEN"],
        [["orders", isHive ? 0 : 1, "customer", "email"], "FORBIDDEN"],
      ]);
    });
  });

  describe("setUserPassword", () => {
    it.each([
      [true, "CONFIRMED"],
      [false, "FORCE_CHANGE_PASSWORD"],
    ])("with permanent %s leads to %s by one write", async (permanent, status) => {
      const { data, errors } = await admin(setPassword, { password, permanent });
      expect(errors).toBeUndefined();
      expect(data).toEqual({ setUserPassword: { username: "user-1", status } });
      expect(sets()).toEqual([expect.objectContaining({ permanent, applied: true })]);
    });

    it("tells which rules a password breaks", async () => {
      const answer = await admin(setPassword, { password: "weak", permanent: true });
      expect(answer.errors?.[0]?.extensions).toMatchObject({
        code: "INVALID_PASSWORD",
        outcome: "NOT_APPLIED",
        violations: ["TOO_SHORT", "NO_UPPERCASE", "NO_NUMBER", "NO_SYMBOL"],
      });
    });

    it.each<[FaultKind["kind"] & ("internal-error" | "cut-after" | "cut-before"), string]>([
      ["internal-error", "UPSTREAM_ERROR"],
      ["cut-after", "UPSTREAM_UNAVAILABLE"],
      ["cut-before", "UPSTREAM_UNAVAILABLE"],
    ])("is sent once under %s, and its outcome UNKNOWN arrives", async (kind, code) => {
      gateway.pool.faults.add({ operation: "AdminSetUserPassword", kind, times: 5 });
      const answer = await admin(setPassword, { password, permanent: true });
      expect(answer.data).toEqual({ setUserPassword: null });
      expect(answer.errors).toHaveLength(1);
      expect(answer.errors?.[0]).toMatchObject({
        path: ["setUserPassword"],
        extensions: { code, outcome: "UNKNOWN", retryable: false },
      });
      expect(sets()).toHaveLength(1);
    });

    it(`with a literal password is ${isHive ? "carried out, since the router makes it a variable" : "refused"}`, async () => {
      const answer = await admin(
        `mutation { setUserPassword(poolId: "customers", username: "user-1", password: "${password}") { username } }`,
      );
      expect(codesOf(answer)).toEqual(isHive ? undefined : ["LITERAL_SECRET"]);
      expect(sets()).toHaveLength(isHive ? 1 : 0);
    });

    it("with a password as a variable's default is refused", async () => {
      const answer = await admin(
        `mutation($p: String! = "${password}") { setUserPassword(poolId: "customers", username: "user-1", password: $p) { username } }`,
      );
      expect(codesOf(answer)).toEqual(["LITERAL_SECRET"]);
      expect(answer.errors?.[0]?.extensions).toMatchObject({ outcome: "NOT_APPLIED" });
      expect(answer.text).not.toContain(password);
      expect(sets()).toEqual([]);
    });

    it(`twice in one operation is ${isHive ? "two requests to the gateway" : "refused"}`, async () => {
      const answer = await admin(
        `mutation($p: String!) {
          a: setUserPassword(poolId: "customers", username: "user-1", password: $p) { username }
          b: setUserPassword(poolId: "customers", username: "user-2", password: $p) { username }
        }`,
        { p: password },
      );
      expect(codesOf(answer)).toEqual(isHive ? undefined : ["TOO_MANY_MUTATIONS"]);
      expect(sets()).toHaveLength(isHive ? 2 : 0);
    });
  });

  it("writes no password of its callers", async () => {
    await admin(setPassword, { password, permanent: true });
    expect(router.output()).not.toContain(password);
  });
});

describe("with the type renamed", () => {
  const typeName = "CognitoUser";

  it.each(routers)("$name resolves references", async ({ start, directives }) => {
    await startSubgraphs(typeName);
    const router = await start(supergraphOf({ directives, typeName }));
    try {
      const { data } = await ask(
        router,
        "ada",
        `{ orders(first: 1) { customer { __typename username } } }`,
      );
      expect(data).toEqual({
        orders: [{ customer: { __typename: typeName, username: "user-0" } }],
      });
    } finally {
      await router.stop();
      await stopSubgraphs();
    }
  });
});

describe("beside a subgraph that has me, user, users and a PageInfo of its own", () => {
  const subgraph = { typeName: "CognitoUser", rootFieldPrefix: "cognito" };

  it.each(routers)("$name answers a query over both", async ({ start, directives }) => {
    gateway = await startTestGateway({
      config: { subgraph, router: { required: true } },
      secrets: { router: [routerSecret] },
    });
    const people = await startPeopleSubgraph();
    const { supergraph, errors } = compose(
      {
        ...{ name: "cognito-admin", url: `${gateway.url}/graphql` },
        sdl: gatewaySdl({ ...subgraph, directives }),
      },
      { name: "people", sdl: linkedPeopleSdl, url: people.url },
    );
    expect(errors).toEqual([]);
    const router = await start(supergraph ?? "");
    try {
      const answer = await ask(
        router,
        "ada",
        `{
          me { penName }
          user(id: "1") { penName }
          users { nodes { penName } pageInfo { endCursor } }
          cognitoMe { roles }
          cognitoUser(poolId: "customers", username: "user-1") { __typename username }
          cognitoUsers(poolId: "customers", first: 2) { nodes { poolId } pageInfo { hasNextPage } }
        }`,
      );
      expect(answer.errors).toBeUndefined();
      expect(answer.data).toEqual({
        me: { penName: "Ann" },
        user: { penName: "Bea" },
        users: {
          nodes: [{ penName: "Ann" }, { penName: "Bea" }],
          pageInfo: { endCursor: "last of the people" },
        },
        cognitoMe: { roles: ["admin"] },
        cognitoUser: { __typename: "CognitoUser", username: "user-1" },
        cognitoUsers: {
          nodes: [{ poolId: customers }, { poolId: customers }],
          pageInfo: { hasNextPage: true },
        },
      });
      const set = await ask(
        router,
        "ada",
        `mutation($p: String!) {
          cognitoSetUserPassword(poolId: "customers", username: "user-1", password: $p) { status }
        }`,
        { p: password },
      );
      expect(set.data).toEqual({ cognitoSetUserPassword: { status: "FORCE_CHANGE_PASSWORD" } });
      // Reason and secret have come along.
      const intents = gateway.auditRecords().filter(({ kind }) => kind === "intent");
      expect(intents).toMatchObject([{ reason: "Ticket 12" }]);
      // A failure of the gateway's leaves what the other subgraph has told.
      const half = await ask(
        router,
        "nobody",
        `{ me { penName } cognitoUsers(poolId: "customers") { nodes { poolId } } }`,
      );
      expect(half.data).toEqual({ me: { penName: "Ann" }, cognitoUsers: null });
      expect(codesOf(half)).toEqual(["FORBIDDEN"]);
    } finally {
      await router.stop();
      await people.stop();
      await gateway.stop();
    }
  });
});

describe("a gateway that fails a mutation", () => {
  it.each(
    routers.flatMap((router) => [
      { ...router, failure: "cuts the connection" },
      { ...router, failure: "answers 503" },
    ]),
  )("and $failure is not asked again by $name", async ({ start, directives, failure }) => {
    await startSubgraphs();
    let requests = 0;
    const failing = createServer((request, response) => {
      requests += 1;
      if (failure === "answers 503") response.writeHead(503, { "retry-after": "0" }).end("{}");
      else request.socket.destroy();
    });
    await new Promise<void>((resolve) => failing.listen(0, "127.0.0.1", resolve));
    const { port } = failing.address() as AddressInfo;
    const router = await start(
      supergraphOf({ directives }).replace(gateway.url, `http://127.0.0.1:${port}`),
    );
    try {
      const answer = await ask(router, "ada", setPassword, { password, permanent: true });
      expect(answer.data ?? { setUserPassword: null }).toEqual({ setUserPassword: null });
      expect(answer.errors).toHaveLength(1);
      expect(requests).toBe(1);
    } finally {
      await router.stop();
      failing.closeAllConnections();
      await new Promise((resolve) => failing.close(resolve));
      await stopSubgraphs();
    }
  });
});

describe("Apollo Gateway", () => {
  it.each(["authenticated", "requiresScopes", "policy"] as const)(
    "does not load a supergraph with @%s",
    async (directive) => {
      await startSubgraphs();
      const file = writeSupergraph(supergraphOf({ directives: [directive] }));
      const started = startProcess(process.execPath, [
        "test/federation/apollo-gateway.mjs",
        file.path,
      ]);
      let code: number | null = 0;
      void started.ended.then((ended) => (code = ended));
      try {
        await until(() => code !== 0, "it ends");
        expect(code).toBe(1);
        expect(started.complaints()).toContain("UNSUPPORTED_LINKED_FEATURE");
      } finally {
        await started.stop();
        file.remove();
        await stopSubgraphs();
      }
    },
  );
});
