import * as apolloLists from "../../examples/frontends/apollo-client-lists.js";
import * as apollo from "../../examples/frontends/apollo-client.js";
import { sentenceFor, waitOf } from "../../examples/frontends/error-sentences.js";
import {
  SetPasswordDocument,
  type UserRowFragment,
  UserRowsDocument,
  type UsersPageQueryVariables,
} from "../../examples/frontends/generated/graphql.js";
import { footOf } from "../../examples/frontends/list-sentences.js";
import { readAll } from "../../examples/frontends/plain-fetch-lists.js";
import { ask } from "../../examples/frontends/plain-fetch.js";
import * as urqlLists from "../../examples/frontends/urql-lists.js";
import * as urql from "../../examples/frontends/urql.js";
import { startTestGateway, type TestGateway } from "../support/test-gateway.js";
import { until } from "../support/until.js";

const keys = [{ poolId: "customers", username: "reset" }];
const to = (password: string, permanent = true) => ({ ...keys[0]!, password, permanent });
const good = "Brand-New-Passw0rd";

let gateway: TestGateway;
let requests: jest.SpyInstance;

beforeEach(async () => {
  gateway = await startTestGateway();
  requests = jest.spyOn(globalThis, "fetch");
});

afterEach(async () => {
  requests.mockRestore();
  await gateway.stop();
});

const requestCount = (): number =>
  requests.mock.calls.filter(([url]) => String(url) === `${gateway.url}/graphql`).length;

/** A list on a page, with every status that it has shown. */
async function openList(username: "ada" | "audrey") {
  const client = apollo.createClient(gateway.url, await gateway.token(username));
  const list = apollo.watchUsers(client, keys);
  const shown: string[] = [];
  const subscription = list.subscribe(({ data }) => {
    const status = data?.usersByKey?.[0]?.status;
    if (status !== undefined && shown.at(-1) !== status) shown.push(status);
  });
  await until(() => !list.getCurrentResult().loading && shown.length > 0, "the list is there");
  const result = list.getCurrentResult();
  const user = result.data?.usersByKey?.[0];
  if (user?.id === undefined) throw new Error("The list is empty.");
  return {
    client,
    shown,
    user: user as UserRowFragment,
    error: result.error,
    close: () => {
      subscription.unsubscribe();
      client.stop();
    },
  };
}

describe("Apollo Client", () => {
  it("gets what the caller may see, and null for the rest", async () => {
    const { user, error, close } = await openList("audrey");
    expect(user).toMatchObject({ status: "RESET_REQUIRED", email: null });
    expect(apollo.factsOf(error).map(({ code }) => code)).toEqual(["FORBIDDEN"]);
    close();
  });

  it("repaints a list after a mutation without asking again", async () => {
    const { client, shown, user, close } = await openList("ada");
    expect(requestCount()).toBe(1);
    await apollo.setPassword(client, user, to(good));
    await until(() => shown.length === 2, "the list is repainted");
    expect(shown).toEqual(["RESET_REQUIRED", "CONFIRMED"]);
    expect(requestCount()).toBe(2);
    close();
  });

  it("takes an optimistic status back when the password is refused", async () => {
    const { client, shown, user, close } = await openList("ada");
    const error: unknown = await apollo
      .setPassword(client, user, to("weak"))
      .catch((reason: unknown) => reason);
    expect(apollo.factsOf(error)).toMatchObject([
      { code: "INVALID_PASSWORD", retryable: false, outcome: "NOT_APPLIED" },
    ]);
    await until(() => shown.length === 3, "the status is taken back");
    expect(shown).toEqual(["RESET_REQUIRED", "CONFIRMED", "RESET_REQUIRED"]);
    close();
  });

  it("takes it back when the outcome is not known, and says so", async () => {
    const { client, shown, user, close } = await openList("ada");
    gateway.pool.faults.add({ operation: "AdminSetUserPassword", kind: "cut-after" });
    const error: unknown = await apollo
      .setPassword(client, user, to(good))
      .catch((reason: unknown) => reason);
    expect(apollo.factsOf(error)).toMatchObject([{ retryable: false, outcome: "UNKNOWN" }]);
    expect(apollo.factsOf(error).map(sentenceFor)[0]).toContain("It is not known");
    await until(() => shown.length === 3, "the status is taken back");
    expect(shown).toEqual(["RESET_REQUIRED", "CONFIRMED", "RESET_REQUIRED"]);

    // It was set, as only the pool can tell.
    await apollo.lookUpAgain(client, keys);
    await until(() => shown.length === 4, "the list is repainted");
    expect(shown.at(-1)).toBe("CONFIRMED");
    expect(requestCount()).toBe(3);
    expect(gateway.pool.ledger.count("AdminSetUserPassword")).toBe(1);
    close();
  });

  it("may offer to repeat what Cognito throttled, and only that", async () => {
    const { client, user, close } = await openList("ada");
    gateway.pool.faults.add({
      operation: "AdminSetUserPassword",
      kind: "throttle",
      times: Infinity,
    });
    const waits: (number | null)[] = [];
    for (const password of [good, "weak"]) {
      const error: unknown = await apollo
        .setPassword(client, user, to(password))
        .catch((reason: unknown) => reason);
      waits.push(...apollo.factsOf(error).map(waitOf));
      gateway.pool.faults.clear();
    }
    expect(waits).toEqual([1000, null]);
    await apollo.setPassword(client, user, to(good));
    expect(requestCount()).toBe(4);
    close();
  });
});

