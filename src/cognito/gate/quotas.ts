import { type CognitoOperation, operations } from "../records/operations.js";
import { quotaCategories, type QuotaCategory } from "../records/quota-categories.js";
import type { UserPoolSettings } from "../records/records.js";
import { QuotaShare } from "./quota-share.js";

/** Half of what AWS grants unless asked for more: the other half is the customers' own. */
const halfOf = (category: QuotaCategory): number => Math.floor(quotaCategories[category] / 2);

/** Calls a second for each category, as configured; undefined for the gateway's own choice. */
export type QuotaSettings = Readonly<Partial<Record<QuotaCategory, number | undefined>>>;

/** The shares that the pools of one account and Region have in common. */
export interface AccountShares {
  /** Region, and role if there is one: what tells accounts apart. */
  readonly account: string;
  readonly byCategory: ReadonlyMap<QuotaCategory, QuotaShare>;
}

/** The share that an operation takes its turns from; undefined where none is kept. */
export const shareOf = (
  { byCategory }: AccountShares,
  operation: CognitoOperation,
): QuotaShare | undefined => byCategory.get(operations[operation].quota);

/**
 * Finds the shares for a pool. Pools with the same Region, role and endpoint are taken for pools of one account: without a
 * role, the account of the gateway's own credentials. An endpoint on loopback is no Cognito of AWS and has no quotas, so
 * there a share is kept for what is configured and for nothing else.
 */
export function createQuotas(
  settings: QuotaSettings,
): (pool: Pick<UserPoolSettings, "region" | "roleArn" | "endpoint">) => AccountShares {
  const known = new Map<string, AccountShares>();
  return ({ region, roleArn, endpoint }) => {
    const account = [region, roleArn, endpoint].filter((part) => part !== undefined).join(" ");
    const shares = known.get(account) ?? open(account, settings, isLoopback(endpoint));
    known.set(account, shares);
    return shares;
  };
}

function open(account: string, settings: QuotaSettings, isLocal: boolean): AccountShares {
  const byCategory = new Map<QuotaCategory, QuotaShare>();
  for (const category of Object.keys(quotaCategories) as QuotaCategory[]) {
    const perSecond = settings[category] ?? (isLocal ? undefined : halfOf(category));
    if (perSecond !== undefined) byCategory.set(category, new QuotaShare(perSecond));
  }
  return { account, byCategory };
}

/** The configuration allows plain http on loopback only, and Cognito itself speaks https alone. */
const isLoopback = (endpoint: string | undefined): boolean =>
  endpoint?.startsWith("http:") ?? false;
