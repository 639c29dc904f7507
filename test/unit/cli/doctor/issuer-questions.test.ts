import { askIssuer } from "../../../../src/cli/doctor/issuer-questions.js";
import { configSchema } from "../../../../src/config/config.js";
import { createTokenKey, startIssuer, type TestIssuer } from "../../../support/signed-tokens.js";

let issuer: TestIssuer;

beforeAll(async () => {
  issuer = await startIssuer(createTokenKey("one"));
});

afterAll(async () => {
  await issuer.stop();
});

async function ask(url = issuer.url): Promise<readonly string[]> {
  const [settings] = configSchema.shape.issuers.parse([
    { issuer: url, tokenUse: null, audience: ["x"] },
  ]);
  const answers: string[] = [];
  for await (const { about, question, state, answer } of askIssuer(settings!)) {
    expect(about).toBe(`issuer ${url}`);
    answers.push(`${state}: ${question}: ${answer}`);
  }
  return answers;
}

describe("an issuer", () => {
  it("that gives its keys is ok, with its clock", async () => {
    expect(await ask()).toEqual([
      "ok: keys: 1 that can be used",
      "ok: clock: agrees with this machine's",
    ]);
  });

  it.each([
    ["a status", { status: 404, body: "" }, "answered with status 404"],
    ["no JSON", { status: 200, body: "a text" }, "the answer holds no key that can be used"],
    ["no keys", { status: 200, body: '{"keys":[]}' }, "the answer holds no key that can be used"],
  ])("that answers with %s is missing", async (_, answer, problem) => {
    issuer.answerWith(answer);
    expect((await ask())[0]).toBe(`missing: keys: ${problem}`);
    issuer.answerWith(undefined);
  });

  it("that is not there is missing, and its clock not proven", async () => {
    expect(await ask("http://127.0.0.1:9")).toEqual([
      "missing: keys: cannot be reached: ECONNREFUSED",
      "not proven: clock: no answer told the time",
    ]);
  });

  it.each([
    [59_000, "ok"],
    [63_000, "missing"],
    [-63_000, "missing"],
  ])("whose clock is %i ms off is %s: tokens from the future are refused", async (offMs, state) => {
    const date = new Date(Date.now() + offMs).toUTCString();
    issuer.answerWith({ status: 200, body: "{}", headers: { date } });
    expect((await ask())[1]).toMatch(new RegExp(`^${state}: clock: `));
    issuer.answerWith(undefined);
  });
});