describe("urql", () => {
  it("gets data beside errors", async () => {
    const client = urql.createClient(gateway.url, await gateway.token("audrey"));
    const { data, error } = await urql.findUsers(client, keys);
    expect(data?.usersByKey?.[0]).toMatchObject({ status: "RESET_REQUIRED", email: null });
    expect(urql.factsOf(error).map(({ code }) => code)).toEqual(["FORBIDDEN"]);
  });

  it("sets a password", async () => {
    const client = urql.createClient(gateway.url, await gateway.token("ada"));
    const { data, error } = await urql.setPassword(client, to(good));
    expect([data?.setUserPassword?.status, error]).toEqual(["CONFIRMED", undefined]);
  });
});

describe("plain fetch", () => {
  it("gets data beside errors", async () => {
    const token = await gateway.token("audrey");
    const { data, errors } = await ask(gateway.url, token, UserRowsDocument, { keys });
    expect(data?.usersByKey?.[0]).toMatchObject({ status: "RESET_REQUIRED", email: null });
    expect(errors).toMatchObject([
      { path: ["usersByKey", 0, "email"], extensions: { code: "FORBIDDEN" } },
    ]);
  });

  it("sets a password, and reads a refusal", async () => {
    const token = await gateway.token("ada");
    const done = await ask(gateway.url, token, SetPasswordDocument, to(good, false));
    expect(done.data?.setUserPassword?.status).toBe("FORCE_CHANGE_PASSWORD");
    const refused = await ask(gateway.url, "none", UserRowsDocument, { keys });
    expect(refused.errors?.map(({ extensions }) => sentenceFor(extensions))).toEqual([
      "Your session has ended. Please sign in again.",
    ]);
  });
});

