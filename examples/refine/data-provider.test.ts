import {
  type OpenNotificationParams,
  Refine,
  useMany,
  useOne,
  useTable,
  useUpdate,
} from "@refinedev/core";
import { createElement } from "react";
import { create, type ReactTestRenderer } from "react-test-renderer";
import { signIn, startTestGateway, type TestGateway } from "../../test/support/test-gateway.js";
import { until } from "../../test/support/until.js";
import { createDataProvider, type UserRow } from "./data-provider.js";

// Through refine's own hooks, in a tree without a browser, against a gateway over HTTP.

let gateway: TestGateway;
let token: string;
let shown: ReactTestRenderer | undefined;

beforeAll(async () => {
  // React tells of its test renderer's age there.
  jest.spyOn(console, "error").mockImplementation(() => undefined);
  gateway = await startTestGateway();
  token = await gateway.token("ada");
});

beforeEach(() => {
  gateway.pool.ledger.clear();
});

afterEach(() => {
  shown?.unmount();
});

afterAll(async () => {
  await gateway.stop();
  jest.restoreAllMocks();
});

const providerFor = (bearer = token) =>
  createDataProvider({ gateway: gateway.url, poolId: "customers", token: () => bearer });

/** Shows something within refine, and answers with what its hook last said and with what was notified of. */
function show<Value>(hook: () => Value, bearer = token) {
  const seen: { value?: Value; notified: OpenNotificationParams[] } = { notified: [] };
  const Probe = () => {
    seen.value = hook();
    return null;
  };
  const clientConfig = {
    defaultOptions: { queries: { retry: false, gcTime: 0 }, mutations: { gcTime: 0 } },
  };
  const properties = {
    dataProvider: providerFor(bearer),
    notificationProvider: {
      open: (notification: OpenNotificationParams) => void seen.notified.push(notification),
      close: () => undefined,
    },
    resources: [{ name: "users" }],
    // Refine tells its makers of its users unless told not to.
    options: { disableTelemetry: true, reactQuery: { clientConfig } },
  };
  shown = create(createElement(Refine, properties, createElement(Probe)));
  return seen;
}

type Filters = NonNullable<Parameters<typeof useTable>[0]>["filters"];

const tableOf = (filters: Filters = {}, pageSize = 2, bearer = token) =>
  show(
    () =>
      useTable<UserRow>({
        resource: "users",
        syncWithLocation: false,
        pagination: { pageSize },
        filters,
      }),
    bearer,
  );
const idsOf = (rows: readonly UserRow[] | undefined) => rows?.map(({ id }) => id);
const where = (field: string, operator: "eq" | "startswith" | "contains", value: unknown) => ({
  initial: [{ field, operator, value }],
});

describe("a table", () => {
  it("is read page by page, forwards", async () => {
    const seen = tableOf(where("username", "startswith", "user-1"));
    await until(() => seen.value?.result.data.length === 2, "the first page is there");
    expect(idsOf(seen.value?.result.data)).toEqual(["user-1", "user-10"]);
    // There is at least one more.
    expect([seen.value?.result.total, seen.value?.pageCount]).toEqual([3, 2]);
    seen.value?.setCurrentPage(2);
    await until(() => seen.value?.result.data[0]?.id === "user-11", "the second page is there");
    expect(idsOf(seen.value?.result.data)).toEqual(["user-11", "user-12"]);
    expect(seen.value?.pageCount).toBe(3);
    expect(gateway.pool.ledger.count("AdminGetUser")).toBe(0);
  });

  it("has as many as there are at its end", async () => {
    const seen = tableOf(where("status", "eq", "FORCE_CHANGE_PASSWORD"), 25);
    await until(() => seen.value?.tableQuery.isSuccess === true, "the page is there");
    expect(idsOf(seen.value?.result.data)?.sort()).toEqual(["expired", "forced"]);
    expect(seen.value?.tableQuery.data).toMatchObject({
      total: 2,
      hasNextPage: false,
      complete: true,
    });
  });

  it("is searched by all that is given", async () => {
    const seen = tableOf({
      initial: [
        { field: "q", operator: "contains", value: "uyer@" },
        { field: "enabled", operator: "eq", value: true },
        { field: "email", operator: "eq", value: "buyer@example.com" },
      ],
    });
    await until(() => seen.value?.tableQuery.isSuccess === true, "the page is there");
    expect(idsOf(seen.value?.result.data)).toEqual(["buyer"]);
  });

  it("shows what the caller may see of it", async () => {
    const seen = tableOf(where("username", "eq", "buyer"), 2, await gateway.token("audrey"));
    await until(() => seen.value?.tableQuery.isSuccess === true, "the page is there");
    expect(seen.value?.result.data).toMatchObject([{ id: "buyer", email: null }]);
  });

  it("that is refused is notified of", async () => {
    const seen = tableOf({}, 2, await gateway.token("nobody"));
    await until(() => seen.notified.length > 0, "it is notified of");
    expect(seen.notified).toMatchObject([
      {
        type: "error",
        message: "Error (status code: 403)",
        description: "You may not do this, or there is no such user for you.",
      },
    ]);
  });
});

