import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { codeBlocksOf, root } from "../project/documents.js";
import { type StartedProcess, startProcess } from "../support/start-process.js";

// What is committed, installed in a clone as the document says.

let folder: string;
let clone: string;
let gateway: StartedProcess | undefined;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "production-"));
  clone = join(folder, "gateway");
  execFileSync("git", ["clone", "--quiet", root, clone]);
  const [commands] = codeBlocksOf("docs/operations.md").filter(({ language }) => language === "sh");
  if (commands === undefined) throw new Error("docs/operations.md does not say how to install.");
  execFileSync("bash", ["-euo", "pipefail", "-c", commands.text], { cwd: clone, stdio: "pipe" });
}, 300_000);

afterAll(async () => {
  await gateway?.stop();
  rmSync(folder, { recursive: true });
});

describe("a gateway that is installed for production", () => {
  it("has nothing that only builds or tests", () => {
    for (const name of ["typescript", "jest", "rolldown"]) {
      expect(existsSync(join(clone, "node_modules", name))).toBe(false);
    }
  });

  it("checks policies", () => {
    const program = ["dist/main.js", "check-policy", "--config", "examples/gateway.yaml"];
    const output = execFileSync(process.execPath, program, { cwd: clone, encoding: "utf8" });
    expect(output).toContain("valid.");
  });

  it("starts, answers nobody without a token, and stops", async () => {
    const program = [join(clone, "dist/main.js"), "--config", join(clone, "examples/gateway.yaml")];
    gateway = startProcess(process.execPath, program, {
      COGNITO_ADMIN_GATEWAY_LISTEN__HOST: "127.0.0.1",
      COGNITO_ADMIN_GATEWAY_LISTEN__PORT: "0",
      COGNITO_ADMIN_GATEWAY_ADMIN__HOST: "127.0.0.1",
      COGNITO_ADMIN_GATEWAY_ADMIN__PORT: "0",
      COGNITO_ADMIN_GATEWAY_AUDIT__FILE: join(folder, "audit.jsonl"),
    });
    const { url, adminUrl = "" } = await gateway.listening;
    expect((await fetch(`${adminUrl}/health/live`)).status).toBe(200);
    const answer = await fetch(`${url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: "{ me { subject } }" }),
    });
    expect(await answer.json()).toMatchObject({
      errors: [{ extensions: { code: "UNAUTHENTICATED" } }],
    });
    expect(await gateway.stop()).toBe(0);
  });
});
