import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readAgain, readSecrets, secretVariables } from "../../../src/config/secrets.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "secrets-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const one = "1".repeat(32);
const other = "Other-Secret_with.all/kinds+of=signs!";
const key = Buffer.alloc(32, 7).toString("base64");

describe("readSecrets", () => {
  it("has none without variables", () => {
    expect(readSecrets({}, folder)).toEqual({ secrets: {}, files: {}, mistakes: [] });
  });

  it.each([
    [{ COGNITO_ADMIN_GATEWAY_ROUTER_SECRET: one }, { router: [one] }],
    [{ COGNITO_ADMIN_GATEWAY_ROUTER_SECRET: `${one},${other}` }, { router: [one, other] }],
    [{ COGNITO_ADMIN_GATEWAY_ROUTER_SECRET: ` ${one} , ${other}\n` }, { router: [one, other] }],
    [{ COGNITO_ADMIN_GATEWAY_AUDIT_KEY: `${key}\n` }, { auditKey: key }],
    [{ COGNITO_ADMIN_GATEWAY_CURSOR_SECRET: `${one},${other}` }, { cursor: `${one},${other}` }],
    [
      {
        COGNITO_ADMIN_GATEWAY_CURSOR_SECRET: one,
        COGNITO_ADMIN_GATEWAY_AUDIT_KEY: key,
        COGNITO_ADMIN_GATEWAY_ROUTER_SECRET: one,
      },
      { cursor: one, auditKey: key, router: [one] },
    ],
  ])("reads %j", (environment, secrets) => {
    expect(readSecrets(environment, folder)).toEqual({ secrets, files: {}, mistakes: [] });
  });

  it.each([
    ["COGNITO_ADMIN_GATEWAY_ROUTER_SECRET", "", "nothing"],
    ["COGNITO_ADMIN_GATEWAY_ROUTER_SECRET", "hunter2".repeat(4), "a short one"],
    ["COGNITO_ADMIN_GATEWAY_ROUTER_SECRET", `${one},`, "a comma too many"],
    ["COGNITO_ADMIN_GATEWAY_ROUTER_SECRET", `${one},hunter2`, "a short one behind a good one"],
    ["COGNITO_ADMIN_GATEWAY_ROUTER_SECRET", `hunter2 ${one}`, "one with a blank"],
    ["COGNITO_ADMIN_GATEWAY_ROUTER_SECRET", `hunter2\u00e9${one}`, "one beyond ASCII"],
    ["COGNITO_ADMIN_GATEWAY_ROUTER_SECRET", "hunter2".repeat(40), "one that is too long"],
    ["COGNITO_ADMIN_GATEWAY_AUDIT_KEY", "", "nothing"],
    ["COGNITO_ADMIN_GATEWAY_AUDIT_KEY", "hunter2", "a password"],
    ["COGNITO_ADMIN_GATEWAY_AUDIT_KEY", Buffer.alloc(31).toString("base64"), "31 bytes"],
    ["COGNITO_ADMIN_GATEWAY_CURSOR_SECRET", "", "nothing"],
    ["COGNITO_ADMIN_GATEWAY_CURSOR_SECRET", "hunter2", "a short one"],
  ])("refuses %s=%j, %s, without a word of it", (variable, text) => {
    const { secrets, mistakes } = readSecrets({ [variable]: text }, folder);
    expect(secrets).toEqual({});
    expect(mistakes.map(({ path }) => path)).toEqual([variable]);
    expect(JSON.stringify(mistakes)).not.toContain("hunter2");
  });
});

describe("a secret in a file", () => {
  const samples = [`${one},${other}`, key, one] as const;
  const kinds = ["router", "auditKey", "cursor"] as const;

  it.each(secretVariables.map((variable, index) => [variable, index] as const))(
    "that %s_FILE names is read, from the folder of the configuration, and read again",
    (variable, index) => {
      writeFileSync(join(folder, "secret"), `${samples[index] ?? ""}\n`);
      const kind = kinds[index] ?? "cursor";
      const expected = { [kind]: index === 0 ? [one, other] : samples[index] };
      const { secrets, files, mistakes } = readSecrets({ [`${variable}_FILE`]: "secret" }, folder);
      expect([secrets, files, mistakes]).toEqual([
        expected,
        { [kind]: join(folder, "secret") },
        [],
      ]);
      const next = index === 1 ? Buffer.alloc(32, 8).toString("base64") : "n".repeat(40);
      writeFileSync(join(folder, "secret"), `${next}\r\n`);
      expect(readAgain(secrets, files)).toEqual({ [kind]: index === 0 ? [next] : next });
    },
  );

  it.each([
    ["is not there", undefined, "names a file that cannot be read: ENOENT"],
    ["is empty", "", "names a file that is empty"],
    ["is empty but for its end", "\n", "names a file that is empty"],
    ["holds something else", "hunter2\n", "names a file that does not hold 32 to 256"],
    ["holds too much", "x".repeat(70_000), "names a file that is too large"],
  ])("that %s is a mistake, at the start and later", (_what, text, problem) => {
    const file = join(folder, "doubtful");
    rmSync(file, { force: true });
    if (text !== undefined) writeFileSync(file, text);
    const variable = "COGNITO_ADMIN_GATEWAY_CURSOR_SECRET_FILE";
    const { secrets, mistakes } = readSecrets({ [variable]: file }, folder);
    expect([secrets, mistakes.map(({ path }) => path)]).toEqual([{}, [variable]]);
    expect(mistakes[0]?.problem).toContain(problem);
    expect(JSON.stringify(mistakes)).not.toContain("hunter2");
    expect(() => readAgain({ cursor: one }, { cursor: file })).toThrow(problem);
  });

  it("that is a folder or a pipe is a mistake, and nobody waits for it", () => {
    // POSIX's tool: Node makes no pipes.
    const makePipe = "mkfifo";
    execFileSync(makePipe, [join(folder, "pipe")]);
    for (const name of [".", "pipe"]) {
      const { mistakes } = readSecrets({ COGNITO_ADMIN_GATEWAY_AUDIT_KEY_FILE: name }, folder);
      expect(mistakes[0]?.problem).toBe("names what is no file");
    }
  });

  it("is a mistake beside the same secret in a variable, and without a name", () => {
    const variable = "COGNITO_ADMIN_GATEWAY_AUDIT_KEY";
    const both = readSecrets({ [variable]: key, [`${variable}_FILE`]: "secret" }, folder);
    expect([both.secrets, both.mistakes]).toEqual([
      {},
      [{ path: `${variable}_FILE`, problem: `is set beside ${variable}: set one of them` }],
    ]);
    expect(readSecrets({ [`${variable}_FILE`]: "" }, folder).mistakes).toEqual([
      { path: `${variable}_FILE`, problem: "names no file" },
    ]);
  });
});
