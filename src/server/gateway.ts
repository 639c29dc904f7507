import type { FastifyRequest } from "fastify";
import type { DestinationStream } from "pino";
import type { Authorizer } from "../authorization/authorizer.js";
import type { StaticCredentials } from "../cognito/sdk-client.js";
import { createUserPools, type UserPools } from "../cognito/user-pools.js";
import type { Config } from "../config/config.js";
import { GatewayError } from "../errors/gateway-error.js";
import type { GatewayContext } from "../graphql/context.js";
import { createSchema } from "../graphql/schema.js";
import { createLoaders } from "../loaders/loaders.js";
import { createApollo } from "./apollo.js";
import { addExplorer, emptyExplorer, type ExplorerStart } from "./explorer.js";
import { addGraphQLRoute } from "./graphql-route.js";
import { createHttpHost } from "./http-host.js";
import { InFlight } from "./in-flight.js";
import { createLogger } from "./logger.js";
import { Metrics } from "./metrics.js";
import { openAudit, rotateAudit } from "./open-audit.js";
import { openAuthorization } from "./open-authorization.js";
import { addOperationsRoutes } from "./operations-routes.js";
import { stopInOrder } from "./shutdown.js";

/** What the first run and tests set beside the configuration. */
export interface GatewayOverrides {
  /** Keys for endpoints that ask for none; the AWS credential chain otherwise. */
  readonly credentials?: StaticCredentials;
  readonly explorerStart?: ExplorerStart;
  readonly logDestination?: DestinationStream;
  readonly now?: () => number;
  /** The key that the audit log's checkpoints are signed with. */
  readonly auditKey?: string | undefined;
}

export interface Gateway {
  readonly url: string;
  /** Where health and metrics are: the same as `url` unless `admin.port` is configured. */
  readonly adminUrl: string;
  /** Reads policies and block list again, without losing a request; what cannot be used leaves the old in force. Rotates the audit log. */
  reload(): Promise<void>;
  /** Stops accepting, lets requests under way finish within the deadline, then closes connections to AWS. */
  stop(): Promise<void>;
}

/** The composition root: builds every part from the configuration, and listens. */
export async function startGateway(
  config: Config,
  overrides: GatewayOverrides = {},
): Promise<Gateway> {
  const metrics = new Metrics();
  const logger = createLogger(config.log.level, overrides.logDestination, () => {
    metrics.countLogFailure();
  });
  const now = overrides.now ?? Date.now;
  const {
    authorizer,
    verifier,
    reload: reloadAuthorization,
  } = await openAuthorization(config, logger, now);
  const pools = openPools(config, metrics, overrides);
  const { schema } = createSchema({ ...config.subgraph, introspection: config.introspection });
  const apollo = createApollo({ schema, config, logger, metrics });
  await apollo.start();
  const audit = await openAudit(config, { logger, metrics, now, key: overrides.auditKey });
  const reload = async () => {
    await reloadAuthorization();
    await rotateAudit(audit, logger);
  };

  const inFlight = new InFlight();
  let state: "starting" | "ready" | "stopping" = "starting";
  const isStopping = () => state === "stopping";
  const hostParts = { limits: config.limits, logger, metrics, inFlight, isStopping };
  const host = createHttpHost(hostParts);
  const createContext = contextFactory(config, authorizer, pools);
  addGraphQLRoute(host, { apollo, verifier, inFlight, createContext, isStopping });
  if (config.explorer) addExplorer(host, overrides.explorerStart ?? emptyExplorer);
  const adminHost = config.admin === undefined ? host : createHttpHost(hostParts);
  addOperationsRoutes(adminHost, { metrics, isReady: () => state === "ready" });

  const deadlineMs = config.limits.shutdownDeadlineMs;
  const stop = () => {
    state = "stopping";
    return stopInOrder({ host, adminHost, inFlight, apollo, audit, pools, deadlineMs });
  };
  try {
    const url = await host.listen(config.listen);
    const adminUrl = config.admin === undefined ? url : await adminHost.listen(config.admin);
    state = "ready";
    return { url, adminUrl, reload, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function openPools(config: Config, metrics: Metrics, overrides: GatewayOverrides): UserPools {
  const settings = Object.entries(config.pools).map(([alias, pool]) => ({ alias, ...pool }));
  return createUserPools(settings, {
    deadlines: config.limits,
    descriptionMaxAgeMs: config.limits.poolDescriptionMaxAgeMs,
    observe: (call) => {
      metrics.countCall(call);
    },
    now: overrides.now ?? Date.now,
    credentials: overrides.credentials,
  });
}

function contextFactory({ limits }: Config, authorizer: Authorizer, pools: UserPools) {
  return ({ id, principal }: FastifyRequest): GatewayContext => {
    if (principal === null) throw new GatewayError("UNAUTHENTICATED");
    return {
      requestId: id,
      access: authorizer.accessOf(principal),
      pools,
      loaders: createLoaders(pools, limits),
      warnings: [],
      hasWritten: false,
      attributeNames: new Set(),
      maximumUserKeys: limits.userKeys,
    };
  };
}
