import { startTestGateway, type TestGateway } from "../support/test-gateway.js";

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
});

beforeEach(() => {
  gateway.pool.ledger.clear();
});

afterAll(async () => {
  await gateway.stop();
});

const query = `{ user(poolId: "customers", username: "confirmed") {
  username status email phoneNumber name emailVerified mfa { enabled } attributes { name }
} }`;

describe("field by field", () => {
  it.each(["ada", "henry"] as const)("%s sees all of a user", async (caller) => {
    const send = await gateway.as(caller);
    const { data, errors } = await send(query);
    expect(errors).toBeUndefined();
    expect(data?.["user"]).toMatchObject({
      email: "confirmed@example.com",
      name: "Name of confirmed",
    });
  });

  it("an auditor sees a user without contact data: null, and one FORBIDDEN for each field", async () => {
    const send = await gateway.as("audrey");
    const { data, errors } = await send(query);
    expect(data?.["user"]).toEqual({
      username: "confirmed",
      status: "CONFIRMED",
      email: null,
      phoneNumber: null,
      name: null,
      emailVerified: true,
      mfa: { enabled: [] },
      attributes: null,
    });
    expect(errors?.map(({ path, extensions }) => [path?.at(-1), extensions.code])).toEqual(
      ["email", "phoneNumber", "name", "attributes"].map((field) => [field, "FORBIDDEN"]),
    );
  });

  it("contact data stays hidden by alias, fragment, list and entity", async () => {
    const send = await gateway.as("audrey");
    const { text } = await send(
      `query($r: [_Any!]!) {
        usersByKey(keys: [{ poolId: "customers", username: "confirmed" }]) { ...Contact }
        _entities(representations: $r) { ... on User { mail: email } }
      }
      fragment Contact on User { x: email ... on User { y: phoneNumber } }`,
      { r: [{ __typename: "User", poolId: "customers", username: "confirmed" }] },
    );
    expect(text).not.toContain("confirmed@example.com");
    expect(text).not.toContain("+4420");
  });

  it("the mutation's answer hides what its caller may not see", async () => {
    const { data, errors } = await (
      await gateway.as("henry")
    )(
      `mutation($p: String!) { setUserPassword(poolId: "customers", username: "forced", password: $p) { status email } }`,
      { p: "Brand-New-Passw0rd" },
    );
    expect(errors).toBeUndefined();
    expect(data?.["setUserPassword"]).toEqual({
      status: "FORCE_CHANGE_PASSWORD",
      email: "forced@example.com",
    });
  });

  it.each(["nobody", "stranger"] as const)(
    "%s sees nothing, and nothing is asked upstream",
    async (caller) => {
      const send = await gateway.as(caller);
      gateway.pool.ledger.clear();
      for (const [field, rest] of [
        ["user", `(poolId: "customers", username: "confirmed") { id }`],
        ["userPool", `(id: "customers") { id }`],
        ["userPools", `{ id }`],
        ["usersByKey", `(keys: [{ poolId: "customers", username: "confirmed" }]) { id }`],
        ["_service", `{ sdl }`],
      ]) {
        const { errors } = await send(`{ ${field ?? ""}${rest ?? ""} }`);
        expect([field, errors?.[0]?.extensions.code]).toEqual([field, "FORBIDDEN"]);
      }
      expect(gateway.pool.ledger.calls()).toHaveLength(0);
    },
  );

  it("tells every caller who they are", async () => {
    const { data } = await (await gateway.as("nobody"))(`{ me { subject issuer roles } }`);
    expect(data?.["me"]).toEqual({
      subject: expect.any(String) as string,
      issuer: gateway.pool.issuer("eu-west-1_Admins"),
      roles: [],
    });
  });

  it("answers alike for a pool that is not configured, with and without permission", async () => {
    const ask = `{ user(poolId: "eu-west-1_Nowhere", username: "confirmed") { id } }`;
    const forbidden = `{ user(poolId: "customers", username: "confirmed") { id } }`;
    const plain = (text: string) => text.replaceAll(/"(requestId)":"[^"]*"/g, "");
    const nobody = await gateway.as("nobody");
    const [a, b] = [await nobody(ask), await nobody(forbidden)];
    expect(plain(a.text)).toBe(plain(b.text));
    expect(plain((await (await gateway.as("ada"))(ask)).text)).toBe(plain(a.text));
  });
});

describe("the schema", () => {
  it("cannot be introspected, and a slip of the pen gets no suggestion", async () => {
    const send = await gateway.as("ada");
    for (const text of [
      `{ __schema { types { name } } }`,
      `{ __type(name: "User") { name } }`,
      `{ usr { id } }`,
      `{ user { idd } }`,
    ]) {
      const { httpStatus, errors, text: answer } = await send(text);
      expect(httpStatus).toBe(400);
      expect(errors?.[0]?.extensions.code).toBe("BAD_USER_INPUT");
      expect(answer).not.toMatch(/mean|is not allowed|user\b/i);
    }
    expect((await send(`{ _service { sdl } }`)).errors?.[0]?.extensions.code).toBe("FORBIDDEN");
  });

  it("can be introspected where the configuration says so, by authenticated callers only", async () => {
    const open = await startTestGateway({
      config: { introspection: true, subgraph: { typeName: "CognitoUser" } },
    });
    const send = await open.as("nobody");
    const { data } = await send(`{ __type(name: "CognitoUser") { name } _service { sdl } }`);
    expect(data?.["__type"]).toEqual({ name: "CognitoUser" });
    expect((data?.["_service"] as { sdl: string }).sdl).toContain("type CognitoUser @key");
    expect((await open.post(JSON.stringify({ query: "{ _service { sdl } }" }))).httpStatus).toBe(
      401,
    );
    const renamed = await (
      await open.as("audrey")
    )(
      `query($r: [_Any!]!) { _entities(representations: $r) { ... on CognitoUser { __typename username email } } }`,
      { r: [{ __typename: "CognitoUser", poolId: "customers", username: "confirmed" }] },
    );
    expect(renamed.data).toEqual({
      _entities: [{ __typename: "CognitoUser", username: "confirmed", email: null }],
    });
    expect(renamed.errors?.[0]?.extensions.code).toBe("FORBIDDEN");
    await open.stop();
  });
});
