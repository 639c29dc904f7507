// How long a bulk job takes that looks up thousands of users through the gateway, against what Cognito's quotas allow; whether
// anything is throttled; and how long a person waits meanwhile who sets a password. The upstream, which enforces the quotas,
// is a process of its own, and so is the gateway.
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { Agent, request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath, URL } from "node:url";
import { sampleRolesFile } from "../build/authorization/policy-files.js";
import { adminsClientId, customersPoolId } from "../build/cli/demo/demo-seed.js";
import { signIn } from "./sign-in.mjs";
import { startGateway } from "./start-gateway.mjs";

const users = Number(process.env.QUOTA_POOL ?? 12_000);
const answerMs = Number(process.env.QUOTA_ANSWER_MS ?? 20);
const wanted = { frugal: Math.floor((users * 10) / 12), exact: Math.floor(users * 0.3) };
const jobs = { frugal: 100, exact: 8 };
const perRequest = 100;
const usersPerPage = 60;
/** Those whose passwords are set, and who are not looked up: they would be read exactly for a while. */
const everySixth = 6;
const granted = { UserRead: 120, UserList: 30, UserAccountRecovery: 30 };

const upstream = fork(
  fileURLToPath(new URL("../test/support/quota-upstream.mjs", import.meta.url)),
  [
    ...[users, answerMs, granted.UserRead, granted.UserList, granted.UserAccountRecovery].map(
      String,
    ),
  ],
);
const [pool] = await once(upstream, "message");
const token = await signIn(pool.url);
const agent = new Agent({ keepAlive: true, maxSockets: 400 });

async function countsOfUpstream() {
  upstream.send("counts");
  const [counts] = await once(upstream, "message");
  return counts;
}

async function startReading(reads) {
  const folder = mkdtempSync(join(tmpdir(), "quota-"));
  const file = join(folder, "gateway.yaml");
  writeFileSync(
    file,
    JSON.stringify({
      listen: { port: 0 },
      issuers: [{ issuer: pool.issuer, tokenUse: "access", clientIds: [adminsClientId] }],
      pools: {
        customers: { id: customersPoolId, region: "eu-west-1", endpoint: pool.limitedUrl, reads },
      },
      policies: [sampleRolesFile],
      roleRanks: { admin: 100 },
      audit: { file: "audit.jsonl" },
      log: { level: "warn" },
      quotas: granted,
      limits: { mutationsPerCallerPerMinute: 10_000, lookupDeadlineMs: 30_000 },
    }),
  );
  const gateway = await startGateway("--config", file);
  const stop = async () => {
    await gateway.stop();
    rmSync(folder, { recursive: true });
  };
  return { pid: gateway.pid, url: new URL(gateway.url), stop };
}

function ask({ hostname, port }, query, variables) {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      {
        ...{ host: hostname, port, agent, method: "POST", path: "/graphql" },
        headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      },
      (response) => {
        let text = "";
        response.on("data", (chunk) => (text += chunk));
        response.on("end", () => {
          resolve({ ...JSON.parse(text), retryAfter: Number(response.headers["retry-after"]) });
        });
      },
    );
    sent.on("error", reject);
    sent.end(JSON.stringify({ query, variables }));
  });
}

const set = `mutation($username: String!, $password: String!) {
  setUserPassword(poolId: "customers", username: $username, password: $password, permanent: true) { status }
}`;

/** How long it takes to set one user's password, whom nobody else asks for. */
async function setPassword(url, index) {
  const startedAt = performance.now();
  const { errors } = await ask(url, set, {
    username: `user-${everySixth * (index + 1) - 1}`,
    password: "Brand-New-Passw0rd",
  });
  if (errors !== undefined) throw new Error(`A set failed: ${errors[0].extensions.code}`);
  return performance.now() - startedAt;
}

const look = `query($keys: [UserKey!]!) { usersByKey(keys: $keys) { username status email } }`;

/** Looks up what is wanted, by so many requests at a time, each repeated after Retry-After if it was refused. */
async function hydrate(url, names, atATime) {
  const pages = [];
  for (let from = 0; from < names.length; from += perRequest) {
    pages.push(names.slice(from, from + perRequest));
  }
  const remaining = pages.values();
  let found = 0;
  let refused = 0;
  const work = async () => {
    for (const page of remaining) {
      const keys = page.map((username) => ({ poolId: "customers", username }));
      for (;;) {
        const { data, errors, retryAfter } = await ask(url, look, { keys });
        if (errors === undefined) {
          found += data.usersByKey.filter((user) => user !== null).length;
          break;
        }
        refused += 1;
        await pause(1000 * (retryAfter || 1));
      }
    }
  };
  await Promise.all(Array.from({ length: atATime }, work));
  return { found, refused };
}

/** All users but those whose passwords are set, in the same order in each run, and none that a list has. */
function shuffledUsers() {
  const names = Array.from({ length: users }, (_, index) => `user-${index}`).filter(
    (_name, index) => (index + 1) % everySixth !== 0,
  );
  const count = names.length;
  let state = 1;
  for (let index = count - 1; index > 0; index -= 1) {
    state = (state * 48_271) % 2_147_483_647;
    const other = state % (index + 1);
    [names[index], names[other]] = [names[other], names[index]];
  }
  return names;
}

const median = (values) => [...values].sort((one, other) => one - other)[values.length >> 1];
const rounded = (value) => Number(value.toFixed(2));

for (const reads of ["frugal", "exact"]) {
  const gateway = await startReading(reads);
  const idle = [];
  for (let index = 0; index < 15; index += 1) {
    idle.push(await setPassword(gateway.url, index));
    await pause(100);
  }
  await pause(1500);
  await countsOfUpstream();
  const busy = [];
  let isOver = false;
  const people = (async () => {
    await pause(500);
    for (let index = 20; !isOver; index += 1) {
      busy.push(await setPassword(gateway.url, index));
      await pause(200);
    }
  })();
  const names = shuffledUsers().slice(0, wanted[reads]);
  const startedAt = performance.now();
  const result = await hydrate(gateway.url, names, jobs[reads]);
  const tookS = (performance.now() - startedAt) / 1000;
  isOver = true;
  await people;
  const counts = await countsOfUpstream();
  // The sets of people take from what is granted as well.
  const limitS =
    reads === "frugal"
      ? users / usersPerPage / granted.UserList
      : counts.AdminGetUser / granted.UserRead;
  const rss = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${gateway.pid}/status`, "utf8"))[1];
  globalThis.console.log(
    `${reads}: ${JSON.stringify({
      ...{ wanted: names.length, ...result, tookS: rounded(tookS), limitS: rounded(limitS) },
      ...{
        ratio: rounded(tookS / limitS),
        lists: rounded((counts.ListUsers ?? 0) / (users / usersPerPage)),
      },
      ...{ calls: counts, rssMiB: Math.round(rss / 1024) },
      setMs: {
        idle: rounded(median(idle)),
        busy: rounded(median(busy)),
        most: rounded(Math.max(...busy)),
      },
      setRatio: rounded(median(busy) / median(idle)),
    })}`,
  );
  await gateway.stop();
}

agent.destroy();
upstream.kill();
