import { setImmediate, setTimeout as pause } from "node:timers/promises";
import type { ApolloServer } from "@apollo/server";
import type { FastifyInstance } from "fastify";
import type { AuditLog } from "../audit/audit-log.js";
import type { UserPools } from "../cognito/user-pools.js";
import type { GatewayContext } from "../graphql/request/context.js";
import type { InFlight } from "./load/in-flight.js";
import type { StandardOutput } from "./observability/standard-output.js";

interface Stopping {
  readonly host: FastifyInstance;
  /** Where health is asked: the same as `host` unless it has a listener of its own. */
  readonly adminHost: FastifyInstance;
  readonly inFlight: InFlight;
  readonly apollo: ApolloServer<GatewayContext>;
  readonly audit: AuditLog;
  readonly pools: UserPools;
  readonly output: Pick<StandardOutput, "flush">;
  readonly deadlineMs: number;
}

/** How long nobody may have come before the listener closes; those who come are refused by an answer. */
const lingerMs = 250;

/** The part of the deadline for which a listener stays open for clients who do not stop coming. */
const maximumLingerShare = 1 / 4;

/** How long a stop waits for the reader of the log. */
const logPatienceMs = 1000;

/** Stops from the outside inwards, so that whatever is under way still has what it needs. */
export async function stopInOrder(parts: Stopping): Promise<void> {
  const { host, adminHost, inFlight, apollo, audit, pools, output, deadlineMs } = parts;
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, deadlineMs);
  });
  const { listening: hasListened } = host.server;
  const linger = hasListened ? readWhatWasSent : async () => undefined;
  const lingersUntil = performance.now() + deadlineMs * maximumLingerShare;
  let seen: number;
  do {
    seen = inFlight.entered;
    await Promise.race([linger(), deadline]);
  } while (inFlight.entered > seen && performance.now() < lingersUntil);
  // From here on nothing new is accepted; what was accepted last is still read.
  const closed = host.close();
  await Promise.race([linger().then(() => inFlight.idle()), deadline]);
  clearTimeout(timer);
  // A connection on which nothing was ever asked would hold the server open until its client goes away.
  host.server.closeAllConnections();
  await closed;
  // Until now it has told whoever asks that the gateway is not ready.
  const adminClosed = adminHost.close();
  adminHost.server.closeAllConnections();
  await adminClosed;
  await apollo.stop();
  // Behind the last request, which may still have had a result to write down.
  await audit.close();
  // Last: closing the SDK's clients while a call is under way makes the SDK send it again.
  pools.close();
  await output.flush(logPatienceMs);
}

/**
 * Lets what has been sent be read: closing a listener resets connections that it has not accepted yet, and closing a connection
 * loses a request that its client was sending. Either looks to a caller like a mutation that may have been done.
 */
async function readWhatWasSent(): Promise<void> {
  await pause(lingerMs);
  // A timer runs before the sockets are looked at: one turn to accept, one to read.
  await setImmediate();
  await setImmediate();
}