describe("users", () => {
  it("are shown one by one", async () => {
    const seen = show(() => useOne<UserRow>({ resource: "users", id: "forced" }));
    await until(() => seen.value?.result !== undefined, "the user is there");
    expect(seen.value?.result).toMatchObject({ id: "forced", status: "FORCE_CHANGE_PASSWORD" });
  });

  it("are looked up together", async () => {
    const ids = ["forced", "not-there", "reset"];
    const seen = show(() => useMany<UserRow>({ resource: "users", ids }));
    await until(() => seen.value?.query.isSuccess === true, "the users are there");
    expect(idsOf(seen.value?.result.data)).toEqual(["forced", "reset"]);
  });

  it("who are not there are told of", async () => {
    const seen = show(() => useOne<UserRow>({ resource: "users", id: "not-there" }));
    await until(() => seen.value?.query.isError === true, "it fails");
    expect(seen.value?.query.error).toMatchObject({
      statusCode: 404,
      message: "There is no such user any more.",
    });
  });
});

describe("a password", () => {
  const set = (id: string, variables: object) => {
    const seen = show(() => useUpdate<UserRow>());
    const done = until(() => seen.value !== undefined, "the form is there").then(async () => {
      const answer = seen.value?.mutateAsync({ resource: "users", id, values: variables });
      return answer?.catch((error: unknown) => error);
    });
    return { seen, done };
  };

  it("is set, permanently, once", async () => {
    const { seen, done } = set("reset", { password: "Brand-New-Passw0rd", permanent: true });
    expect(await done).toMatchObject({ data: { id: "reset", status: "CONFIRMED" } });
    expect(seen.notified).toMatchObject([{ type: "success" }]);
    const { body } = await signIn(gateway.pool, "reset", "Brand-New-Passw0rd");
    expect(body.AuthenticationResult).toBeDefined();
    expect(gateway.pool.ledger.count("AdminSetUserPassword")).toBe(1);
  });

  it("is temporary unless said otherwise", async () => {
    const { done } = set("confirmed", { password: "Brand-New-Passw0rd" });
    expect(await done).toMatchObject({ data: { status: "FORCE_CHANGE_PASSWORD" } });
  });

  it("that breaks rules is told of at its field", async () => {
    const { done } = set("forced", { password: "weakpassword" });
    expect(await done).toMatchObject({
      statusCode: 422,
      errors: {
        password: [
          "The password does not meet the rules below.",
          "It needs a capital letter, A to Z.",
          "It needs a digit.",
          "It needs a symbol, such as ! or -.",
        ],
      },
    });
  });

  it("for somebody out of reach is a notification, in the words of the frontends' sentences", async () => {
    const { seen, done } = set("guarded", { password: "Brand-New-Passw0rd", permanent: true });
    await done;
    expect(seen.notified).toMatchObject([
      { type: "error", description: "This user is protected, or ranks above you." },
    ]);
    expect(gateway.pool.ledger.count("AdminSetUserPassword")).toBe(0);
  });

  it("that may have been set does not look as if it had failed", async () => {
    gateway.pool.faults.add({ operation: "AdminSetUserPassword", kind: "cut-after" });
    const { seen, done } = set("buyer", { password: "Brand-New-Passw0rd", permanent: true });
    await done;
    expect(seen.notified[0]?.description).toContain("It is not known whether it was done.");
    expect(gateway.pool.ledger.count("AdminSetUserPassword")).toBe(1);
  });
});

describe("the data provider", () => {
  const list = (more: object) =>
    providerFor().getList({ resource: "users", pagination: { pageSize: 2 }, ...more });
  const email = { field: "email", operator: "startswith", value: "a" } as const;

  it("refuses what the gateway cannot do, without asking it", async () => {
    const provider = providerFor();
    const one = { resource: "users", id: "forced" };
    const refused = [
      () => provider.create({ resource: "users", variables: {} }),
      () => provider.deleteOne(one),
      () => provider.update({ ...one, variables: { password: "x", email: "b@example.com" } }),
      () => provider.update({ ...one, variables: {} }),
      () => provider.getOne({ resource: "groups", id: "staff" }),
      () => provider.custom!({ url: "", method: "get" }),
      () => list({ sorters: [{ field: "email", order: "asc" }] }),
      () => list({ filters: [{ field: "shoeSize", operator: "eq", value: 42 }] }),
      () => list({ filters: [{ ...email, operator: "endswith" }] }),
      () => list({ filters: [{ operator: "or", value: [email] }] }),
      // The second would replace the first.
      () => list({ filters: [email, { ...email, operator: "contains" }] }),
    ];
    for (const ask of refused) {
      const error: unknown = await ask().catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ statusCode: 405 });
    }
    expect(gateway.pool.ledger.calls()).toEqual([]);
  });

  it("asks for the first page of a list whose place is not known", async () => {
    await expect(list({ pagination: { currentPage: 3, pageSize: 2 } })).rejects.toMatchObject({
      message: "This list has changed since. Start again from its first page.",
    });
  });

  it("says 401 to the auth provider when the session has ended", async () => {
    const { getOne } = providerFor("not a token");
    await expect(getOne({ resource: "users", id: "forced" })).rejects.toMatchObject({
      statusCode: 401,
    });
  });

  it("tells of too many users for one look-up", async () => {
    const ids = Array.from({ length: 101 }, (_, index) => `user-${index}`);
    await expect(providerFor().getMany!({ resource: "users", ids })).rejects.toMatchObject({
      message: "This is too much at once. Please ask for less.",
    });
  });
});
