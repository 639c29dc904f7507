import {
  Agent,
  createServer,
  type IncomingMessage,
  request as httpRequest,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import type { PoolAnswer, WireFault } from "./wire-faults.js";

/** What is to happen to one call. `reachesPool`: it is done before its answer goes wrong. */
interface PlannedFault {
  readonly reachesPool: boolean;
  readonly fault: WireFault;
}

/** Asked at each call; undefined lets it through as it is. */
export type FaultPlan = (
  operation: string,
  username: string,
  input: Readonly<Record<string, unknown>>,
) => PlannedFault | undefined;

export interface FaultyProxy {
  readonly url: string;
  stop(): Promise<void>;
}

/** A proxy on loopback between a gateway and a local pool, for what goes wrong below HTTP. Hangs where the pool hangs. */
export async function startFaultyProxy(target: string, plan: FaultPlan): Promise<FaultyProxy> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1000 });
  const server = createServer((incoming, response) => {
    void (async () => {
      const body = await textOf(incoming);
      const operation = String(incoming.headers["x-amz-target"]).split(".").at(-1) ?? "";
      const input = JSON.parse(body) as Readonly<Record<string, unknown>> & { Username?: string };
      const planned = plan(operation, input.Username ?? "", input);
      const answer =
        planned?.reachesPool === false
          ? null
          : await forward(target, agent, { incoming, response, body });
      if (planned !== undefined) planned.fault(incoming.socket, answer);
      else if (answer === null) incoming.socket.destroy();
      else response.writeHead(answer.status, answer.headers).end(answer.body);
    })().catch(() => incoming.socket.destroy());
  });
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
        agent.destroy();
      }),
  };
}

/** The pool's answer; null when it cut the connection. */
function forward(
  target: string,
  agent: Agent,
  call: { incoming: IncomingMessage; response: ServerResponse; body: string },
): Promise<PoolAnswer | null> {
  const { headers } = call.incoming;
  return new Promise((resolve) => {
    const outgoing = httpRequest(target, { method: "POST", agent, headers });
    outgoing.on("error", () => {
      resolve(null);
    });
    outgoing.on("response", (response) => {
      void textOf(response).then((text) => {
        const { connection: _, "keep-alive": _k, ...kept } = response.headers;
        resolve({
          status: response.statusCode ?? 0,
          headers: kept as Record<string, string>,
          body: text,
        });
      });
    });
    // Whoever waited is gone: what was sent is done all the same.
    call.response.once("close", () => outgoing.destroy());
    outgoing.end(call.body);
  });
}

async function textOf(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
