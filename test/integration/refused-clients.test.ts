import { createHash } from "node:crypto";
import { ApolloClient, HttpLink, InMemoryCache } from "@apollo/client";
import { PersistedQueryLink } from "@apollo/client/link/persisted-queries";
import { Client, fetchExchange } from "@urql/core";
import { persistedExchange } from "@urql/exchange-persisted";
import * as apollo from "../../examples/frontends/apollo-client.js";
import {
  type ErrorFacts,
  sentenceFor,
  sentences,
} from "../../examples/frontends/error-sentences.js";
import { UserRowsDocument } from "../../examples/frontends/generated/graphql.js";
import { ask } from "../../examples/frontends/plain-fetch.js";
import * as urql from "../../examples/frontends/urql.js";
import { startTestGateway, type TestGateway } from "../support/test-gateway.js";
import { until } from "../support/until.js";

const keys = [{ poolId: "customers", username: "confirmed" }];
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/** What a frontend has in hand after one look-up. */
interface Seen {
  readonly username: string | undefined;
  readonly facts: readonly ErrorFacts[];
}
type Look = (token: string) => Promise<Seen>;

let gateway: TestGateway;

async function lookByApollo(client: ApolloClient): Promise<Seen> {
  try {
    const { data, error } = await apollo.lookUpAgain(client, keys);
    const [user] = (data?.usersByKey ?? []) as readonly ({ username: string } | null)[];
    return { username: user?.username, facts: apollo.factsOf(error) };
  } finally {
    client.stop();
  }
}

async function lookByUrql(client: Client): Promise<Seen> {
  const { data, error } = await urql.findUsers(client, keys);
  return { username: data?.usersByKey?.[0]?.username, facts: urql.factsOf(error) };
}

/** With the settings that docs/frontends.md names. */
const clients: Readonly<Record<string, Look>> = {
  "Apollo Client": (token) => lookByApollo(apollo.createClient(gateway.url, token)),
  "Apollo Client with PersistedQueryLink": (token) => {
    const headers = { authorization: `Bearer ${token}` };
    const http = new HttpLink({ uri: `${gateway.url}/graphql`, headers });
    const link = new PersistedQueryLink({ sha256 }).concat(http);
    return lookByApollo(new ApolloClient({ link, cache: new InMemoryCache() }));
  },
  urql: (token) => lookByUrql(urql.createClient(gateway.url, token)),
  "urql with persistedExchange": (token) =>
    lookByUrql(
      new Client({
        url: `${gateway.url}/graphql`,
        preferGetMethod: false,
        exchanges: [persistedExchange({ preferGetForPersistedQueries: false }), fetchExchange],
        fetchOptions: { headers: { authorization: `Bearer ${token}` } },
      }),
    ),
  "plain fetch": async (token) => {
    const { data, errors = [] } = await ask(gateway.url, token, UserRowsDocument, { keys });
    const facts = errors.map(({ extensions }) => extensions);
    return { username: data?.usersByKey?.[0]?.username, facts };
  },
};

beforeEach(async () => {
  gateway = await startTestGateway({
    config: { limits: { requestsInFlight: 1, shutdownDeadlineMs: 4000 } },
  });
});

afterEach(async () => {
  await gateway.stop();
});

/** Does something while the only request that may be served has no answer yet. */
async function whileBusy(token: string, work: () => Promise<void>): Promise<void> {
  const body = JSON.stringify({
    query: '{ user(poolId: "customers", username: "forced") { id } }',
  });
  gateway.pool.faults.add({ operation: "AdminGetUser", kind: "slow", delayMs: 800 });
  const slow = gateway.post(body, { authorization: `Bearer ${token}` });
  await until(() => gateway.pool.ledger.count("AdminGetUser") > 0, "the pool was asked");
  await work();
  await slow;
}

describe.each(Object.entries(clients))("%s", (_name, look) => {
  it("gets its answer", async () => {
    expect(await look(await gateway.token("ada"))).toEqual({ username: "confirmed", facts: [] });
  });

  it("shows the sentence of an ended session, an overload and a stop", async () => {
    const token = await gateway.token("ada");
    const told = async (of: string) => (await look(of)).facts.map(sentenceFor);
    expect(await told("ended")).toEqual([sentences["UNAUTHENTICATED"]]);
    await whileBusy(token, async () => {
      expect(await told(token)).toEqual([sentences["OVERLOADED"]]);
    });
    const stopped = gateway.stop();
    expect(await told(token)).toEqual([sentences["SHUTTING_DOWN"]]);
    await stopped;
    gateway = await startTestGateway();
  });
});

describe("factsOf for Apollo Client", () => {
  it("reads what comes in a form that is not GraphQL's own, and nothing out of what is no answer", async () => {
    const factsFrom = async (body: string, accept: string) => {
      const answer = async () =>
        new Response(body, { status: 503, headers: { "content-type": accept } });
      const link = new HttpLink({ uri: "http://127.0.0.1/", fetch: answer });
      const client = new ApolloClient({ link, cache: new InMemoryCache() });
      return apollo.factsOf((await apollo.lookUpAgain(client, keys)).error);
    };
    const body = JSON.stringify({ errors: [{ message: "x", extensions: { code: "OVERLOADED" } }] });
    expect(await factsFrom(body, "application/json")).toEqual([{ code: "OVERLOADED" }]);
    expect(await factsFrom("<html>", "text/html")).toEqual([]);
    expect(await factsFrom("[]", "application/json")).toEqual([]);
    expect(await factsFrom('{"errors":[{"message":"x"}]}', "application/json")).toEqual([]);
  });
});
