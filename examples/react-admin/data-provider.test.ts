import { QueryClient } from "@tanstack/react-query";
import {
  CoreAdminContext,
  EditBase,
  HttpError,
  ListBase,
  memoryStore,
  type RaRecord,
  ResourceContextProvider,
  TestMemoryRouter,
  useEditContext,
  useGetMany,
  useGetOne,
  useListContext,
  useNotificationContext,
} from "ra-core";
import { createElement, type ReactNode } from "react";
import { create, type ReactTestRenderer } from "react-test-renderer";
import { customers } from "../../test/support/sample-seed.js";
import { signIn, startTestGateway, type TestGateway } from "../../test/support/test-gateway.js";
import { until } from "../../test/support/until.js";
import { createDataProvider } from "./data-provider.js";

// Through react-admin's own controllers, in a tree without a browser, against a gateway over HTTP.

let gateway: TestGateway;
let token: string;
let shown: ReactTestRenderer | undefined;

beforeAll(async () => {
  // React tells of its test renderer's age there, and react-admin of each refusal.
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

/** Its declared type names a file that the package does not have. */
const readNotifications = useNotificationContext as unknown as () => {
  readonly notifications: readonly { readonly message: string }[];
};

const providerFor = (bearer = token) =>
  createDataProvider({ gateway: gateway.url, poolId: "customers", token: () => bearer });

/** Shows something within an admin, and answers with what its hook last said. */
function show<Value>(
  hook: () => Value,
  wrap: (probe: ReactNode) => ReactNode = (probe) => probe,
  bearer = token,
) {
  const seen: { value?: Value; notified: string[] } = { notified: [] };
  const Probe = () => {
    seen.value = hook();
    seen.notified = readNotifications().notifications.map(({ message }) => message);
    return null;
  };
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false, gcTime: 0 } } });
  const children = wrap(createElement(Probe));
  const inside = createElement(ResourceContextProvider, { value: "users", children });
  const admin = createElement(
    CoreAdminContext,
    { dataProvider: providerFor(bearer), queryClient, store: memoryStore() },
    inside,
  );
  shown = create(createElement(TestMemoryRouter, null, admin));
  return seen;
}

const listOf = (props: object, bearer = token) =>
  show(
    () => useListContext<RaRecord<string>>(),
    (probe) =>
      createElement(ListBase, { disableSyncWithLocation: true, perPage: 2, ...props }, probe),
    bearer,
  );
const namesOf = (rows: readonly RaRecord<string>[] | undefined) => rows?.map(({ id }) => id);

describe("a list", () => {
  it("is read page by page, forwards, without a total", async () => {
    const seen = listOf({ filter: { username: "user-1" } });
    await until(() => seen.value?.data?.length === 2, "the first page is there");
    expect(namesOf(seen.value?.data)).toEqual(["user-1", "user-10"]);
    expect(seen.value).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    expect(seen.value?.total).toBeUndefined();
    seen.value?.setPage(2);
    await until(() => seen.value?.data?.[0]?.id === "user-11", "the second page is there");
    expect(namesOf(seen.value?.data)).toEqual(["user-11", "user-12"]);
    expect(seen.value).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
    expect(gateway.pool.ledger.count("AdminGetUser")).toBe(0);
  });

  it("ends where the pool does", async () => {
    const seen = listOf({ filter: { status: "FORCE_CHANGE_PASSWORD" }, perPage: 25 });
    await until(() => seen.value?.data !== undefined, "the page is there");
    expect(namesOf(seen.value?.data)?.sort()).toEqual(["expired", "forced"]);
    expect(seen.value).toMatchObject({ hasNextPage: false, meta: { complete: true } });
  });

  it("is searched everywhere by q", async () => {
    const seen = listOf({ filter: { q: "uyer@" } });
    await until(() => seen.value?.data !== undefined, "the page is there");
    expect(namesOf(seen.value?.data)).toEqual(["buyer"]);
  });

  it("shows what the caller may see of it", async () => {
    const seen = listOf({ filter: { username: "buyer" } }, await gateway.token("audrey"));
    await until(() => seen.value?.data !== undefined, "the page is there");
    expect(seen.value?.data).toMatchObject([{ id: "buyer", email: null, status: "CONFIRMED" }]);
  });

  it("that is refused is notified of", async () => {
    const seen = listOf({}, await gateway.token("nobody"));
    await until(() => seen.notified.length > 0, "it is notified of");
    expect(seen.notified).toEqual(["You may not do this, or there is no such user for you."]);
  });
});

describe("users", () => {
  it("are shown one by one", async () => {
    const seen = show(() => useGetOne<RaRecord<string>>("users", { id: "forced" }));
    await until(() => seen.value?.data !== undefined, "the user is there");
    expect(seen.value?.data).toMatchObject({ id: "forced", status: "FORCE_CHANGE_PASSWORD" });
  });

  it("are looked up together by one request", async () => {
    const ids = ["forced", "not-there", "reset"];
    const seen = show(() => useGetMany<RaRecord<string>>("users", { ids }));
    await until(() => seen.value?.isFetched === true, "the users are there");
    const { data } = await providerFor().getMany("users", { ids });
    expect(data.map(({ id }) => String(id))).toEqual(["forced", "reset"]);
    expect(namesOf(seen.value?.data)).toEqual(["forced", "reset"]);
  });

  it("who are not there are told of", async () => {
    const seen = show(() => useGetOne("users", { id: "not-there" }));
    await until(() => seen.value?.isError === true, "it fails");
    expect(seen.value?.error).toMatchObject({
      status: 404,
      message: "There is no such user any more.",
    });
  });
});

