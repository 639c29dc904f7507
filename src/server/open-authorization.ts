import { Authorizer } from "../authorization/authorizer.js";
import type { PoolResource } from "../authorization/resources.js";
import { BlockList } from "../authorization/tokens/block-list.js";
import { fetchKeySet, timeoutMs } from "../authorization/tokens/key-fetcher.js";
import { TokenVerifier } from "../authorization/tokens/token-verifier.js";
import type { TrustedIssuer } from "../authorization/tokens/trusted-issuer.js";
import type { Config } from "../config/config.js";
import type { Tunnels } from "../network/tunnels.js";
import type { Logger } from "./observability/logger.js";
import type { Renewals } from "./renewal/renewals.js";

export interface Authorization {
  readonly authorizer: Authorizer;
  readonly verifier: TokenVerifier;
}

interface AuthorizationParts {
  readonly logger: Logger;
  readonly renewals: Renewals;
  readonly now: () => number;
  readonly tunnels: Tunnels | undefined;
}

/** Opens all that decides about callers. Throws PolicyError or BlockListError: without them the gateway must not start. */
export async function openAuthorization(
  config: Config,
  { logger, renewals, now, tunnels }: AuthorizationParts,
): Promise<Authorization> {
  const authorizer = new Authorizer({
    policyFiles: config.policies,
    roleRanks: config.roleRanks,
    pools: poolResources(config),
  });
  renewals.add({ name: "policies", prepare: () => authorizer.prepare() });
  const blockList =
    config.blockList === undefined ? undefined : await openBlockList(config.blockList, renewals);
  const verifier = new TokenVerifier(trustedIssuers(config), {
    now,
    blockList,
    fetchKeySet: (uri) => fetchKeySet(uri, { agent: tunnels?.agent(timeoutMs) }),
    onKeyFetch: ({ jwksUri, error }) => {
      if (error === undefined) logger.info({ jwksUri }, "keys fetched");
      else logger.error({ jwksUri, cause: nameOf(error) }, "keys not fetched");
    },
    // Names of the configuration.
    onRolesTrouble: (trouble) => {
      logger.warn(trouble, "no roles in the first token");
    },
  });
  // Not waited for: an issuer that is down must not keep the gateway from starting.
  void verifier.prefetch();
  return { authorizer, verifier };
}

async function openBlockList(file: string, renewals: Renewals): Promise<BlockList> {
  const blockList = await BlockList.read(file);
  const watched = renewals.add({ name: "block list", prepare: () => blockList.prepare() });
  blockList.keepFresh(() => watched.fresh());
  return blockList;
}

/** The configured pools, as policies see them. */
export function poolResources({ pools }: Config): readonly PoolResource[] {
  return Object.entries(pools).map(([alias, pool]) => ({ alias, ...pool }));
}

function trustedIssuers({ issuers, pools }: Config): readonly TrustedIssuer[] {
  return issuers.map(({ subjectPools, ...issuer }) => ({
    ...issuer,
    requireJti: issuer.requireJti ?? isCognito(issuer),
    subjectPoolIds:
      subjectPools?.flatMap((alias) => pools[alias]?.id ?? []) ?? ownPool(issuer.issuer, pools),
  }));
}

/** Cognito's tokens tell their use. */
const isCognito = ({ tokenUse }: Pick<TrustedIssuer, "tokenUse">): boolean => tokenUse !== null;

/** Cognito's issuers end with the id of the pool whose users they vouch for. */
function ownPool(issuer: string, pools: Config["pools"]): readonly string[] {
  const poolId = issuer.split("/").at(-1);
  return Object.values(pools)
    .map(({ id }) => id)
    .filter((id) => id === poolId);
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);
