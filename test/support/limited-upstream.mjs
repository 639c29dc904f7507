// A thread with a local pool, behind a queue that serves so many calls a second. Tells its addresses, and when asked for
// "most" how many calls it has had at a time.
import { Buffer } from "node:buffer";
import { Agent, createServer, request as httpRequest } from "node:http";
import { performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { URL } from "node:url";
import { parentPort, workerData } from "node:worker_threads";
import { adminsPoolId, demoSeed } from "../../build/cli/demo/demo-seed.js";
import { startLocalPool } from "../../build/local-pool/local-pool.js";

const { capacity } = workerData;
const pool = await startLocalPool({ seed: demoSeed });
const { hostname: host, port } = new URL(pool.url);
const agent = new Agent({ keepAlive: true });
let underWay = 0;
let most = 0;
let free = 0;

const server = createServer(async (incoming, answer) => {
  underWay += 1;
  most = Math.max(most, underWay);
  answer.on("close", () => (underWay -= 1));
  const body = [];
  for await (const chunk of incoming) body.push(chunk);
  const now = performance.now();
  free = Math.max(now, free) + 1000 / capacity;
  await pause(free - now);
  if (answer.destroyed) return;
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

server.listen(0, "127.0.0.1", () => {
  parentPort.postMessage({
    url: pool.url,
    issuer: pool.issuer(adminsPoolId),
    limitedUrl: `http://127.0.0.1:${server.address().port}`,
  });
});
parentPort.on("message", () => parentPort.postMessage(most));
