import type { Operation } from "./operation.js";
import { adminAddUserToGroup } from "./operations/admin-add-user-to-group.js";
import { adminConfirmSignUp } from "./operations/admin-confirm-sign-up.js";
import { adminCreateUser } from "./operations/admin-create-user.js";
import { adminDeleteSoftwareToken } from "./operations/admin-delete-software-token.js";
import { adminDeleteUserAttributes } from "./operations/admin-delete-user-attributes.js";
import { adminDeleteUser } from "./operations/admin-delete-user.js";
import { adminDisableProviderForUser } from "./operations/admin-disable-provider-for-user.js";
import { adminDisableUser } from "./operations/admin-disable-user.js";
import { adminEnableUser } from "./operations/admin-enable-user.js";
import { adminForgetDevice } from "./operations/admin-forget-device.js";
import { adminGetDevice } from "./operations/admin-get-device.js";
import { adminGetUserAuthFactors } from "./operations/admin-get-user-auth-factors.js";
import { adminGetUser } from "./operations/admin-get-user.js";
import { adminLinkProviderForUser } from "./operations/admin-link-provider-for-user.js";
import { adminListDevices } from "./operations/admin-list-devices.js";
import { adminListGroupsForUser } from "./operations/admin-list-groups-for-user.js";
import { adminListUserAuthEvents } from "./operations/admin-list-user-auth-events.js";
import { adminListUserSessions } from "./operations/admin-list-user-sessions.js";
import { adminRemoveUserFromGroup } from "./operations/admin-remove-user-from-group.js";
import { adminResetUserPassword } from "./operations/admin-reset-user-password.js";
import { adminRevokeUserSession } from "./operations/admin-revoke-user-session.js";
import { adminSetUserMfaPreference } from "./operations/admin-set-user-mfa-preference.js";
import { adminSetUserPassword } from "./operations/admin-set-user-password.js";
import { adminUpdateAuthEventFeedback } from "./operations/admin-update-auth-event-feedback.js";
import { adminUpdateUserAttributes } from "./operations/admin-update-user-attributes.js";
import { adminUserGlobalSignOut } from "./operations/admin-user-global-sign-out.js";
import { associateSoftwareToken } from "./operations/associate-software-token.js";
import { changePassword } from "./operations/change-password.js";
import { confirmForgotPassword } from "./operations/confirm-forgot-password.js";
import { confirmSignUp } from "./operations/confirm-sign-up.js";
import { createGroup } from "./operations/create-group.js";
import { createIdentityProvider } from "./operations/create-identity-provider.js";
import { createUserPoolClient } from "./operations/create-user-pool-client.js";
import { createUserPool } from "./operations/create-user-pool.js";
import { deleteGroup } from "./operations/delete-group.js";
import { deleteUserPool } from "./operations/delete-user-pool.js";
import { describeUserPoolClient } from "./operations/describe-user-pool-client.js";
import { describeUserPool } from "./operations/describe-user-pool.js";
import { forgotPassword } from "./operations/forgot-password.js";
import { getGroup } from "./operations/get-group.js";
import { getUserAttributeVerificationCode } from "./operations/get-user-attribute-verification-code.js";
import { getUserPoolMfaConfig } from "./operations/get-user-pool-mfa-config.js";
import { getUserPoolSessionConfiguration } from "./operations/get-user-pool-session-configuration.js";
import { getUser } from "./operations/get-user.js";
import { adminInitiateAuth, initiateAuth } from "./operations/initiate-auth.js";
import { listGroups } from "./operations/list-groups.js";
import { listIdentityProviders } from "./operations/list-identity-providers.js";
import { listUserPoolClients } from "./operations/list-user-pool-clients.js";
import { listUserPools } from "./operations/list-user-pools.js";
import { listUsersInGroup } from "./operations/list-users-in-group.js";
import { listUsers } from "./operations/list-users.js";
import {
  adminRespondToAuthChallenge,
  respondToAuthChallenge,
} from "./operations/respond-to-auth-challenge.js";
import { setUserMfaPreference } from "./operations/set-user-mfa-preference.js";
import { setUserPoolMfaConfig } from "./operations/set-user-pool-mfa-config.js";
import { setUserPoolSessionConfiguration } from "./operations/set-user-pool-session-configuration.js";
import { signUp } from "./operations/sign-up.js";
import { updateGroup } from "./operations/update-group.js";
import { updateUserPool } from "./operations/update-user-pool.js";
import { verifySoftwareToken } from "./operations/verify-software-token.js";
import { verifyUserAttribute } from "./operations/verify-user-attribute.js";

const operations: readonly Operation[] = [
  adminAddUserToGroup,
  adminConfirmSignUp,
  adminCreateUser,
  adminDeleteUser,
  adminDeleteUserAttributes,
  adminDeleteSoftwareToken,
  adminDisableProviderForUser,
  adminDisableUser,
  adminEnableUser,
  adminGetUser,
  adminGetUserAuthFactors,
  adminInitiateAuth,
  adminLinkProviderForUser,
  adminListGroupsForUser,
  adminRemoveUserFromGroup,
  adminResetUserPassword,
  adminRespondToAuthChallenge,
  adminSetUserMfaPreference,
  adminSetUserPassword,
  adminUpdateUserAttributes,
  adminUserGlobalSignOut,
  changePassword,
  associateSoftwareToken,
  confirmForgotPassword,
  confirmSignUp,
  forgotPassword,
  signUp,
  setUserPoolMfaConfig,
  setUserMfaPreference,
  createGroup,
  createUserPool,
  createUserPoolClient,
  createIdentityProvider,
  deleteGroup,
  deleteUserPool,
  describeUserPool,
  describeUserPoolClient,
  getGroup,
  getUser,
  getUserAttributeVerificationCode,
  getUserPoolMfaConfig,
  initiateAuth,
  listGroups,
  listIdentityProviders,
  listUserPoolClients,
  listUserPools,
  listUsers,
  listUsersInGroup,
  respondToAuthChallenge,
  updateGroup,
  updateUserPool,
  verifySoftwareToken,
  verifyUserAttribute,
  adminForgetDevice,
  adminGetDevice,
  adminListDevices,
  adminListUserAuthEvents,
  adminListUserSessions,
  adminRevokeUserSession,
  adminUpdateAuthEventFeedback,
  getUserPoolSessionConfiguration,
  setUserPoolSessionConfiguration,
];

/** Every operation by name. */
export const operationTable: ReadonlyMap<string, Operation> = new Map(
  operations.map((operation) => [operation.name, operation]),
);