describe("a password", () => {
  const edit = (id: string, bearer = token) =>
    show(
      () => useEditContext(),
      (probe) =>
        createElement(EditBase, { id, mutationMode: "pessimistic", redirect: false }, probe),
      bearer,
    );
  const save = async (seen: ReturnType<typeof edit>, data: object): Promise<unknown> => {
    await until(() => seen.value?.record !== undefined, "the form is there");
    return seen.value?.save?.(data);
  };

  it("is set, permanently, once", async () => {
    const seen = edit("reset");
    await save(seen, { password: "Brand-New-Passw0rd", permanent: true });
    await until(() => seen.notified.length > 0, "it is notified of");
    expect(seen.notified).toEqual(["resources.users.notifications.updated"]);
    const { body } = await signIn(gateway.pool, "reset", "Brand-New-Passw0rd");
    expect(body.AuthenticationResult).toBeDefined();
    expect(gateway.pool.ledger.count("AdminSetUserPassword")).toBe(1);
  });

  it("is temporary unless said otherwise", async () => {
    const previousData = { id: "confirmed" };
    const data = { password: "Brand-New-Passw0rd" };
    const answer = await providerFor().update("users", { id: "confirmed", data, previousData });
    expect(answer.data).toMatchObject({ id: "confirmed", status: "FORCE_CHANGE_PASSWORD" });
  });

  it("that breaks rules is told of at its field", async () => {
    const seen = edit("forced");
    expect(await save(seen, { password: "weakpassword" })).toEqual({
      password:
        "The password does not meet the rules below. It needs a capital letter, A to Z. It needs a digit. " +
        "It needs a symbol, such as ! or -.",
    });
  });

  it("for somebody out of reach is a notification, in the words of the frontends' sentences", async () => {
    const seen = edit("guarded");
    await save(seen, { password: "Brand-New-Passw0rd", permanent: true });
    await until(() => seen.notified.length > 0, "it is notified of");
    expect(seen.notified).toEqual(["This user is protected, or ranks above you."]);
    expect(gateway.pool.ledger.count("AdminSetUserPassword")).toBe(0);
  });

  it("that may have been set does not look as if it had failed", async () => {
    gateway.pool.faults.add({ operation: "AdminSetUserPassword", kind: "cut-after" });
    const seen = edit("buyer");
    await save(seen, { password: "Brand-New-Passw0rd", permanent: true });
    await until(() => seen.notified.length > 0, "it is notified of");
    expect(seen.notified[0]).toContain("It is not known whether it was done.");
    expect(gateway.pool.ledger.count("AdminSetUserPassword")).toBe(1);
  });
});

describe("the data provider", () => {
  const pagination = { page: 1, perPage: 2 };
  const sort = { field: "id", order: "ASC" as const };
  const list = (params: object) =>
    providerFor().getList("users", { pagination, sort, filter: {}, ...params });

  it("refuses what the gateway cannot do, without asking it", async () => {
    const provider = providerFor();
    const one = { id: "forced", previousData: { id: "forced", email: "a@example.com" } };
    const refused = [
      () => provider.create("users", { data: {} }),
      () => provider.delete("users", one),
      () => provider.deleteMany("users", { ids: ["forced"] }),
      () => provider.updateMany("users", { ids: ["forced"], data: { password: "x" } }),
      () =>
        provider.getManyReference("users", { target: "a", id: 1, pagination, sort, filter: {} }),
      () => provider.update("users", { ...one, data: { email: "b@example.com", password: "x" } }),
      () => provider.update("users", { ...one, data: { email: "a@example.com" } }),
      () => provider.getOne("groups", { id: "staff" }),
      () => list({ sort: { field: "email", order: "ASC" } }),
      () => list({ filter: { shoeSize: 42 } }),
    ];
    for (const ask of refused) {
      const error: unknown = await ask().catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(HttpError);
      expect(error).toMatchObject({ status: 405 });
    }
    expect(gateway.pool.ledger.calls()).toEqual([]);
  });

  it("asks for the first page of a list whose place is not known", async () => {
    await expect(list({ pagination: { page: 3, perPage: 2 } })).rejects.toMatchObject({
      message: "This list has changed since. Start again from its first page.",
    });
  });

  it("begins a list again when its place is lost", async () => {
    const provider = providerFor();
    const page = (number: number) =>
      provider.getList("users", { pagination: { page: number, perPage: 2 }, sort, filter: {} });
    await page(1);
    gateway.pool.faults.add({
      operation: "ListUsers",
      kind: "error",
      type: "InvalidParameterException",
    });
    await expect(page(2)).rejects.toMatchObject({ body: { facts: { code: "INVALID_CURSOR" } } });
    await page(1);
    expect((await page(2)).data).toHaveLength(2);
  });

  it("says 401 to the auth provider when the session has ended", async () => {
    await expect(
      providerFor("not a token").getOne("users", { id: "forced" }),
    ).rejects.toMatchObject({ status: 401 });
  });

  it("tells of too many users for one look-up", async () => {
    const ids = Array.from({ length: 101 }, (_, index) => `user-${index}`);
    await expect(providerFor().getMany("users", { ids })).rejects.toMatchObject({
      message: "This is too much at once. Please ask for less.",
    });
  });

  it("takes the pool by its id, too", async () => {
    const provider = createDataProvider({
      gateway: gateway.url,
      poolId: customers,
      token: async () => token,
    });
    expect((await provider.getOne("users", { id: "forced" })).data).toMatchObject({ id: "forced" });
  });
});
