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
  UserResourceUpdate: 25,
  UserPoolRead: 15,
  UserPoolResourceRead: 20,
  UserPoolClientRead: 15,
} as const;

export type QuotaCategory = keyof typeof quotaCategories;
