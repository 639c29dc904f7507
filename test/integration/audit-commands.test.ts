import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { type LocalPool, startLocalPool } from "../../src/local-pool/local-pool.js";
import { codeBlocksOf, root } from "../project/documents.js";
import { gatewayKeyVariables } from "../support/gateway-keys.js";
import { programConfig } from "../support/program-config.js";
import { sampleSeed } from "../support/sample-seed.js";
import { setPassword } from "../support/set-password.js";
import { startProgram, type StartedProcess } from "../support/start-process.js";
import { until } from "../support/until.js";

const execute = promisify(execFile);
const [, makeKey = "", verifyKeys = "", retire = "", ...others] = codeBlocksOf("docs/audit.md")
  .filter(({ language }) => language === "sh")
  .map(({ text }) => text);

let folder: string;
let pool: LocalPool;
let program: StartedProcess | undefined;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "audit-"));
  pool = await startLocalPool({ seed: sampleSeed });
  const config = programConfig(pool).replace("file: audit.jsonl", "file: audit/audit.jsonl");
  writeFileSync(join(folder, "gateway.yaml"), config);
});

afterAll(async () => {
  program?.signal("SIGKILL");
  await program?.ended;
  await pool.stop();
  rmSync(folder, { recursive: true });
});

/** Runs commands of the document in the folder of the configuration. */
const bash = (script: string) =>
  execute(
    "bash",
    ["-euo", "pipefail", "-c", script.replaceAll("dist/main.js", join(root, "dist/main.js"))],
    { cwd: folder },
  );

async function start(keyFile: string): Promise<string> {
  const key = readFileSync(join(folder, keyFile), "utf8").trim();
  const configuration = join(folder, "gateway.yaml");
  program = startProgram(["--config", configuration], {
    ...gatewayKeyVariables(pool, configuration),
    COGNITO_ADMIN_GATEWAY_AUDIT_KEY: key,
  });
  return (await program.listening).url;
}

const set = (url: string) =>
  setPassword(pool, url, { username: "forced", password: "Brand-New-Passw0rd" });

const publicHalf = (name: string) => readFileSync(join(folder, name), "utf8").trim();

describe("docs/audit.md", () => {
  it("changes the key without a gap by its commands", async () => {
    await bash("openssl rand -base64 32 > old.key");
    const url = await start("old.key");
    await set(url);
    program?.signal("SIGUSR2");
    await until(() => readdirSync(join(folder, "audit")).length > 2, "the log was rotated");
    await set(url);

    await bash(makeKey);
    expect(await program?.stop()).toBe(0);
    await set(await start("new.key"));

    // While it runs, so that the lock stands beside the log.
    const { stdout, stderr } = await bash(verifyKeys);
    expect(stdout).toContain("nothing is wrong");
    const signedWith = [...stdout.matchAll(/^signed with (\S+):/gm)].map(([, key]) => key);
    expect(signedWith).toEqual(["old.pub", "new.pub"].map(publicHalf));
    expect(stderr).toBe("audit/audit.jsonl.lock: passed over, since it is no log\n");

    // The files of each key by themselves; and neither key for those of the other.
    const verify = (key: string, files: string) =>
      bash(`node dist/main.js audit-verify --public-key="$(cat ${key}.pub)" ${files}`);
    await verify("old", "audit/audit.jsonl.00000{1,2}");
    await verify("new", "audit/audit.jsonl");
    await expect(verify("old", "audit/audit.jsonl")).rejects.toMatchObject({ code: 1 });
    await expect(verify("new", "audit/audit.jsonl.00000{1,2}")).rejects.toMatchObject({ code: 1 });
  });

  it("deletes the oldest file by its commands, and finds it when more is deleted", async () => {
    const { stdout } = await bash(retire);
    expect(stdout).toContain("nothing is wrong");
    rmSync(join(folder, "audit", "audit.jsonl.000002"));
    const [, , again = ""] = retire.split("\n");
    await expect(bash(again)).rejects.toMatchObject({ code: 1 });
    expect(others).toEqual([]);
  });
});
