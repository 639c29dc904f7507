// A process with a local pool of many users, behind Cognito's quotas: a token bucket for each category, which throttles what
// is too much, and a time that every answer takes. Tells its addresses, and on "counts" what it has had, which it then forgets.
import { Buffer } from "node:buffer";
import { Agent, createServer, request as httpRequest } from "node:http";
import { performance } from "node:perf_hooks";
import process from "node:process";
import { setTimeout as pause } from "node:timers/promises";
import { URL } from "node:url";
import { adminsPoolId, customersPoolId, demoSeed } from "../../build/cli/demo/demo-seed.js";
import { startLocalPool } from "../../build/local-pool/local-pool.js";

const [users, answerMs, ...rates] = process.argv.slice(2).map(Number);
const [perSecondRead = 120, perSecondList = 30, perSecondRecovery = 30] = rates;

/** Operations by category; others count in none. */
const categories = { AdminGetUser: "read", ListUsers: "list", AdminSetUserPassword: "recovery" };

class TokenBucket {
  at = performance.now();

  constructor(perSecond) {
    this.perSecond = perSecond;
    this.tokens = perSecond;
  }

  take() {
    const now = performance.now();
    const refilled = this.tokens + ((now - this.at) / 1000) * this.perSecond;
    this.tokens = Math.min(this.perSecond, refilled);
    this.at = now;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}

const buckets = {
  read: new TokenBucket(perSecondRead),
  list: new TokenBucket(perSecondList),
  recovery: new TokenBucket(perSecondRecovery),
};

const many = Array.from({ length: users }, (_, index) => ({
  username: `user-${index}`,
  status: "CONFIRMED",
  attributes: { email: `user-${index}@example.com`, email_verified: "true", name: `User ${index}` },
}));
const seed = {
  pools: demoSeed.pools.map((pool) =>
    pool.id === customersPoolId ? { ...pool, users: many } : pool,
  ),
};
const pool = await startLocalPool({ seed });
const { hostname: host, port } = new URL(pool.url);
const agent = new Agent({ keepAlive: true });
let counts = { throttled: 0 };

const server = createServer(async (incoming, answer) => {
  const operation = String(incoming.headers["x-amz-target"]).split(".")[1] ?? "";
  counts[operation] = (counts[operation] ?? 0) + 1;
  const isThrottled = buckets[categories[operation]]?.take() === false;
  const body = [];
  for await (const chunk of incoming) body.push(chunk);
  await pause(answerMs);
  if (isThrottled) {
    counts.throttled += 1;
    answer.writeHead(400, { "content-type": "application/x-amz-json-1.1" });
    answer.end(JSON.stringify({ __type: "TooManyRequestsException", message: "Rate exceeded" }));
    return;
  }
  const forwarded = httpRequest(
    { host, port, method: "POST", headers: incoming.headers, agent },
    (response) => {
      answer.writeHead(response.statusCode, response.headers);
      response.pipe(answer);
    },
  );
  forwarded.on("error", () => answer.destroy());
  forwarded.end(Buffer.concat(body));
});
server.keepAliveTimeout = 120_000;

server.listen(0, "127.0.0.1", () => {
  process.send({
    url: pool.url,
    issuer: pool.issuer(adminsPoolId),
    limitedUrl: `http://127.0.0.1:${server.address().port}`,
  });
});
process.on("message", () => {
  process.send(counts);
  counts = { throttled: 0 };
});
// Without whoever asked for it, nobody would stop it.
process.once("disconnect", () => process.exit());
