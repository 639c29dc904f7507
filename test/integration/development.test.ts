import { startTestGateway, type TestGateway } from "../support/test-gateway.js";

let development: TestGateway;
let elsewhere: TestGateway;

beforeAll(async () => {
  development = await startTestGateway({ config: { introspection: true } });
  elsewhere = await startTestGateway();
});

afterAll(async () => {
  await development.stop();
  await elsewhere.stop();
});

const wrong = `{ user(poolId: "customers", username: "frank") { nam } }`;

async function errorOf(gateway: TestGateway, query: string, variables: object = {}) {
  const { httpStatus, errors } = await (await gateway.as("ada"))(query, variables);
  const [{ message, extensions } = { message: "", extensions: { code: "" } }] = errors ?? [];
  const { code, reason } = extensions as { code: string; reason?: string };
  return { httpStatus, message, code, reason };
}

const refused = { httpStatus: 400, code: "BAD_USER_INPUT" };

describe("a document that does not fit the schema", () => {
  it("is told with the place where the schema may be seen", async () => {
    expect(await errorOf(development, wrong)).toEqual({
      ...refused,
      reason: "VALIDATION",
      message: 'Cannot query field "nam" on type "User".',
    });
  });

  it("is told without it elsewhere", async () => {
    expect(await errorOf(elsewhere, wrong)).toEqual({
      ...refused,
      reason: "VALIDATION",
      message: "The request is malformed or does not fit the schema.",
    });
  });

  it("is told by constants in all that is no validation", async () => {
    const literal = `mutation { setUserPassword(poolId: "customers", username: "x", password: "Secret-1") { id } }`;
    expect((await errorOf(development, literal)).code).toBe("LITERAL_SECRET");
    for (const [query, variables, reason] of [
      [`{ "Secret-1" }`, {}, "SYNTAX"],
      [
        "query($n: String!) { user(poolId: 1, username: $n) { id } }",
        { n: ["Secret-1"] },
        "VARIABLES",
      ],
    ] as const) {
      const { message, reason: told } = await errorOf(development, query, variables);
      expect([told, message]).toEqual([
        reason,
        "The request is malformed or does not fit the schema.",
      ]);
    }
  });
});
