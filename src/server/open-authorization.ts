import { Authorizer } from "../authorization/authorizer.js";
import { PolicyError } from "../authorization/policy-error.js";
import type { PoolResource } from "../authorization/resources.js";
import { BlockList } from "../authorization/tokens/block-list.js";
import { fetchKeySet, timeoutMs } from "../authorization/tokens/key-fetcher.js";
import { TokenVerifier, type TrustedIssuer } from "../authorization/tokens/token-verifier.js";
import type { Config } from "../config/config.js";
import type { Tunnels } from "../network/tunnels.js";
import type { Logger } from "./observability/logger.js";

export interface Authorization {
  readonly authorizer: Authorizer;
  readonly verifier: TokenVerifier;
  /** Reads policies and block list again; what cannot be used is logged, and what was in force stays. */
  readonly reload: () => Promise<void>;
}

/** Opens all that decides about callers. Throws PolicyError or BlockListError: without them the gateway must not start. */
export async function openAuthorization(
  config: Config,
  logger: Logger,
  now: () => number,
  tunnels?: Tunnels,
): Promise<Authorization> {
  const authorizer = new Authorizer({
    policyFiles: config.policies,
    roleRanks: config.roleRanks,
    pools: poolResources(config),
  });
  const blockList =
    config.blockList === undefined
      ? undefined
      : await BlockList.read(config.blockList, {
          now,
          onProblem: ({ file, line, problem }) => {
            logger.error({ file, line, problem }, "block list not renewed");
          },
        });
  const verifier = new TokenVerifier(trustedIssuers(config), {
    now,
    blockList,
    fetchKeySet: (uri) => fetchKeySet(uri, { agent: tunnels?.agent(timeoutMs) }),
    onKeyFetch: ({ jwksUri, error }) => {
      if (error === undefined) logger.info({ jwksUri }, "keys fetched");
      else logger.error({ jwksUri, cause: nameOf(error) }, "keys not fetched");
    },
  });
  // Not waited for: an issuer that is down must not keep the gateway from starting.
  void verifier.prefetch();
  const reload = async () => {
    reloadPolicies(authorizer, logger);
    await blockList?.reload();
  };
  return { authorizer, verifier, reload };
}

function reloadPolicies(authorizer: Authorizer, logger: Logger): void {
  try {
    authorizer.reload();
    logger.info("policies renewed");
  } catch (error) {
    // Places and reasons in the operator's own files.
    const mistakes = error instanceof PolicyError ? error.mistakes : [{ problem: nameOf(error) }];
    logger.error({ mistakes }, "policies not renewed");
  }
}

/** The configured pools, as policies see them. */
export function poolResources({ pools }: Config): readonly PoolResource[] {
  return Object.entries(pools).map(([alias, pool]) => ({ alias, ...pool }));
}

function trustedIssuers({ issuers, pools }: Config): readonly TrustedIssuer[] {
  return issuers.map(({ subjectPools, ...issuer }) => ({
    ...issuer,
    subjectPoolIds:
      subjectPools?.flatMap((alias) => pools[alias]?.id ?? []) ?? ownPool(issuer.issuer, pools),
  }));
}

/** Cognito's issuers end with the id of the pool whose users they vouch for. */
function ownPool(issuer: string, pools: Config["pools"]): readonly string[] {
  const poolId = issuer.split("/").at(-1);
  return Object.values(pools)
    .map(({ id }) => id)
    .filter((id) => id === poolId);
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);
