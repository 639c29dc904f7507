import {
  AdminConfirmSignUpCommand,
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  AdminResetUserPasswordCommand,
  AdminSetUserPasswordCommand,
  AdminUserGlobalSignOutCommand,
  DescribeUserPoolCommand,
  ListUsersCommand,
} from "@aws-sdk/client-cognito-identity-provider";

/**
 * The categories in which Cognito counts the gateway's calls, for all pools of an account in a Region together, each with the
 * requests a second that AWS grants unless asked for more.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html
 */
export const quotaCategories = {
  UserCreation: 50,
  UserUpdate: 25,
  UserAccountRecovery: 30,
  UserRead: 120,
  UserList: 30,
  UserResourceRead: 50,
  UserPoolRead: 15,
} as const;

export type QuotaCategory = keyof typeof quotaCategories;

/** A write is sent once, by a client that takes no answer for a success but the documented one. */
export type OperationKind = "read" | "write";

interface OperationFacts {
  readonly kind: OperationKind;
  /** The family of writes, one of the authorization's, that makes the call; a read is made for all of them. */
  readonly family?: string;
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
    family: "lifecycle",
    quota: "UserCreation",
    command: AdminConfirmSignUpCommand,
  },
  AdminCreateUser: {
    kind: "write",
    family: "lifecycle",
    quota: "UserCreation",
    carriesSecret: true,
    command: AdminCreateUserCommand,
  },
  AdminDeleteUser: {
    kind: "write",
    family: "delete",
    quota: "UserUpdate",
    command: AdminDeleteUserCommand,
  },
  AdminDisableUser: {
    kind: "write",
    family: "lifecycle",
    quota: "UserUpdate",
    command: AdminDisableUserCommand,
  },
  AdminEnableUser: {
    kind: "write",
    family: "lifecycle",
    quota: "UserUpdate",
    command: AdminEnableUserCommand,
  },
  AdminGetUser: {
    kind: "read",
    quota: "UserRead",
    command: AdminGetUserCommand,
  },
  AdminListGroupsForUser: {
    kind: "read",
    quota: "UserResourceRead",
    command: AdminListGroupsForUserCommand,
  },
  AdminResetUserPassword: {
    kind: "write",
    family: "lifecycle",
    quota: "UserAccountRecovery",
    command: AdminResetUserPasswordCommand,
  },
  AdminSetUserPassword: {
    kind: "write",
    family: "password",
    quota: "UserAccountRecovery",
    carriesSecret: true,
    command: AdminSetUserPasswordCommand,
  },
  AdminUserGlobalSignOut: {
    kind: "write",
    family: "security",
    quota: "UserUpdate",
    command: AdminUserGlobalSignOutCommand,
  },
  DescribeUserPool: {
    kind: "read",
    quota: "UserPoolRead",
    command: DescribeUserPoolCommand,
  },
  ListUsers: {
    kind: "read",
    quota: "UserList",
    command: ListUsersCommand,
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

/** The operations that a pool needs in which these families of writes are switched on. */
export const operationsFor = (families: readonly string[]): readonly CognitoOperation[] =>
  cognitoOperations.filter((operation) => {
    const { family } = operationFacts(operation);
    return family === undefined || families.includes(family);
  });

/** The facts of an operation, with what only some of them state. */
export const operationFacts = (operation: CognitoOperation): OperationFacts =>
  operations[operation];
