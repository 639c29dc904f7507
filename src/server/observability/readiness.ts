import type { AuditLog } from "../../audit/audit-log.js";
import type { TokenVerifier } from "../../authorization/tokens/token-verifier.js";
import type { FailureReason } from "../../cognito/calls/failure-reason.js";
import type { UserPools } from "../../cognito/user-pools.js";
import type { Logger } from "./logger.js";

/** Partial: some issuers' keys or some pools are not to be had, and the gateway serves those that are. */
type PartState = "ok" | "partial" | "failing";

export interface Readiness {
  readonly isReady: boolean;
  /** Names of a closed list: nothing here says which issuer or pool, since anybody may ask. */
  readonly parts: {
    readonly gateway: "ok" | "starting" | "stopping";
    readonly policies: "ok";
    readonly keys: PartState;
    readonly audit: "ok" | "failing";
    readonly pools: PartState;
  };
}

interface ReadinessParts {
  readonly verifier: Pick<TokenVerifier, "prefetch" | "issuersWithoutKeys">;
  readonly issuerCount: number;
  readonly audit: Pick<AuditLog, "isWritable">;
  readonly pools: Pick<UserPools, "all">;
  readonly logger: Logger;
  readonly gatewayState: () => Readiness["parts"]["gateway"];
}

/** How long a probe waits for what it has set going; orchestrators give up after a second. */
const patienceMs = 500;

/** Tells whether new requests are welcome. A probe sets going what is due and no more, so any number of them costs the same. */
export function createReadiness(parts: ReadinessParts): () => Promise<Readiness> {
  const { verifier, pools, logger, gatewayState } = parts;
  let hasHadAllKeys = false;
  let wasReady = true;
  const read = (): Readiness => {
    const without = verifier.issuersWithoutKeys().length;
    hasHadAllKeys ||= without === 0;
    const states = {
      gateway: gatewayState(),
      // Without policies that can be used there is no start, and a reload keeps those in force.
      policies: "ok",
      // A gateway that starts waits for every issuer; one that has served goes on for those that are left.
      keys: without > 0 && !hasHadAllKeys ? "failing" : stateOf(without, parts.issuerCount),
      audit: parts.audit.isWritable ? "ok" : "failing",
      pools: stateOf(
        pools.all.filter(({ reachability }) => !reachability.isReachable).length,
        pools.all.length,
      ),
    } as const;
    const isReady = Object.values(states).every((state) => state === "ok" || state === "partial");
    return { isReady, parts: states };
  };
  const tellOfPools = watchPools(pools.all, logger);
  return async () => {
    if (gatewayState() === "ok") {
      const work = [
        verifier.prefetch(),
        ...pools.all.map(({ reachability }) => reachability.check()),
      ];
      await waitAtMost(patienceMs, Promise.all(work));
      tellOfPools();
    }
    const readiness = read();
    if (readiness.isReady !== wasReady) {
      wasReady = readiness.isReady;
      logger.warn({ parts: readiness.parts }, wasReady ? "ready again" : "not ready");
    }
    return readiness;
  };
}

/** Logs which pool is not reachable and why, and that it is again: once for each change, however many probes see it. */
function watchPools(pools: UserPools["all"], logger: Logger): () => void {
  const told = new Map<string, FailureReason>();
  return () => {
    for (const { settings, reachability } of pools) {
      const { isReachable, failureReason: reason } = reachability;
      const pool = { pool: settings.alias, poolId: settings.id };
      if (reason !== null && told.get(settings.id) !== reason) {
        told.set(settings.id, reason);
        logger.error({ ...pool, reason }, "pool not reachable");
      }
      if (isReachable && told.delete(settings.id)) logger.warn(pool, "pool reachable again");
    }
  };
}

const stateOf = (failing: number, all: number): PartState => {
  if (failing === 0) return "ok";
  return failing < all ? "partial" : "failing";
};

async function waitAtMost(milliseconds: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, patience]);
  clearTimeout(timer);
}
