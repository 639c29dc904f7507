// The load, in a process of its own: so many requests, and how long they took from the first to the last answer.
import { performance } from "node:perf_hooks";
import autocannon from "autocannon";

/** `perConnection`: the bodies of each connection, sent in turn. */
async function run({ url, path, headers, perConnection, amount }) {
  let connection = 0;
  let lastAt;
  const method = "POST";
  const running = autocannon({
    ...{ url: url + path, amount, connections: perConnection.length, timeout: 30, sampleInt: 50 },
    setupClient: (client) => {
      const bodies = perConnection[connection];
      connection += 1;
      client.setRequests(bodies.map((body) => ({ method, path, headers, body })));
    },
  });
  const startedAt = performance.now();
  running.on("response", () => {
    lastAt = performance.now();
  });
  const { errors, timeouts, non2xx, latency, ...result } = await running;
  return {
    ...{ answered: result["2xx"], seconds: (lastAt - startedAt) / 1000 },
    ...{ failed: errors + timeouts + non2xx, p50Ms: latency.p50, p99Ms: latency.p99 },
  };
}

const commands = { run, cpu: () => process.cpuUsage() };
process.on("message", ({ id, command, argument }) => {
  void (async () => {
    process.send({ id, answer: await commands[command](argument) });
  })();
});
process.on("disconnect", () => process.exit());
process.send({});
