// Installs the gateway as docs/operations.md says, in a clone of what is committed, and starts what is left there.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const section = /^## Installing$.*?^## /ms.exec(
  readFileSync(join(root, "docs/operations.md"), "utf8"),
)?.[0];
const commands = /^```sh\n(.*?)^```$/ms.exec(section ?? "")?.[1];
if (commands === undefined) throw new Error("docs/operations.md does not say how to install.");

const folder = mkdtempSync(join(tmpdir(), "production-"));
const clone = join(folder, "gateway");
const run = (command, ...args) =>
  execFileSync(command, args, { cwd: clone, stdio: ["ignore", "inherit", "inherit"] });
const expect = (isTrue, what) => {
  if (!isTrue) throw new Error(`Not so: ${what}`);
  console.log(`${what}: yes`);
};

/** The address that a started gateway tells. */
function listening(child) {
  return new Promise((resolve, reject) => {
    let said = "";
    child.stdout.on("data", (chunk) => {
      said += String(chunk);
      const line = /^\{"msg":"listening".*\}$/m.exec(said)?.[0];
      if (line !== undefined) resolve(JSON.parse(line));
    });
    child.once("exit", (code) => {
      reject(new Error(`The gateway ended with ${String(code)}.`));
    });
  });
}

let gateway;
try {
  execFileSync("git", ["clone", "--quiet", root, clone]);
  run("bash", "-euo", "pipefail", "-c", commands);
  expect(!existsSync(join(clone, "node_modules/typescript")), "nothing is left that only builds");
  const kibibytes = execFileSync("du", ["-sk", "node_modules"], { cwd: clone, encoding: "utf8" });
  console.log(`node_modules: ${Math.round(Number.parseInt(kibibytes, 10) / 1024)} MiB`);

  run(process.execPath, "dist/main.js", "check-policy", "--config", "examples/gateway.yaml");
  gateway = spawn(process.execPath, ["dist/main.js", "--config", "examples/gateway.yaml"], {
    cwd: clone,
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      ...process.env,
      GATEWAY_LISTEN__HOST: "127.0.0.1",
      GATEWAY_LISTEN__PORT: "0",
      GATEWAY_ADMIN__HOST: "127.0.0.1",
      GATEWAY_ADMIN__PORT: "0",
      GATEWAY_AUDIT__FILE: join(folder, "audit.jsonl"),
    },
  });
  const { url, adminUrl } = await listening(gateway);
  const live = await globalThis.fetch(`${adminUrl}/health/live`);
  expect(live.status === 200, "it is alive");
  const asked = await globalThis.fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query: "{ me { subject } }" }),
  });
  const { errors } = await asked.json();
  expect(errors?.[0]?.extensions.code === "UNAUTHENTICATED", "it answers nobody without a token");
  const ended = new Promise((resolve) => gateway.once("exit", resolve));
  gateway.kill("SIGTERM");
  expect((await ended) === 0, "it stops");
} finally {
  gateway?.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
}
