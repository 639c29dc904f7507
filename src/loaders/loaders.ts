import type {
  AuthEventRecord,
  AuthFactorsRecord,
  DeviceRecord,
  SessionRecord,
} from "../cognito/records/activity-records.js";
import type {
  AppClientRecord,
  GroupRecord,
  IdentityProviderRecord,
} from "../cognito/records/directory.js";
import type { UserRecord } from "../cognito/records/records.js";
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
  /** The groups that users are in, in Cognito's order. */
  readonly groups: DetailLoader<readonly GroupRecord[]>;
  readonly authFactors: DetailLoader<AuthFactorsRecord>;
  /** The open sessions of users. */
  readonly sessions: DetailLoader<readonly SessionRecord[]>;
  readonly revokedSessions: RevokedSessions;
  readonly devices: DetailPages<DeviceRecord>;
  readonly authEvents: DetailPages<AuthEventRecord>;
  /** Groups by name, each in place of a username; a group is null where the pool has none by that name. */
  readonly namedGroups: DetailLoader<{ readonly group: GroupRecord | null }>;
  /** The groups of pools: a pool's list, here and below, has an empty text in place of a username. */
  readonly poolGroups: DetailPages<GroupRecord>;
  /** The members of groups, by the group's name in place of a username. */
  readonly members: DetailPages<UserRecord>;
  readonly identityProviders: DetailPages<IdentityProviderRecord>;
  readonly appClients: DetailPages<AppClientRecord>;
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
      ask: ({ groups }, username, options) => groups.ofUser(username, options),
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
    ...createDirectoryLoaders(calls, limits),
  };
}

type DirectoryLoaders = Pick<
  Loaders,
  "namedGroups" | "poolGroups" | "members" | "identityProviders" | "appClients"
>;

function createDirectoryLoaders(calls: PoolCalls, limits: LoaderLimits): DirectoryLoaders {
  return {
    namedGroups: new DetailLoader(calls, limits, {
      operation: "GetGroup",
      ask: async ({ groups }, name, options) => ({ group: await groups.get(name, options) }),
    }),
    poolGroups: new DetailPages(calls, limits, {
      operation: "ListGroups",
      ask: ({ groups }, _name, page, options) => groups.list(page, options),
    }),
    members: new DetailPages(calls, limits, {
      operation: "ListUsersInGroup",
      ask: ({ groups }, name, page, options) => groups.members(name, page, options),
    }),
    identityProviders: new DetailPages(calls, limits, {
      operation: "ListIdentityProviders",
      ask: ({ directory }, _name, page, options) => directory.identityProviders(page, options),
    }),
    appClients: new DetailPages(calls, limits, {
      operation: "ListUserPoolClients",
      ask: ({ directory }, _name, page, options) => directory.appClients(page, options),
    }),
  };
}
