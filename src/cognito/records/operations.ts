import {
  AdminConfirmSignUpCommand,
  AdminCreateUserCommand,
  AdminDeleteSoftwareTokenCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminForgetDeviceCommand,
  AdminGetUserAuthFactorsCommand,
  AdminGetUserCommand,
  AdminListDevicesCommand,
  AdminListGroupsForUserCommand,
  AdminListUserAuthEventsCommand,
  AdminListUserSessionsCommand,
  AdminResetUserPasswordCommand,
  AdminRevokeUserSessionCommand,
  AdminSetUserMFAPreferenceCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateAuthEventFeedbackCommand,
  AdminUserGlobalSignOutCommand,
  DescribeUserPoolCommand,
  GetGroupCommand,
  GetUserPoolMfaConfigCommand,
  GetUserPoolSessionConfigurationCommand,
  ListGroupsCommand,
  ListIdentityProvidersCommand,
  ListUserPoolClientsCommand,
  ListUsersCommand,
  ListUsersInGroupCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { QuotaCategory } from "./quota-categories.js";

/** A write is sent once, by a client that takes no answer for a success but the documented one. */
export type OperationKind = "read" | "write";

interface OperationFacts {
  readonly kind: OperationKind;
  /** The families, of the authorization's, that make the call; without any it is made in every pool. */
  readonly families?: readonly string[];
  readonly quota: QuotaCategory;
  /** Whether its input can hold a password or a code. */
  readonly carriesSecret?: true;
  /** The SDK's class for it. */
  readonly command: new (input: never) => { readonly input: object };
}

/**
 * Every operation of Cognito that the gateway calls, and all that the gateway has to know of it. The IAM policy, the quota
 * shares, the labels of the metrics and the commands that the SDK keeps come from this table.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_Operations.html
 */
export const operations = {
  AdminConfirmSignUp: {
    kind: "write",
    families: ["lifecycle"],
    quota: "UserCreation",
    command: AdminConfirmSignUpCommand,
  },
  AdminCreateUser: {
    kind: "write",
    families: ["lifecycle"],
    quota: "UserCreation",
    carriesSecret: true,
    command: AdminCreateUserCommand,
  },
  AdminDeleteSoftwareToken: {
    kind: "write",
    families: ["security"],
    quota: "UserResourceUpdate",
    command: AdminDeleteSoftwareTokenCommand,
  },
  AdminDeleteUser: {
    kind: "write",
    families: ["delete"],
    quota: "UserUpdate",
    command: AdminDeleteUserCommand,
  },
  AdminDisableUser: {
    kind: "write",
    families: ["lifecycle"],
    quota: "UserUpdate",
    command: AdminDisableUserCommand,
  },
  AdminEnableUser: {
    kind: "write",
    families: ["lifecycle"],
    quota: "UserUpdate",
    command: AdminEnableUserCommand,
  },
  AdminForgetDevice: {
    kind: "write",
    families: ["security"],
    quota: "UserResourceUpdate",
    command: AdminForgetDeviceCommand,
  },
  AdminGetUser: {
    kind: "read",
    quota: "UserRead",
    command: AdminGetUserCommand,
  },
  AdminGetUserAuthFactors: {
    kind: "read",
    families: ["activity"],
    quota: "UserRead",
    command: AdminGetUserAuthFactorsCommand,
  },
  AdminListDevices: {
    kind: "read",
    families: ["activity"],
    quota: "UserResourceRead",
    command: AdminListDevicesCommand,
  },
  AdminListGroupsForUser: {
    kind: "read",
    quota: "UserResourceRead",
    command: AdminListGroupsForUserCommand,
  },
  AdminListUserAuthEvents: {
    kind: "read",
    families: ["activity"],
    quota: "UserResourceRead",
    command: AdminListUserAuthEventsCommand,
  },
  AdminListUserSessions: {
    // Its category is in no public table: counted as its neighbours are.
    kind: "read",
    families: ["activity"],
    quota: "UserResourceRead",
    command: AdminListUserSessionsCommand,
  },
  AdminResetUserPassword: {
    kind: "write",
    families: ["lifecycle"],
    quota: "UserAccountRecovery",
    command: AdminResetUserPasswordCommand,
  },
  AdminRevokeUserSession: {
    // Its category is in no public table: counted as its neighbours are.
    kind: "write",
    families: ["security"],
    quota: "UserUpdate",
    command: AdminRevokeUserSessionCommand,
  },
  AdminSetUserMFAPreference: {
    kind: "write",
    families: ["security"],
    quota: "UserResourceUpdate",
    command: AdminSetUserMFAPreferenceCommand,
  },
  AdminSetUserPassword: {
    kind: "write",
    families: ["password"],
    quota: "UserAccountRecovery",
    carriesSecret: true,
    command: AdminSetUserPasswordCommand,
  },
  AdminUpdateAuthEventFeedback: {
    kind: "write",
    families: ["security"],
    quota: "UserResourceUpdate",
    command: AdminUpdateAuthEventFeedbackCommand,
  },
  AdminUserGlobalSignOut: {
    kind: "write",
    families: ["security"],
    quota: "UserUpdate",
    command: AdminUserGlobalSignOutCommand,
  },
  DescribeUserPool: {
    kind: "read",
    quota: "UserPoolRead",
    command: DescribeUserPoolCommand,
  },
  GetGroup: {
    kind: "read",
    families: ["directory"],
    quota: "UserPoolResourceRead",
    command: GetGroupCommand,
  },
  GetUserPoolMfaConfig: {
    kind: "read",
    families: ["activity", "security"],
    quota: "UserPoolResourceRead",
    command: GetUserPoolMfaConfigCommand,
  },
  GetUserPoolSessionConfiguration: {
    // Its category is in no public table: counted as its neighbours are.
    kind: "read",
    families: ["activity", "security"],
    quota: "UserPoolResourceRead",
    command: GetUserPoolSessionConfigurationCommand,
  },
  ListGroups: {
    kind: "read",
    families: ["directory"],
    quota: "UserPoolResourceRead",
    command: ListGroupsCommand,
  },
  ListIdentityProviders: {
    kind: "read",
    families: ["directory"],
    quota: "UserPoolResourceRead",
    command: ListIdentityProvidersCommand,
  },
  ListUserPoolClients: {
    kind: "read",
    families: ["clients"],
    quota: "UserPoolClientRead",
    command: ListUserPoolClientsCommand,
  },
  ListUsers: {
    kind: "read",
    quota: "UserList",
    command: ListUsersCommand,
  },
  ListUsersInGroup: {
    kind: "read",
    families: ["directory"],
    quota: "UserList",
    command: ListUsersInGroupCommand,
  },
} as const satisfies Record<string, OperationFacts>;

type Operations = typeof operations;

/** Every operation the gateway calls: what the IAM policy must allow. */
export type CognitoOperation = keyof Operations;

/** The operations that change something. */
export type WriteOperation = {
  [Name in CognitoOperation]: Operations[Name]["kind"] extends "write" ? Name : never;
}[CognitoOperation];

/** The names of the operations, in the order of the table. */
export const cognitoOperations = Object.keys(operations) as CognitoOperation[];

/** The operations that a pool needs in which these families are switched on. */
export const operationsFor = (switchedOn: readonly string[]): readonly CognitoOperation[] =>
  cognitoOperations.filter((operation) => {
    const { families } = operationFacts(operation);
    return families === undefined || families.some((family) => switchedOn.includes(family));
  });

/** The facts of an operation, with what only some of them state. */
export const operationFacts = (operation: CognitoOperation): OperationFacts =>
  operations[operation];
