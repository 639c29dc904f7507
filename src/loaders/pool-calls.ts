import type { AdmittedBatch, ReadOptions } from "../cognito/gate/pool-gate.js";
import type { CognitoOperation } from "../cognito/records/operations.js";
import type { UserPool } from "../cognito/user-pool.js";
import type { UserPools } from "../cognito/user-pools.js";
import { GatewayError } from "../errors/gateway-error.js";
import { mapBounded } from "./map-bounded.js";
import type { UserName } from "./name-loader.js";
import type { WriteSlot } from "./write-slot.js";

/** Asks one pool about one name; throws GatewayError only. */
type Ask<Name, Result> = (pool: UserPool, name: Name, options: ReadOptions) => Promise<Result>;

/**
 * The calls of one request, for Cognito has no operation that takes several names: one for each, a bounded number at a time.
 * More of them for one pool than may be under way at a time are a batch: it is let in or refused as a whole, and yields.
 */
export class PoolCalls {
  /** When the answers of this request come too late. */
  readonly until: number;

  constructor(
    private readonly pools: UserPools,
    private readonly limits: {
      readonly concurrentLookups: number;
      readonly lookupDeadlineMs: number;
    },
    private readonly writeSlot: WriteSlot,
  ) {
    this.until = performance.now() + limits.lookupDeadlineMs;
  }

  /** Answers in the order of the names: with null in a pool that does not exist, and an error in place of what failed. */
  async ask<Name extends UserName, Result>(
    operation: CognitoOperation,
    names: readonly Name[],
    ask: Ask<Name, Result>,
  ): Promise<(Result | null | GatewayError)[]> {
    const batches = this.admit(operation, names);
    try {
      return await mapBounded(names, this.limits.concurrentLookups, async (name) => {
        const pool = this.pools.find(name.poolId);
        if (pool === null) return null;
        const batch = batches.get(name.poolId);
        if (batch instanceof GatewayError) return batch;
        // Returned, not thrown: one failing user must not fail its batch.
        return ask(pool, name, { isForWrite: this.isForWrite(name.poolId), batch }).catch(
          (error: unknown) => error as GatewayError,
        );
      });
    } finally {
      for (const batch of batches.values()) {
        if (!(batch instanceof GatewayError)) batch.turns?.release();
      }
    }
  }

  private isForWrite(poolId: string): boolean {
    return poolId === this.writeSlot.poolId;
  }

  /** The batches, by pool, each with why it was refused if it was. */
  private admit(
    operation: CognitoOperation,
    names: readonly UserName[],
  ): ReadonlyMap<string, AdmittedBatch | GatewayError> {
    const batches = new Map<string, AdmittedBatch | GatewayError>();
    for (const [poolId, calls] of countByPool(names)) {
      const pool = this.pools.find(poolId);
      const isBatch = calls > this.limits.concurrentLookups && !this.isForWrite(poolId);
      if (pool === null || !isBatch) continue;
      try {
        batches.set(poolId, pool.admitBatch(operation, calls, this.until));
      } catch (error) {
        batches.set(poolId, error as GatewayError);
      }
    }
    return batches;
  }
}

function countByPool(names: readonly UserName[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { poolId } of names) counts.set(poolId, (counts.get(poolId) ?? 0) + 1);
  return counts;
}
