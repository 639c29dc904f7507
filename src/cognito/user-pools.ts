import type { UserPoolSettings } from "./records.js";
import { createSdkClients, type StaticCredentials } from "./sdk-client.js";
import { UserPool, type UserPoolOptions } from "./user-pool.js";

/** The configured pools: the only ones that exist for the gateway. */
export class UserPools {
  private readonly byName = new Map<string, UserPool>();

  constructor(readonly all: readonly UserPool[]) {
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
  }
}

/** Opens a client for every configured pool; nothing is called yet. */
export function createUserPools(
  pools: readonly UserPoolSettings[],
  options: UserPoolOptions & { readonly credentials?: StaticCredentials | undefined },
): UserPools {
  return new UserPools(
    pools.map((settings) => {
      const clients = createSdkClients(settings, options.deadlines, options.credentials);
      return new UserPool(settings, clients, options);
    }),
  );
}
