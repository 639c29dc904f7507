import { z } from "zod";

const callsPerSecond = z.int().min(1).max(10_000).optional();

/**
 * How many calls a second the gateway makes, by Cognito's quota categories and for each account and Region. Without a value
 * half of what AWS grants unless asked for more, and no bound for endpoints on loopback.
 */
export const quotas = z.strictObject({
  /** AdminConfirmSignUp, AdminCreateUser. */
  UserCreation: callsPerSecond,
  /** AdminDeleteUser, AdminDisableUser, AdminEnableUser, AdminRevokeUserSession, AdminUserGlobalSignOut. */
  UserUpdate: callsPerSecond,
  /** AdminResetUserPassword, AdminSetUserPassword. */
  UserAccountRecovery: callsPerSecond,
  /** AdminGetUser, AdminGetUserAuthFactors. */
  UserRead: callsPerSecond,
  /** ListUsers, ListUsersInGroup. */
  UserList: callsPerSecond,
  /** AdminListDevices, AdminListGroupsForUser, AdminListUserAuthEvents, AdminListUserSessions. */
  UserResourceRead: callsPerSecond,
  /** AdminDeleteSoftwareToken, AdminForgetDevice, AdminSetUserMFAPreference, AdminUpdateAuthEventFeedback. */
  UserResourceUpdate: callsPerSecond,
  /** DescribeUserPool. */
  UserPoolRead: callsPerSecond,
  /** GetGroup, GetUserPoolMfaConfig, GetUserPoolSessionConfiguration, ListGroups, ListIdentityProviders. */
  UserPoolResourceRead: callsPerSecond,
  /** ListUserPoolClients. */
  UserPoolClientRead: callsPerSecond,
});
