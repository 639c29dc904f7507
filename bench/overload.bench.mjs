// What becomes of goodput when far more is asked than Cognito can do. The local pool, behind a queue that serves so many calls
// a second, has a thread of its own, and so have the clients; the gateway is a process, whose CPU time and memory count.
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { Agent, request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { URL } from "node:url";
import { Worker } from "node:worker_threads";
import { sampleRolesFile } from "../build/authorization/policy-files.js";
import { adminsClientId, customersPoolId } from "../build/cli/demo/demo-seed.js";
import { signIn } from "./sign-in.mjs";
import { startGateway } from "./start-gateway.mjs";

const capacity = Number(process.env.OVERLOAD_CAPACITY ?? 30);
const seconds = Number(process.env.OVERLOAD_SECONDS ?? 8);
const factors = (process.env.OVERLOAD_FACTORS ?? "1,10,100").split(",").map(Number);
const lateMs = 2000;
const ticksPerSecond = 100;

const worker = new Worker(new URL("../test/support/limited-upstream.mjs", import.meta.url), {
  workerData: { capacity },
});
const [pool] = await once(worker, "message");
const folder = mkdtempSync(join(tmpdir(), "overload-"));
const file = join(folder, "gateway.yaml");
writeFileSync(
  file,
  `
listen: { port: 0 }
issuers: [{ issuer: "${pool.issuer}", tokenUse: access, clientIds: [${adminsClientId}] }]
pools: { customers: { id: ${customersPoolId}, region: eu-west-1, endpoint: "${pool.limitedUrl}" } }
policies: [${sampleRolesFile}]
audit: { file: audit.jsonl }
log: { level: warn }
`,
);
const gateway = await startGateway("--config", file);
const { hostname, port } = new URL(gateway.url);
const agent = new Agent({ keepAlive: true, maxSockets: 4000 });

const token = await signIn(pool.url);

/** The code of the answer's first error, or OK, and how long it took. */
function ask(query) {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const done = (code) => resolve({ code, ms: performance.now() - startedAt });
    const sent = httpRequest(
      {
        ...{ host: hostname, port, agent, method: "POST", path: "/graphql" },
        headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      },
      (response) => {
        let text = "";
        response.on("data", (chunk) => (text += chunk));
        response.on("end", () => done(/"code":"(\w+)"/.exec(text)?.[1] ?? "OK"));
      },
    );
    sent.on("error", () => done("CONNECTION"));
    sent.end(JSON.stringify({ query }));
  });
}

const look = () => ask('{ user(poolId: "customers", username: "carla") { status email } }');

const clockTicks = () =>
  readFileSync(`/proc/${gateway.pid}/stat`, "utf8")
    .split(") ")[1]
    .split(" ")
    .slice(11, 13)
    .reduce((sum, ticks) => sum + Number(ticks), 0);
const cpuMs = () => (clockTicks() * 1000) / ticksPerSecond;
const rssMiB = () =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${gateway.pid}/status`, "utf8"))[1]) / 1024;

/** Offers so many requests a second, evenly, whatever becomes of them. */
async function offer(perSecond) {
  const before = { cpu: cpuMs(), rss: rssMiB() };
  const answers = [];
  const startedAt = performance.now();
  for (let sent = 0; performance.now() - startedAt < seconds * 1000;) {
    const due = Math.floor(((performance.now() - startedAt) / 1000) * perSecond);
    for (; sent < due; sent += 1) answers.push(look());
    await pause(5);
  }
  const all = await Promise.all(answers);
  // What was let in is answered after the last request was sent: to count it for these seconds alone would flatter.
  const tookS = (performance.now() - startedAt) / 1000;
  const codes = {};
  for (const { code } of all) codes[code] = (codes[code] ?? 0) + 1;
  const useful = all.filter(({ code, ms }) => code === "OK" && ms <= lateMs).length;
  const late = all.filter(({ ms }) => ms > lateMs).length;
  return {
    ...{ offered: all.length, codes, useful, late, rssBefore: Math.round(before.rss) },
    ...{ rssAfter: Math.round(rssMiB()), cpuMs: cpuMs() - before.cpu },
    goodput: Number((useful / (capacity * tookS)).toFixed(2)),
  };
}

// Until the code of serving and of refusing is compiled.
for (let turn = 0; turn < 60; turn += 1) await look();
await offer(10 * capacity);
await pause(3000);
const results = {};
for (const factor of factors) {
  results[factor] = await offer(capacity * factor);
  globalThis.console.log(
    `${factor} times the capacity of ${capacity}/s: ${JSON.stringify(results[factor])}`,
  );
  await pause(3000);
}
worker.postMessage("most");
const [most] = await once(worker, "message");
globalThis.console.log(`most calls at the upstream at a time: ${most}`);

// A served request costs what it does when nothing is refused; the rest of an overloaded run is what refusing costs.
const calm = results[factors[0]];
const servedMs = calm.cpuMs / (calm.codes.OK ?? 1);
for (const factor of factors.slice(1)) {
  const { cpuMs: spent, codes, offered } = results[factor];
  const served = codes.OK ?? 0;
  const refusedMs = (spent - served * servedMs) / (offered - served);
  globalThis.console.log(
    `CPU at ${factor} times: refused ${refusedMs.toFixed(2)} ms, served ${servedMs.toFixed(2)} ms, ratio ${(refusedMs / servedMs).toFixed(2)}`,
  );
}

await gateway.stop();
agent.destroy();
await worker.terminate();
rmSync(folder, { recursive: true });
