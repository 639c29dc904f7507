import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { type LocalPool, startLocalPool } from "../../src/local-pool/local-pool.js";
import { gatewayKeyVariables } from "../support/gateway-keys.js";
import { seedOfLargeUsers } from "../support/large-answers.js";
import { programConfig } from "../support/program-config.js";
import { samplePassword } from "../support/sample-seed.js";
import { setPassword } from "../support/set-password.js";
import { startProcess, type StartedProcess } from "../support/start-process.js";
import { signIn } from "../support/test-gateway.js";
import { until } from "../support/until.js";

const connections = 40;
const mebibyte = 1_048_576;

let folder: string;
let pool: LocalPool;
let program: StartedProcess;
let url: string;
let token: string;

async function start(limits: string): Promise<void> {
  folder = mkdtempSync(join(tmpdir(), "gateway-"));
  pool = await startLocalPool({ seed: seedOfLargeUsers(2048) });
  const file = join(folder, "gateway.yaml");
  writeFileSync(
    file,
    programConfig(pool, `log: { level: silent }\nlimits: { eventLoopDelayMs: 10000, ${limits} }`),
  );
  program = startProcess(
    process.execPath,
    ["--max-old-space-size=256", "dist/main.js", "--config", file],
    gatewayKeyVariables(pool, file),
  );
  ({ url } = await program.listening);
  const { body } = await signIn(pool, "ada", samplePassword, "adminsclient");
  token = body.AuthenticationResult?.AccessToken ?? "";
}

afterEach(async () => {
  program.signal("SIGKILL");
  await program.ended;
  await pool.stop();
  rmSync(folder, { recursive: true });
});

/** What the process holds, as Linux counts it. */
const residentMiB = (): number => {
  const status = readFileSync(`/proc/${program.pid}/status`, "utf8");
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1024;
};

/** A query whose answer has some 4 MiB. */
function largeQuery(): string {
  const representation = { __typename: "User", poolId: "customers", username: "h0" };
  return JSON.stringify({
    query:
      "query($r: [_Any!]!) { _entities(representations: $r) { ... on User { attributes { name value } } } }",
    variables: { r: Array.from({ length: 38 }, () => representation) },
  });
}

/** V8 collects when something is allocated and not while a process rests: answers that are read make it do so. */
const memoryGoesBack = (): Promise<void> =>
  until(async () => {
    const answer = await fetch(`${url}/graphql`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: largeQuery(),
    });
    await answer.text();
    return residentMiB() < 400;
  }, "no more than 400 MiB were resident");

/** A connection that asks for the large answer several times and never reads. */
function neverReading(): Socket {
  const { hostname, port } = new URL(url);
  const body = largeQuery();
  const request = `POST /graphql HTTP/1.1\r\nhost: a\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
  const socket = connect({ host: hostname, port: Number(port) });
  // Without a listener for data nothing is read.
  socket.pause();
  socket.on("error", () => undefined);
  socket.write(request.repeat(3));
  return socket;
}

const metric = async (name: string): Promise<number> => {
  const text = await (await fetch(`${url}/metrics`)).text();
  const values = [...text.matchAll(new RegExp(`^${name}.* (\\d+)$`, "gm"))];
  return values.reduce((sum, [, value]) => sum + Number(value), 0);
};

const done = { data: { setUserPassword: { status: "CONFIRMED" } } };

/** A few at a time: so much of answers in the making is refused at once. */
async function hold(): Promise<readonly Socket[]> {
  const held: Socket[] = [];
  while (held.length < connections) {
    held.push(...Array.from({ length: 4 }, neverReading));
    await setTimeout(100);
    await until(
      async () => (await metric("gateway_requests_in_flight")) === 0,
      "all were answered",
    );
  }
  return held;
}

const endedFor = (reason: string): Promise<number> =>
  metric(`gateway_unread_answers_total.reason="${reason}"`);

describe("forty connections that never read their answers", () => {
  it("are ended by time, their memory goes back, and others are answered meanwhile", async () => {
    await start(`answerTimeoutMs: 1000, unreadBytes: ${1024 * mebibyte}`);
    const held = await hold();
    const password = "Brand-New-Passw0rd!";
    expect(await setPassword(pool, url, { username: "confirmed", password })).toEqual(done);
    await until(async () => (await endedFor("time")) === connections, "all were ended");
    // All of it would be 480 MiB beside the process itself.
    await memoryGoesBack();
    for (const socket of held) socket.destroy();
  });

  it("are ended by bytes: no more is held than is configured, and others are answered meanwhile", async () => {
    await start(`unreadBytes: ${8 * mebibyte}`);
    const held = await hold();
    const password = "Brand-New-Passw0rd!";
    expect(await setPassword(pool, url, { username: "confirmed", password })).toEqual(done);
    // Each is sent more than the system holds for it.
    expect(await endedFor("bytes")).toBeGreaterThanOrEqual(connections - 4);
    await memoryGoesBack();
    for (const socket of held) socket.destroy();
  });
});
