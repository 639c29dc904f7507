import * as apollo from "../../examples/frontends/apollo-client.js";
import { sentenceFor } from "../../examples/frontends/error-sentences.js";
import {
  SetPasswordDocument,
  type UserRowFragment,
  UserRowsDocument,
} from "../../examples/frontends/generated/graphql.js";
import { ask } from "../../examples/frontends/plain-fetch.js";
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
    close();
  });
});

describe("urql", () => {
  it("gets data beside errors", async () => {
    const client = urql.createClient(gateway.url, await gateway.token("audrey"));
    const { data, error } = await urql.findUsers(client, keys);
    expect(data?.usersByKey[0]).toMatchObject({ status: "RESET_REQUIRED", email: null });
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
    expect(data?.usersByKey[0]).toMatchObject({ status: "RESET_REQUIRED", email: null });
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
