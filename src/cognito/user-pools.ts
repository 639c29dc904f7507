import { type GateLimits, PoolGate, type GateRefusal } from "./gate/pool-gate.js";
import { type AccountShares, createQuotas, type QuotaSettings } from "./gate/quotas.js";
import type { UserPoolSettings } from "./records/records.js";
import { AwsKeys, type StaticCredentials } from "./transport/aws-keys.js";
import { createSdkClients } from "./transport/sdk-client.js";
import { UserPool, type UserPoolOptions } from "./user-pool.js";

/** The configured pools: the only ones that exist for the gateway. */
export class UserPools {
  private readonly byName = new Map<string, UserPool>();

  /** `accounts`: what the pools share of Cognito's quotas, for the metrics. `keys`: what their calls are signed with. */
  constructor(
    readonly all: readonly UserPool[],
    readonly accounts: readonly AccountShares[] = [],
    private readonly keys?: AwsKeys,
  ) {
    for (const pool of all) {
      this.byName.set(pool.settings.id, pool);
      this.byName.set(pool.settings.alias, pool);
    }
  }

  /** The pool of this id or alias, or null: an exact match in a table, so no argument can name another host. */
  find(idOrAlias: string): UserPool | null {
    return this.byName.get(idOrAlias) ?? null;
  }

  /** Closes the connections; nothing may be under way, since the SDK sends again what a closing client cut. */
  close(): void {
    for (const pool of this.all) pool.close();
    this.keys?.destroy();
  }
}

export interface UserPoolsOptions extends UserPoolOptions {
  /** The keys that pools share with others; or the gateway's own, in place of what the chain finds. */
  readonly credentials?: AwsKeys | StaticCredentials | undefined;
  readonly gateLimits: GateLimits;
  readonly quotas: QuotaSettings;
  readonly observeRefusal: (reason: GateRefusal) => void;
}

/** Opens a client and a gate for every configured pool; nothing is called yet. */
export function createUserPools(
  pools: readonly UserPoolSettings[],
  options: UserPoolsOptions,
): UserPools {
  const { deadlines, credentials, gateLimits, quotas, observeRefusal } = options;
  const keys = credentials instanceof AwsKeys ? credentials : new AwsKeys(deadlines, credentials);
  const sharesFor = createQuotas(quotas);
  const opened = pools.map((settings) => {
    const clients = createSdkClients(settings, deadlines, keys);
    const gate = new PoolGate(gateLimits, sharesFor(settings), observeRefusal);
    return new UserPool(settings, clients, options, gate);
  });
  return new UserPools(opened, [...new Set(pools.map(sharesFor))], keys);
}
