import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startProcess, type StartedProcess } from "./start-process.js";

/** A router in front of a supergraph. */
export interface Router {
  /** Where it takes GraphQL requests. */
  readonly url: string;
  /** All that it wrote. */
  readonly output: () => string;
  stop(): Promise<void>;
}

export type StartRouter = (supergraph: string) => Promise<Router>;

/** What the routers of the tests send along, to show that a request comes by them. */
export const routerSecret = "secret-of-the-router-0123456789abcdef";

const environment = { ROUTER_SECRET: routerSecret };

/** Starts @apollo/gateway on a free port. */
export const startApolloGateway: StartRouter = (supergraph) =>
  withFile(supergraph, async (file) => {
    const router = ["test/federation/apollo-gateway.mjs", file];
    const started = startProcess(process.execPath, router, environment);
    return { started, url: (await started.listening).url };
  });

const hive = "test/federation/hive/node_modules/@graphql-hive/gateway/dist/bin.js";
const hiveConfig = "test/federation/hive-gateway.config.mjs";

/** Starts Hive Gateway on a free port. It does not say when it is ready, so it is asked. */
export const startHiveGateway: StartRouter = (supergraph) =>
  withFile(supergraph, async (file) => {
    const port = await findFreePort();
    const started = startProcess(
      process.execPath,
      [
        ...[hive, "supergraph", file, "--config-path", hiveConfig],
        ...["--host", "127.0.0.1", "--port", String(port)],
      ],
      environment,
    );
    const origin = `http://127.0.0.1:${port}`;
    await untilReady(`${origin}/readiness`, started);
    return { started, url: `${origin}/graphql` };
  });

/** Puts a supergraph where a router can read it. */
export function writeSupergraph(supergraph: string): { path: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), "supergraph-"));
  const path = join(folder, "supergraph.graphql");
  writeFileSync(path, supergraph);
  return {
    path,
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Keeps the supergraph in a file for as long as the router runs. */
async function withFile(
  supergraph: string,
  start: (path: string) => Promise<{ started: StartedProcess; url: string }>,
): Promise<Router> {
  const { path, remove } = writeSupergraph(supergraph);
  const { started, url } = await start(path);
  return {
    url,
    output: () => started.output() + started.complaints(),
    stop: async () => {
      await started.stop();
      remove();
    },
  };
}

async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Asks until the answer is a good one; ends the process and fails when there is none within half a minute. */
async function untilReady(url: string, { stop, output, complaints }: StartedProcess) {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const isReady = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await stop();
  throw new Error(`Hive Gateway is not ready: ${output()}${complaints()}`);
}
