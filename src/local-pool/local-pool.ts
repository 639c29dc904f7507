import type { AddressInfo } from "node:net";
import { AccessKeys, type AccessKey } from "./access/access-key.js";
import { Seal } from "./crypto/seal.js";
import { Pools } from "./directory/pools.js";
import type { UserPool } from "./directory/user-pool.js";
import { Clock } from "./handles/clock.js";
import { Faults } from "./handles/faults.js";
import { Ledger } from "./handles/ledger.js";
import { Outbox } from "./handles/outbox.js";
import { Switches } from "./handles/switches.js";
import { Triggers } from "./handles/triggers.js";
import type { Engine } from "./protocol/call-handler.js";
import { createHttpServer } from "./protocol/http-server.js";
import { plantSeed, plantUser } from "./seed/plant-seed.js";
import { checkUser, keysOf, parseSeed, type LocalPoolSeed, type UserSeed } from "./seed/seed.js";

/** Where the local pool listens and what it holds to begin with. */
export interface LocalPoolOptions {
  /** Any free port unless stated. */
  readonly port?: number;
  readonly seed?: LocalPoolSeed;
  readonly now?: () => Date;
  /** Keys that are known besides `local`, whose secret is `local`. More can be added to the running pool. */
  readonly keys?: readonly AccessKey[];
  /** Whether every other key is refused, as AWS does; true unless stated. */
  readonly isStrict?: boolean;
}

/** The key that every local pool knows: it may do everything. */
const localKey: AccessKey = { accessKeyId: "local", secretAccessKey: "local" };

/** A running local pool, with the handles by which a test steers and watches it. */
export interface LocalPool {
  readonly url: string;
  readonly ledger: Ledger;
  readonly faults: Faults;
  /** The invitations and codes that were sent, and the failures of deliveries to come. */
  readonly outbox: Outbox;
  /** The failures to come of Lambda triggers. */
  readonly triggers: Triggers;
  /** What the pool does where reports of Cognito tell another story than its reference. */
  readonly switches: Switches;
  readonly clock: Clock;
  /** The keys by which requests are verified and authorized. */
  readonly keys: AccessKeys;
  /** The time by which signatures and sessions are judged, and which answers tell; `clock` has no effect on it. */
  readonly signatureClock: Clock;
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
  const handles = {
    clock,
    ledger: new Ledger(),
    faults: new Faults(),
    outbox: new Outbox(),
    triggers: new Triggers(),
    switches: new Switches(),
    keys: accessKeysOf(options),
    signatureClock: new Clock(),
    issuer: (poolId: string) => `${url}/${poolId}`,
  };
  const engine: Engine = { ...handles, pools, seal: new Seal(), stopping: stopping.signal };
  const origins = new Set<string>();
  const server = createHttpServer(engine, origins);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  origins.add(url);
  return {
    url,
    ...handles,
    seedUser: (poolId, user) => {
      seedUser(poolIn(pools, poolId), user, clock.now());
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

const accessKeysOf = ({ seed = { pools: [] }, keys = [], isStrict = true }: LocalPoolOptions) =>
  new AccessKeys([localKey, ...keysOf(seed), ...keys], isStrict);

function poolIn(pools: Pools, id: string): UserPool {
  const pool = pools.get(id);
  if (pool === undefined) throw new Error(`There is no user pool "${id}".`);
  return pool;
}

function seedUser(pool: UserPool, user: UserSeed, now: Date): void {
  checkUser(user, pool.groups);
  plantUser(pool, user, now);
}
