import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { sampleRolesFile } from "../../src/authorization/policy-files.js";
import { type LocalPool, startLocalPool } from "../../src/local-pool/local-pool.js";
import { codeBlocksOf, readText, root } from "../project/documents.js";
import { gatewayKeyVariables } from "../support/gateway-keys.js";
import { programConfig } from "../support/program-config.js";
import { sampleSeed } from "../support/sample-seed.js";
import { setPassword } from "../support/set-password.js";
import { startProcess } from "../support/start-process.js";
import { signIn } from "../support/test-gateway.js";

// The image, built and run as docs/operations.md says, by Podman with a storage of its own.

const execute = promisify(execFile);
const [build = "", run = "", ...others] = codeBlocksOf("docs/operations.md")
  .filter(({ language, text }) => language === "sh" && text.includes("podman"))
  .map(({ text }) => text);

let folder: string;
let pool: LocalPool;
let environment: NodeJS.ProcessEnv;
let keys: NodeJS.ProcessEnv;

/** A container shares this machine's loopback, where the local pool is, and its keys for the pool. */
const containersConf = () => `
[containers]
netns = "host"
default_ulimits = ["nofile=1024:4096", "nproc=1024:4096"]
env = [${Object.entries(keys)
  .map(([name, value]) => `"${name}=${value}"`)
  .join(", ")}]
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
`;

const storageConf = () => `
[storage]
driver = "overlay"
runroot = "${folder}/run"
graphroot = "${folder}/storage"
`;

const podman = (...args: readonly string[]) =>
  execute("podman", args, { cwd: root, env: environment, maxBuffer: 64 * 1024 * 1024 });

/** What a command in the image prints, by words behind the image's name. */
const inImage = async (...words: readonly string[]): Promise<string> =>
  (await podman("run", "--rm", "--read-only", "cognito-admin-gateway", ...words)).stdout;

/** What JavaScript evaluates to in the image. */
const evaluate = async (expression: string): Promise<unknown> => {
  const program = ["--entrypoint", "/nodejs/bin/node", "cognito-admin-gateway", "-p"];
  const { stdout } = await podman("run", "--rm", ...program, `JSON.stringify(${expression})`);
  return JSON.parse(stdout);
};

/** Where the registries of the base images cannot be reached, `STAND_IN_NODE` is a Node 24 to make stand-ins with. */
async function makeStandIns(node: string): Promise<void> {
  const names = [...readText("Dockerfile").matchAll(/^ARG \w+_IMAGE=(.+)$/gm)];
  const script = join(__dirname, "stand-ins.sh");
  await execute(script, [node, ...names.map(([, name = ""]) => name)], { env: environment });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "image-"));
  writeFileSync(join(folder, "storage.conf"), storageConf());
  environment = {
    ...process.env,
    CONTAINERS_CONF: join(folder, "containers.conf"),
    CONTAINERS_STORAGE_CONF: join(folder, "storage.conf"),
  };
  pool = await startLocalPool({ seed: sampleSeed });
  keys = gatewayKeyVariables(pool, writeConfig());
  writeFileSync(join(folder, "containers.conf"), containersConf());
  const standInNode = process.env["STAND_IN_NODE"];
  if (standInNode !== undefined) await makeStandIns(standInNode);
  await execute("bash", ["-euo", "pipefail", "-c", build], { cwd: root, env: environment });
}, 600_000);

afterAll(async () => {
  await podman("rm", "--all", "--force");
  await podman("image", "rm", "--all", "--force");
  await pool.stop();
  rmSync(folder, { recursive: true });
});

/** Fills the folder that is mounted as `/etc/cognito-admin-gateway`. */
function writeConfig(): string {
  mkdirSync(join(folder, "config/policies"), { recursive: true });
  const roles = "policies/roles.cedar";
  writeFileSync(join(folder, "config", roles), readFileSync(sampleRolesFile));
  const text = programConfig(pool)
    .replace(sampleRolesFile, roles)
    .replace("audit.jsonl", "/var/lib/cognito-admin-gateway/audit.jsonl");
  const file = join(folder, "config/gateway.yaml");
  writeFileSync(file, text);
  return file;
}

/** Runs the container as the document says. */
const start = () =>
  startProcess("bash", ["-euo", "pipefail", "-c", `cd "${folder}"\n${run}`], environment);

/** What `audit-verify` says of the log that containers have left on the volume. */
const verifyLog = async (): Promise<string> => {
  const volume = ["--volume", "gateway-audit:/audit:ro", "cognito-admin-gateway"];
  const { stdout } = await podman("run", "--rm", ...volume, "audit-verify", "/audit/audit.jsonl");
  return stdout;
};

describe("the container image", () => {
  it("is built and run by the document's commands, and there are no others", () => {
    expect(build).toContain("podman build");
    expect(run).toContain("podman run");
    expect(others).toEqual([]);
  });

  it("prints the schema that is committed", async () => {
    expect(await inImage("print-schema")).toBe(readText("schema/schema.graphql"));
  });

  it("runs as a user who owns nothing but the folder of the audit log", async () => {
    const owned = await evaluate(`[
      process.getuid(), process.getgid(),
      ...["/app", "/app/dist/main.js", "/var/lib/cognito-admin-gateway"].map((path) => fs.statSync(path).uid),
    ]`);
    expect(owned).toEqual([65532, 65532, 0, 0, 65532]);
  });

  it("has no shell, no npm, nothing that only builds or tests, and no source", async () => {
    const absent = [
      ...[
        "/bin/sh",
        "/bin/bash",
        "/usr/local/bin/npm",
        "/run/secrets/npmrc",
        "/app/src",
        "/app/test",
      ],
      ...["typescript", "jest", "rolldown", "vite"].map((name) => `/app/node_modules/${name}`),
    ];
    expect(await evaluate(`${JSON.stringify(absent)}.filter(fs.existsSync)`)).toEqual([]);
  });

  it("does not start without a configuration, nor on sample people", async () => {
    await expect(inImage()).rejects.toMatchObject({
      code: 78,
      stderr: expect.stringContaining("/etc/cognito-admin-gateway/gateway.yaml") as unknown,
    });
  });

  it("does not start when its audit log would be gone with the container", async () => {
    const mount = ["--volume", `${folder}/config:/etc/cognito-admin-gateway:ro`];
    const container = podman("run", "--rm", "--read-only", ...mount, "cognito-admin-gateway");
    await expect(container).rejects.toMatchObject({
      code: 78,
      stderr: "/var/lib/cognito-admin-gateway/audit.jsonl.lock: cannot be made: EROFS\n",
    });
  });

  it("sets a password, writes it down on its volume, and stops when asked to", async () => {
    const gateway = start();
    const { url } = await gateway.listening;
    const password = "Brand-New-Passw0rd";
    expect(await setPassword(pool, url, { username: "forced", password })).toEqual({
      data: { setUserPassword: { status: "CONFIRMED" } },
    });
    const { body } = await signIn(pool, "forced", password, "customersclient");
    expect(body.AuthenticationResult).toBeDefined();
    await podman("stop", "gateway");
    expect(await gateway.ended).toBe(0);
    expect(await verifyLog()).toMatch(/^intents: 1, without a result: 0$[^]*^nothing is wrong$/m);
  });

  it("takes over the log of a container that was killed", async () => {
    const killed = start();
    await killed.listening;
    await podman("kill", "gateway");
    expect(await killed.ended).toBe(137);
    const gateway = start();
    await gateway.listening;
    await podman("stop", "gateway");
    expect(await gateway.ended).toBe(0);
    expect(await verifyLog()).toContain("nothing is wrong");
  });
});
