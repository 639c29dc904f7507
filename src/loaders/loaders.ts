import type {
  AuthEventRecord,
  AuthFactorsRecord,
  DeviceRecord,
  SessionRecord,
} from "../cognito/records/activity-records.js";
import type { UserPools } from "../cognito/user-pools.js";
import { DetailLoader } from "./detail-loader.js";
import { DetailPages } from "./detail-pages.js";
import { PoolCalls } from "./pool-calls.js";
import { RevokedSessions } from "./revoked-sessions.js";
import { UserLister } from "./user-lister.js";
import { UserLoader } from "./user-loader.js";
import type { WriteSlot } from "./write-slot.js";

export interface Loaders {
  readonly writeSlot: WriteSlot;
  readonly users: UserLoader;
  readonly userLists: UserLister;
  /** The names of users' groups, in Cognito's order. */
  readonly groups: DetailLoader<readonly string[]>;
  readonly authFactors: DetailLoader<AuthFactorsRecord>;
  /** The open sessions of users. */
  readonly sessions: DetailLoader<readonly SessionRecord[]>;
  readonly revokedSessions: RevokedSessions;
  readonly devices: DetailPages<DeviceRecord>;
  readonly authEvents: DetailPages<AuthEventRecord>;
}

/** What one request may ask of Cognito; see `limits` in the configuration. */
export interface LoaderLimits {
  readonly concurrentLookups: number;
  readonly lookupDeadlineMs: number;
  readonly userKeys: number;
  readonly listPages: number;
  readonly listDeadlineMs: number;
}

/** A fresh set of loaders: made for each request and dropped with it. */
export function createLoaders(pools: UserPools, limits: LoaderLimits): Loaders {
  const writeSlot: WriteSlot = { poolId: null };
  const calls = new PoolCalls(pools, limits, writeSlot);
  const authFactors = new DetailLoader(calls, limits, {
    operation: "AdminGetUserAuthFactors",
    ask: ({ activity }, username, options) => activity.authFactors(username, options),
  });
  const users = new UserLoader(pools, { calls, authFactors }, limits);
  return {
    writeSlot,
    users,
    userLists: new UserLister(users, limits),
    groups: new DetailLoader(calls, limits, {
      operation: "AdminListGroupsForUser",
      ask: ({ groups }, username, options) => groups.namesOf(username, options),
    }),
    authFactors,
    sessions: new DetailLoader(calls, limits, {
      operation: "AdminListUserSessions",
      ask: ({ activity }, username, options) => activity.sessions(username, options),
    }),
    revokedSessions: new RevokedSessions(),
    devices: new DetailPages(calls, limits, {
      operation: "AdminListDevices",
      ask: ({ activity }, username, page, options) => activity.devices(username, page, options),
    }),
    authEvents: new DetailPages(calls, limits, {
      operation: "AdminListUserAuthEvents",
      ask: ({ activity }, username, page, options) => activity.authEvents(username, page, options),
    }),
  };
}
