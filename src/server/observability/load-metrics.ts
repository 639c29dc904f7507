import { Counter, Gauge, type Registry } from "prom-client";
import type { GateRefusal } from "../../cognito/gate/pool-gate.js";
import { precedences } from "../../cognito/gate/quota-share.js";
import type { UserPools } from "../../cognito/user-pools.js";
import type { MutationRefusal } from "../../graphql/request/mutation-limits.js";
import type { LoadGuard, LoadRefusal } from "../load/load-guard.js";

/** Every reason for which something is refused to keep the load within bounds. */
export type LoadShedReason = LoadRefusal | GateRefusal | MutationRefusal;

export interface LoadSources {
  readonly requests: Pick<LoadGuard, "inFlight">;
  readonly pools: Pick<UserPools, "all" | "accounts">;
}

/** Puts into the registry what is under way: looked at when the metrics are asked for, and not kept. */
export function registerLoadGauges(registry: Registry, { requests, pools }: LoadSources): void {
  const registers = [registry];
  new Gauge({
    name: "gateway_requests_in_flight",
    help: "GraphQL requests that are served at this moment.",
    registers,
    collect() {
      this.set(requests.inFlight);
    },
  });
  new Gauge({
    name: "gateway_cognito_under_way",
    help: "Places that are taken, by pool: one for each read, one for each write with all its calls.",
    labelNames: ["pool", "class"] as const,
    registers,
    collect() {
      for (const [labels, { underWay }] of bulkheadsOf(pools)) this.set(labels, underWay);
    },
  });
  new Gauge({
    name: "gateway_cognito_waiting",
    help: "Reads and writes that wait for a place, by pool.",
    labelNames: ["pool", "class"] as const,
    registers,
    collect() {
      for (const [labels, { waiting }] of bulkheadsOf(pools)) this.set(labels, waiting);
    },
  });
  registerPoolGauges(registers, pools);
  registerQuotaGauges(registry, pools);
}

function registerPoolGauges(registers: Registry[], pools: LoadSources["pools"]): void {
  new Gauge({
    name: "gateway_breaker_open",
    help: "Whether a pool is not asked because its reads failed: 1 open, 0.5 trying one call, 0 closed.",
    labelNames: ["pool"] as const,
    registers,
    collect() {
      for (const pool of pools.all) {
        this.set({ pool: pool.settings.id }, openness[pool.pressure().breaker]);
      }
    },
  });
  new Gauge({
    name: "gateway_pool_reachable",
    help: "Whether Cognito does what it is asked for in a pool, as far as readiness knows.",
    labelNames: ["pool"] as const,
    registers,
    collect() {
      for (const { settings, reachability } of pools.all) {
        this.set({ pool: settings.id }, reachability.isReachable ? 1 : 0);
      }
    },
  });
}

const ofShare = ["account", "category"] as const;

/** The budget of each category: what the gateway may use, has used, and has had to refuse. */
function registerQuotaGauges(registry: Registry, pools: LoadSources["pools"]): void {
  const registers = [registry];
  new Gauge({
    name: "gateway_quota_per_second",
    help: "How many calls a second the gateway makes at most.",
    labelNames: ofShare,
    registers,
    collect() {
      for (const [labels, { perSecond }] of sharesOf(pools)) this.set(labels, perSecond);
    },
  });
  new Gauge({
    name: "gateway_quota_used_ratio",
    help: "How much of the gateway's share of a quota the last second has used, 0 to 1.",
    labelNames: ofShare,
    registers,
    collect() {
      for (const [labels, { used }] of sharesOf(pools)) this.set(labels, used);
    },
  });
  new Gauge({
    name: "gateway_quota_waiting",
    help: "Calls that wait for a turn in a quota, by whom they are for: a write, a single request, a batch.",
    labelNames: [...ofShare, "class"] as const,
    registers,
    collect() {
      for (const [labels, share] of sharesOf(pools)) {
        for (const kind of precedences) this.set({ ...labels, class: kind }, share.waiting(kind));
      }
    },
  });
  new Counter({
    name: "gateway_quota_refused_total",
    help: "Calls and batches that were refused since their turn would have come too late.",
    labelNames: ofShare,
    registers,
    collect() {
      this.reset();
      for (const [labels, { refused }] of sharesOf(pools)) this.inc(labels, refused);
    },
  });
}

const sharesOf = ({ accounts }: LoadSources["pools"]) =>
  accounts.flatMap(({ account, byCategory }) =>
    [...byCategory].map(([category, share]) => [{ account, category }, share] as const),
  );

const openness = { closed: 0, "half-open": 0.5, open: 1 } as const;

const bulkheadsOf = ({ all }: LoadSources["pools"]) =>
  all.flatMap((pool) => {
    const { reads, writes } = pool.pressure();
    const of = (kind: string) => ({ pool: pool.settings.id, class: kind });
    return [[of("reads"), reads] as const, [of("writes"), writes] as const];
  });
