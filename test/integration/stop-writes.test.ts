import { execFile } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { sampleRolesFile } from "../../src/authorization/policy-files.js";
import { type LocalPool, startLocalPool } from "../../src/local-pool/local-pool.js";
import { codeBlocksOf, proseOf } from "../project/documents.js";
import { gatewayKeyVariables } from "../support/gateway-keys.js";
import { programConfig } from "../support/program-config.js";
import { samplePassword, sampleSeed } from "../support/sample-seed.js";
import { setPassword } from "../support/set-password.js";
import { startProgram, type StartedProcess } from "../support/start-process.js";
import { signIn } from "../support/test-gateway.js";
import { until } from "../support/until.js";

const execute = promisify(execFile);
const [stop = "", goBack = "", ...others] = codeBlocksOf("docs/operations.md")
  .filter(({ language, text }) => language === "sh" && text.includes("stop-all-writes"))
  .map(({ text }) => text);
const [policies = ""] = /policies: \[policies\/\S+\]/.exec(proseOf("docs/operations.md")) ?? [];

let folder: string;
let pool: LocalPool;
let program: StartedProcess;
let url: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "gateway-"));
  mkdirSync(join(folder, "policies"));
  copyFileSync(sampleRolesFile, join(folder, "policies", "roles.cedar"));
  pool = await startLocalPool({ seed: sampleSeed });
  const config = programConfig(pool).replace(`policies: [${sampleRolesFile}]`, policies);
  const configuration = join(folder, "gateway.yaml");
  writeFileSync(configuration, config);
  program = startProgram(["--config", configuration], gatewayKeyVariables(pool, configuration));
  ({ url } = await program.listening);
});

afterAll(async () => {
  program.signal("SIGKILL");
  await program.ended;
  await pool.stop();
  rmSync(folder, { recursive: true });
});

const renewals = () => program.output().split('"policies renewed"').length - 1;

/** Runs commands of the document, and waits until the gateway has read its policies again. */
async function bash(script: string): Promise<void> {
  const before = renewals();
  await execute("bash", ["-euo", "pipefail", "-c", script], {
    cwd: folder,
    env: { ...process.env, PID: String(program.pid) },
  });
  await until(() => renewals() > before, "the policies were renewed");
}

const set = () => setPassword(pool, url, { username: "forced", password: "Brand-New-Passw0rd" });

async function read(): Promise<unknown> {
  const { body } = await signIn(pool, "ada", samplePassword, "adminsclient");
  const token = body.AuthenticationResult?.AccessToken ?? "";
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify({
      query: '{ user(poolId: "customers", username: "forced") { username } }',
    }),
  });
  return response.json();
}

const done = { data: { setUserPassword: { status: "CONFIRMED" } } };
const found = { data: { user: { username: "forced" } } };

describe("the runbook of docs/operations.md", () => {
  it("stops all writes at once, and lets reads go on, and goes back", async () => {
    expect(await set()).toEqual(done);
    await bash(stop);
    pool.ledger.clear();
    expect(await set()).toMatchObject({
      data: { setUserPassword: null },
      errors: [{ extensions: { code: "FORBIDDEN", outcome: "NOT_APPLIED" } }],
    });
    const asked = ["AdminGetUser", "AdminListGroupsForUser", "AdminSetUserPassword"] as const;
    expect(asked.map((operation) => pool.ledger.count(operation))).toEqual([0, 0, 0]);
    expect(await read()).toEqual(found);
    await bash(goBack);
    expect(await set()).toEqual(done);
    expect(others).toEqual([]);
  });
});
