import { execFileSync } from "node:child_process";
import {
  closeSync,
  constants,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type LocalPool, startLocalPool } from "../../src/local-pool/local-pool.js";
import { gatewayKeyVariables } from "../support/gateway-keys.js";
import { programConfig } from "../support/program-config.js";
import { samplePassword, sampleSeed } from "../support/sample-seed.js";
import { startProcess, type StartedProcess } from "../support/start-process.js";
import { signIn } from "../support/test-gateway.js";
import { until } from "../support/until.js";

/** How long nobody reads, at least. */
const unreadMs = Number(process.env["UNREAD_LOG_MS"] ?? 0);
const requests = 5000;
const sets = 100;

const furtherKeys = `
audit: { file: audit.jsonl, alsoTo: [stdout] }
limits: { mutationsPerCallerPerMinute: 1000000, mutationsPerTargetPerMinute: 1000000, shutdownDeadlineMs: 2000 }
`;

let folder: string;
let pool: LocalPool;
let pipe: number;
let program: StartedProcess;
let url: string;

/** All that stands in the pipe; nothing waits for what does not. */
function readPipe(): string {
  const bytes = Buffer.alloc(1 << 16);
  let text = "";
  for (;;) {
    try {
      text += bytes.toString("latin1", 0, readSync(pipe, bytes));
    } catch {
      return text;
    }
  }
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "unread-"));
  pool = await startLocalPool({ seed: sampleSeed });
  const configuration = join(folder, "gateway.yaml");
  const text = programConfig(pool, furtherKeys).replace("audit: { file: audit.jsonl }\n", "");
  writeFileSync(configuration, text);
  const output = join(folder, "output");
  execFileSync("bash", ["-c", `mkfifo "${output}"`]);
  // For writing as well: whoever opens it to write alone waits for a reader.
  pipe = openSync(output, constants.O_RDWR | constants.O_NONBLOCK);
  const command = `exec "${process.execPath}" dist/main.js --config "${configuration}" > "${output}"`;
  program = startProcess("bash", ["-c", command], gatewayKeyVariables(pool, configuration));
  let heard = "";
  await until(() => (heard += readPipe()).includes('"listening"'), "it listens");
  url = /"url":"([^"]+)"/.exec(heard)?.[1] ?? "";
});

afterEach(async () => {
  program.signal("SIGKILL");
  await program.ended;
  await pool.stop();
  rmSync(folder, { recursive: true });
});

async function post(body: object, authorization = ""): Promise<Response> {
  return fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization },
    body: JSON.stringify(body),
  });
}

/** How many of so many pieces of work came to what was expected; some at a time. */
async function countDone(
  count: number,
  work: (index: number) => Promise<boolean>,
): Promise<number> {
  let begun = 0;
  let done = 0;
  const workOn = async () => {
    while (begun < count) {
      begun += 1;
      if (await work(begun)) done += 1;
    }
  };
  await Promise.all(Array.from({ length: 8 }, workOn));
  return done;
}

const refuse = async () => {
  const response = await post({ query: "{ me { subject } }" });
  await response.arrayBuffer();
  return response.status === 401;
};

async function setPasswords(): Promise<number> {
  const { body } = await signIn(pool, "ada", samplePassword, "adminsclient");
  const authorization = `Bearer ${body.AuthenticationResult?.AccessToken ?? ""}`;
  const query = `mutation($password: String!) {
    setUserPassword(poolId: "customers", username: "confirmed", password: $password, permanent: true) { username }
  }`;
  return countDone(sets, async (index) => {
    const answer = await post(
      { query, variables: { password: `Brand-New-${index}` } },
      authorization,
    );
    return (await answer.text()).startsWith('{"data":{"setUserPassword":{');
  });
}

/** The most milliseconds that liveness took while it was asked again and again. */
function watchLiveness(): { stop: () => Promise<number> } {
  const watch = { isOver: false };
  const watched = (async () => {
    let most = 0;
    while (!watch.isOver) {
      const begin = performance.now();
      await (await fetch(`${url}/health/live`)).arrayBuffer();
      most = Math.max(most, performance.now() - begin);
      await pause(100);
    }
    return most;
  })();
  return {
    stop: () => {
      watch.isOver = true;
      return watched;
    },
  };
}

async function countOf(metric: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(new RegExp(`^${metric}(?:\\{.*\\})? (\\d+)$`, "m").exec(text)?.[1]);
}

async function doWork() {
  const begin = performance.now();
  const liveness = watchLiveness();
  const refused = await countDone(requests, refuse);
  const set = await setPasswords();
  await pause(Math.max(0, unreadMs - (performance.now() - begin)));
  const longest = Math.round(await liveness.stop());
  const lost = await countOf("gateway_log_failures_total");
  process.stdout.write(
    `unread log: ${JSON.stringify({ unreadMs, refused, set, lost, livenessMs: longest })}\n`,
  );
  return { refused, set, lost };
}

const isWhole = (line: string) => {
  JSON.parse(line);
  return true;
};

describe("a standard output that nobody reads", () => {
  it(
    "stops no work; what does not fit is counted, and the rest is read later, line by line",
    async () => {
      const { refused, set, lost } = await doWork();
      expect([refused, set]).toEqual([requests, sets]);
      expect(lost).toBeGreaterThan(0);
      // Records of the audit log come by the same way.
      expect(await countOf("gateway_audit_not_shipped_total")).toBeGreaterThan(0);
      let read = "";
      program.signal("SIGTERM");
      await until(() => (read += readPipe()).length > 1024 * 1024, "all was read that had waited");
      expect(await program.ended).toBe(0);
      const lines = (read + readPipe()).trimEnd().split("\n");
      expect(lines.every(isWhole)).toBe(true);
    },
    60_000 + unreadMs,
  );

  it("keeps no gateway from ending", async () => {
    await countDone(requests, refuse);
    expect(await program.stop()).toBe(0);
  }, 60_000);
});

describe("a standard output whose reader is gone", () => {
  it(
    "stops no work, and each line is counted",
    async () => {
      closeSync(pipe);
      const { refused, set, lost } = await doWork();
      expect([refused, set]).toEqual([requests, sets]);
      expect(lost).toBeGreaterThanOrEqual(requests);
      expect(await countOf("gateway_audit_not_shipped_total")).toBeGreaterThanOrEqual(2 * sets);
      expect(await program.stop()).toBe(0);
    },
    60_000 + unreadMs,
  );
});
