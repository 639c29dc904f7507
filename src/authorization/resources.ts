import type { ReadFamily, WriteFamily } from "./actions.js";

/** A configured user pool, as policies see it. */
export interface PoolResource {
  readonly id: string;
  readonly alias: string;
  readonly region: string;
  /** Group name to rank; `*` stands for every group that is not named. */
  readonly groupRanks: Readonly<Record<string, number>>;
  /** Groups whose members are touched by an express grant only. */
  readonly protectedGroups: readonly string[];
  /** The families of writes that are switched on there; policies permit no others. */
  readonly writes: readonly WriteFamily[];
  /** The families of reads that are switched on there. */
  readonly shows: readonly ReadFamily[];
}

/** A user on whom somebody wants to act, as Cognito knows them: found out, never as typed. */
export interface Target {
  readonly poolId: string;
  /** The canonical username. */
  readonly username: string;
  /** The `sub` attribute; without one nothing can be decided. */
  readonly subject: string | null;
  readonly status: string;
  readonly enabled: boolean;
  readonly groups: readonly string[];
}