describe("lists", () => {
  const poolId = "customers";
  const lists = () => gateway.pool.ledger.count("ListUsers");
  /** The next ListUsers finds its place lost. */
  const loseThePlace = () => {
    gateway.pool.faults.add({
      operation: "ListUsers",
      kind: "error",
      type: "InvalidParameterException",
      message: "Invalid pagination token given.",
    });
  };

  describe("with Apollo Client", () => {
    async function open(
      variables: Omit<UsersPageQueryVariables, "poolId">,
      username: "ada" | "audrey" = "ada",
    ) {
      const cache = apolloLists.createListCache();
      const client = apollo.createClient(gateway.url, await gateway.token(username), cache);
      const list = apolloLists.watchList(client, { poolId, ...variables });
      const subscription = list.subscribe(() => undefined);
      await until(() => !list.getCurrentResult().loading, "the list is there");
      const shown = () => {
        const users = list.getCurrentResult().data?.users;
        if (users?.edges === undefined) throw new Error("There is no list.");
        return users as Parameters<typeof footOf>[0] & { edges: { node: { username: string } }[] };
      };
      return {
        client,
        list,
        names: () => shown().edges.map(({ node }) => node.username),
        foot: () => footOf(shown(), shown().edges.length),
        close: () => {
          subscription.unsubscribe();
          client.stop();
        },
      };
    }

    it("grow by a page for a request, everybody once, and ask nothing behind the end", async () => {
      const { list, names, foot, close } = await open({ first: 30 });
      expect(foot()).toEqual({ text: "The first 30 are shown.", mayGoOn: true });
      await apolloLists.showMore(list);
      await until(() => names().length === 60, "the second page is there");
      await apolloLists.showMore(list);
      await until(() => names().length === 71, "the last page is there");
      expect(new Set(names()).size).toBe(71);
      expect(foot()).toEqual({ text: "71 found. That is all.", mayGoOn: false });
      expect([requestCount(), lists()]).toEqual([3, 3]);
      await apolloLists.showMore(list);
      expect(requestCount()).toBe(3);
      close();
    });

    it("are kept apart by filter, and shown again without a request", async () => {
      const { client, names, close } = await open({ first: 30 });
      const filter = { username: { startsWith: "user-5" } };
      const other = apolloLists.watchList(client, { poolId, filter });
      const subscription = other.subscribe(() => undefined);
      await until(() => !other.getCurrentResult().loading, "the other list is there");
      expect(other.getCurrentResult().data?.users?.edges).toHaveLength(11);
      expect(names()).toHaveLength(30);
      const again = await client.query({
        query: other.query,
        variables: { poolId, filter },
      });
      expect(again.data?.users?.edges).toHaveLength(11);
      expect(requestCount()).toBe(2);
      subscription.unsubscribe();
      close();
    });

    it("tell how far a search went, though a page is empty", async () => {
      await gateway.stop();
      gateway = await startTestGateway({ config: { limits: { listPages: 1 } } });
      const { list, names, foot, close } = await open({ filter: { contains: "user-59@" } });
      expect(foot()).toEqual({
        text: "Nobody found: the first 60 users were searched.",
        mayGoOn: true,
      });
      await apolloLists.showMore(list);
      await until(() => names().length > 0, "the second page is there");
      expect(names()).toEqual(["user-59"]);
      expect(list.getCurrentResult().data?.users?.scanned).toBe(71);
      expect(foot()).toEqual({ text: "1 found. That is all.", mayGoOn: false });
      expect(requestCount()).toBe(2);
      close();
    });

    it("begin again when their place is lost", async () => {
      const { list, names, foot, close } = await open({ first: 30 });
      await apolloLists.showMore(list);
      await until(() => names().length === 60, "the second page is there");
      loseThePlace();
      await apolloLists.showMore(list);
      await until(() => names().length === 30, "the first page is there alone");
      expect(foot().mayGoOn).toBe(true);
      expect(requestCount()).toBe(4);
      close();
    });

    it("keep what they have when a page fails", async () => {
      const { list, names, foot, close } = await open({ first: 30 });
      const before = foot();
      gateway.pool.faults.add({ operation: "ListUsers", kind: "internal-error", times: 4 });
      await apolloLists.showMore(list);
      expect([names().length, foot()]).toEqual([30, before]);
      close();
    });

    it("show what a caller may see of each page", async () => {
      const { list, names, close } = await open({ first: 30 }, "audrey");
      await apolloLists.showMore(list);
      await until(() => names().length === 60, "the second page is there");
      expect(requestCount()).toBe(2);
      close();
    });

    it("repaint a row after a mutation", async () => {
      const filter = { username: { equals: "reset" } };
      const { client, list, close } = await open({ filter });
      const row = () => list.getCurrentResult().data?.users?.edges?.[0]?.node as UserRowFragment;
      await apollo.setPassword(client, row(), to(good));
      await until(() => row().status === "CONFIRMED", "the row is repainted");
      expect([requestCount(), lists()]).toEqual([2, 1]);
      close();
    });
  });

  describe("with urql", () => {
    it("go on page by page to the end", async () => {
      const client = urql.createClient(gateway.url, await gateway.token("ada"));
      const names: string[] = [];
      let page = (await urqlLists.findPage(client, { poolId, first: 30 })).data;
      while (page !== undefined && names.length < 100) {
        names.push(...(page.users?.edges ?? []).map(({ node }) => node.username));
        page = (await urqlLists.findNextPage(client, { poolId, first: 30 }, page))?.page.data;
      }
      expect(new Set(names).size).toBe(71);
      expect(names).toHaveLength(71);
      expect([requestCount(), lists()]).toEqual([3, 3]);
    });

    it("begin again when their place is lost", async () => {
      const client = urql.createClient(gateway.url, await gateway.token("ada"));
      const first = await urqlLists.findPage(client, { poolId, first: 30 });
      loseThePlace();
      const next = await urqlLists.findNextPage(client, { poolId, first: 30 }, first.data!);
      expect(next?.isAgainTheFirst).toBe(true);
      expect(next?.page.data?.users?.edges).toEqual(first.data?.users?.edges);
      expect(requestCount()).toBe(3);
    });
  });

  describe("with plain fetch", () => {
    const read = async (maximumRequests: number, more: object = {}) =>
      readAll(
        gateway.url,
        await gateway.token("ada"),
        { poolId, first: 30, ...more },
        maximumRequests,
      );

    it("are read to the end, and no further than their bound", async () => {
      const { users, scanned, isAll } = await read(10);
      expect(new Set(users.map(({ id }) => id)).size).toBe(71);
      expect([users.length, scanned, isAll, requestCount()]).toEqual([71, 71, true, 3]);
      const few = await read(2);
      expect([few.users.length, few.isAll, requestCount()]).toEqual([60, false, 5]);
    });

    it("begin again when their place is lost, and wait when Cognito throttles", async () => {
      gateway.pool.faults.add({ operation: "ListUsers", kind: "throttle", times: 2 });
      expect(await read(10)).toMatchObject({ isAll: true, scanned: 71 });
      expect(requestCount()).toBe(4);
      gateway.pool.faults.add({ operation: "ListUsers", kind: "run", run: () => undefined });
      loseThePlace();
      expect((await read(10)).users).toHaveLength(71);
      expect(requestCount()).toBe(9);
    });

    it("fail with a sentence when there is nothing to wait for", async () => {
      await expect(read(10, { poolId: "nowhere" })).rejects.toThrow("You may not do this");
      expect(requestCount()).toBe(1);
    });
  });
});
