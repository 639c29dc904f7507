import { getIntrospectionQuery } from "graphql";
import {
  allowedAnswers,
  type Asking,
  largeAnswers,
  seedOfLargeUsers,
} from "../support/large-answers.js";
import { startTestGateway, type TestGateway } from "../support/test-gateway.js";

let gateway: TestGateway;
let authorization: string;

const start = async (limits: object = {}, valueLength = 10) => {
  gateway = await startTestGateway({
    seed: seedOfLargeUsers(valueLength),
    config: { introspection: true, limits },
  });
  authorization = `Bearer ${await gateway.token("ada")}`;
  gateway.pool.ledger.clear();
};

afterEach(async () => {
  await gateway.stop();
});

const ask = (asking: Asking) => gateway.post(JSON.stringify(asking), { authorization });

const repeated = (count: number, item: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => item(index)).join(" ");

const introspective: Readonly<Record<string, Asking>> = {
  "introspection by aliases": {
    query: `{ ${repeated(15, (index) => `a${index}: __schema { types { fields { type { fields { description } } } } }`)} }`,
  },
  "introspection through __type": {
    query: `{ __type(name: "User") { fields { type { fields { type { ${repeated(15, (index) => `e${index}: enumValues { name description }`)} } } } } } }`,
  },
};

describe("an answer that could be too large", () => {
  it("is refused before Cognito is asked", async () => {
    await start();
    for (const [name, asking] of Object.entries({ ...largeAnswers, ...introspective })) {
      const { httpStatus, text, data, errors } = await ask(asking);
      expect([name, data]).toEqual([name, undefined]);
      expect([name, httpStatus, errors?.length]).toEqual([name, 413, 1]);
      expect(errors?.[0]?.extensions).toMatchObject({
        code: "ANSWER_TOO_LARGE",
        limit: "answerValues",
        retryable: false,
      });
      expect(text.length).toBeLessThan(400);
    }
    expect(gateway.pool.ledger.calls()).toEqual([]);
  });

  it("is not that of a request that clients need", async () => {
    await start();
    for (const [name, asking] of Object.entries(allowedAnswers)) {
      const { errors, data } = await ask(asking);
      expect([name, errors]).toEqual([name, undefined]);
      expect(Object.keys(data ?? {})).not.toEqual([]);
    }
    expect((await ask({ query: getIntrospectionQuery() })).errors).toBeUndefined();
  });

  it("stops a mutation before anything is written", async () => {
    await start({ answerValues: 100 });
    const { httpStatus, errors } = await ask(setting("status attributes { name value }"));
    expect(httpStatus).toBe(413);
    expect(errors?.[0]?.extensions).toMatchObject({
      code: "ANSWER_TOO_LARGE",
      limit: "answerValues",
      outcome: "NOT_APPLIED",
    });
    expect(gateway.pool.ledger.calls()).toEqual([]);
  });
});

const setting = (selection: string): Asking => ({
  query: `mutation($password: String!) {
    setUserPassword(poolId: "customers", username: "h0", password: $password, permanent: true) { ${selection} }
  }`,
  variables: { password: "Brand-New-Passw0rd!" },
});

const namesOf = (more = "") =>
  `{ usersByKey(keys: [{ poolId: "customers", username: "h1" }, { poolId: "customers", username: "h2" }]) { id ${more} attributes { name value } } }`;

describe("limits.answerBytes", () => {
  it("is exact: so many bytes are answered, and one less are not", async () => {
    await start();
    const { text } = await ask({ query: namesOf() });
    await gateway.stop();
    const bytes = Buffer.byteLength(text);
    await start({ answerBytes: bytes });
    expect((await ask({ query: namesOf() })).errors).toBeUndefined();
    const { httpStatus, data, errors } = await ask({ query: namesOf("__typename") });
    expect([httpStatus, data]).toEqual([413, undefined]);
    expect(errors?.map(({ extensions }) => extensions)).toEqual([
      expect.objectContaining({ code: "ANSWER_TOO_LARGE", limit: "answerBytes" }),
    ]);
  });

  it("refuses a query as a whole, and asks Cognito nothing more for its sake", async () => {
    await start({ answerBytes: 2000 });
    const { httpStatus, text, data, errors } = await ask({
      query: `{ usersByKey(keys: [{ poolId: "customers", username: "h1" }]) { attributes { name value } allowedActions } }`,
    });
    expect([httpStatus, data]).toEqual([413, undefined]);
    expect(errors).toHaveLength(1);
    expect(errors?.[0]?.extensions).toMatchObject({
      code: "ANSWER_TOO_LARGE",
      limit: "answerBytes",
    });
    expect(text).not.toContain("custom:a1");
    expect(gateway.pool.ledger.count("AdminGetUser")).toBe(1);
  });

  it("does not answer a query with what there was room for", async () => {
    await start({ answerBytes: 1024 }, 1500);
    const { httpStatus, text } = await ask({
      query: `{ user(poolId: "customers", username: "h1") { id attributes(names: ["custom:a1"]) { value } } }`,
    });
    expect(httpStatus).toBe(413);
    expect(text).not.toContain('"data"');
  });

  it("leaves out of a mutation's answer what may be left out, and tells that it was applied", async () => {
    await start({ answerBytes: 1024 });
    const { httpStatus, data, errors, extensions, text } = await ask(
      setting("attributes { name value } id status groups email"),
    );
    expect(httpStatus).toBe(200);
    expect(errors).toBeUndefined();
    expect(data?.["setUserPassword"]).toMatchObject({ status: "CONFIRMED", groups: null });
    expect(text).toContain('"value":null');
    expect(extensions?.warnings).toEqual([
      { code: "ANSWER_INCOMPLETE", path: ["setUserPassword"] },
    ]);
    expect(gateway.pool.ledger.count("AdminSetUserPassword")).toBe(1);
    expect(gateway.auditRecords().at(-1)).toMatchObject({ kind: "result", outcome: "APPLIED" });
  });
});
