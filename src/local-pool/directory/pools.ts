import type { AppClient } from "./app-client.js";
import type { UserPool } from "./user-pool.js";

/** Every user pool, and every app client by its id. */
export class Pools {
  readonly #pools = new Map<string, UserPool>();

  get(id: string): UserPool | undefined {
    return this.#pools.get(id);
  }

  add(pool: UserPool): void {
    this.#pools.set(pool.id, pool);
  }

  remove(pool: UserPool): void {
    this.#pools.delete(pool.id);
  }

  all(): Iterable<UserPool> {
    return this.#pools.values();
  }

  /** Client ids are unique across pools, so signing in needs no pool id. */
  byClient(clientId: string): { readonly pool: UserPool; readonly client: AppClient } | undefined {
    for (const pool of this.#pools.values()) {
      const client = pool.clients.get(clientId);
      if (client !== undefined) return { pool, client };
    }
    return undefined;
  }
}
