import type { AddressInfo } from "node:net";
import type { Engine } from "./call-handler.js";
import { Clock } from "./clock.js";
import { Faults } from "./faults.js";
import { createHttpServer } from "./http-server.js";
import { Ledger } from "./ledger.js";
import { plantSeed, plantUser } from "./plant-seed.js";
import { Pools } from "./pools.js";
import { Seal } from "./seal.js";
import { checkUser, parseSeed, type LocalPoolSeed, type UserSeed } from "./seed.js";

/** Where the local pool listens and what it holds to begin with. */
export interface LocalPoolOptions {
  /** Any free port unless stated. */
  readonly port?: number;
  readonly seed?: LocalPoolSeed;
  readonly now?: () => Date;
}

/** A running local pool, with the handles by which a test steers and watches it. */
export interface LocalPool {
  readonly url: string;
  readonly ledger: Ledger;
  readonly faults: Faults;
  readonly clock: Clock;
  /** The issuer of a pool's tokens; its keys are published under it. */
  issuer(poolId: string): string;
  /** Creates or changes a user past all rules: the way to states that AWS has no operation for. */
  seedUser(poolId: string, user: UserSeed): void;
  /** Lets pages of another origin sign people in. */
  allowOrigin(origin: string): void;
  /** Closes every connection, those left hanging included. */
  stop(): Promise<void>;
}

/** Starts an emulator of Amazon Cognito user pools on loopback; all it holds is gone when it stops. */
export async function startLocalPool(options: LocalPoolOptions = {}): Promise<LocalPool> {
  const pools = new Pools();
  const clock = new Clock(options.now);
  if (options.seed !== undefined) plantSeed(parseSeed(options.seed), pools, clock.now());
  const stopping = new AbortController();
  let url = "";
  const engine: Engine = {
    pools,
    clock,
    seal: new Seal(),
    ledger: new Ledger(),
    faults: new Faults(),
    stopping: stopping.signal,
    issuer: (poolId) => `${url}/${poolId}`,
  };
  const origins = new Set<string>();
  const server = createHttpServer(engine, origins);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  origins.add(url);
  return {
    url,
    ledger: engine.ledger,
    faults: engine.faults,
    clock,
    issuer: engine.issuer,
    seedUser: (poolId, user) => {
      const pool = pools.get(poolId);
      if (pool === undefined) throw new Error(`There is no user pool "${poolId}".`);
      checkUser(user, pool.groups);
      plantUser(pool, user, clock.now());
    },
    allowOrigin: (origin) => {
      origins.add(origin);
    },
    stop: () =>
      new Promise((resolve) => {
        stopping.abort();
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
