import type { DestinationStream } from "pino";
import type { FileSystem } from "../audit/journal/file-system.js";
import { AwsKeys, type StaticCredentials } from "../cognito/transport/aws-keys.js";
import { createUserPools, type UserPools } from "../cognito/user-pools.js";
import type { Config } from "../config/config.js";
import { readAgain } from "../config/secrets.js";
import { Cursors } from "../graphql/request/cursors.js";
import { MutationLimits } from "../graphql/request/mutation-limits.js";
import { createSchema } from "../graphql/schema.js";
import { Tunnels } from "../network/tunnels.js";
import { addConsole, type ConsoleSettings } from "./console.js";
import { addExplorer, emptyExplorer, type ExplorerStart } from "./explorer.js";
import { createApollo } from "./graphql-http/apollo.js";
import { addGraphQL } from "./graphql-http/graphql-route.js";
import { contextFactory } from "./graphql-http/request-context.js";
import { createHttpHost } from "./http/http-host.js";
import { listenOn } from "./http/listen-on.js";
import { createRouterCredential } from "./http/router-credential.js";
import { openTls } from "./http/tls.js";
import { InFlight } from "./load/in-flight.js";
import { LoadGuard, watchProcess } from "./load/load-guard.js";
import { createLogger } from "./observability/logger.js";
import { Metrics } from "./observability/metrics.js";
import { addOperationsRoutes } from "./observability/operations-routes.js";
import { createReadiness, type Readiness } from "./observability/readiness.js";
import { StandardOutput } from "./observability/standard-output.js";
import { openAudit, rotateAudit } from "./open-audit.js";
import { openAuthorization } from "./open-authorization.js";
import { renewableSecrets, watchedFilesOf } from "./renewable-files.js";
import { renewalObserver, Renewals } from "./renewal/renewals.js";
import { stopInOrder } from "./shutdown.js";
import { version } from "./version.js";

/** What the first run and tests set beside the configuration. */
export interface GatewayOverrides {
  /** The gateway's own keys, in place of what the AWS credential chain finds. */
  readonly credentials?: StaticCredentials;
  readonly explorerStart?: ExplorerStart;
  /** Whether requests are refused whose Host is not this machine's own name: where a page could get a token for the asking. */
  readonly isOnLoopbackOnly?: boolean;
  /** Serves the example console, if it is built, with what this says. No configuration does. */
  readonly console?: () => ConsoleSettings;
  readonly logDestination?: DestinationStream;
  readonly now?: () => number;
  /** The file system under the audit log. */
  readonly auditFiles?: FileSystem;
}

export interface Gateway {
  readonly url: string;
  /** Where health and metrics are: the same as `url` unless `admin.port` is configured. */
  readonly adminUrl: string;
  /** Reads policies, block list, certificates and mounted secrets again now; what cannot be used leaves the old in force. */
  reload(): Promise<void>;
  /** Begins a new file of the audit log; what goes wrong is logged, and the old one goes on. */
  rotateAudit(): Promise<void>;
  /** Stops accepting, lets requests under way finish within the deadline, then closes connections to AWS. */
  stop(): Promise<void>;
}

/** The composition root: builds every part from the configuration, and listens. */
export async function startGateway(
  config: Config,
  overrides: GatewayOverrides = {},
): Promise<Gateway> {
  const parts = await openParts(config, overrides);
  const { metrics, logger, tls, routerCredential, pools, apollo, audit, output } = parts;
  const { renewals, authorization } = parts;
  const { verifier } = authorization;
  const { processLoad, loadGuard, mutationLimits } = guardLoad(config, metrics, pools);
  const inFlight = new InFlight();
  let state: Readiness["parts"]["gateway"] = "starting";
  const isStopping = () => state === "stopping";
  const hostParts = { ...overrides, ...config, logger, metrics, inFlight, isStopping };
  const host = createHttpHost({ ...hostParts, tls: tls?.options });
  addGraphQL(host, config.listen.cors.origins, {
    ...{ apollo, inFlight, loadGuard, isStopping, routerCredential, verifier },
    createContext: contextFactory(config, { ...parts, ...authorization, mutationLimits }),
    answerBytes: config.limits.answerBytes,
    isRouterRequired: config.router?.required ?? false,
  });
  if (config.explorer) addExplorer(host, overrides.explorerStart ?? emptyExplorer);
  if (overrides.console !== undefined) addConsole(host, overrides.console);
  const adminHost = config.admin === undefined ? host : createHttpHost(hostParts);
  const readiness = createReadiness({
    ...{ verifier, audit, pools, logger },
    issuerCount: config.issuers.length,
    gatewayState: () => state,
  });
  addOperationsRoutes(adminHost, { metrics, readiness });

  if (tls !== undefined) renewals.add(tls.renewableOf(host.server));
  const deadlineMs = config.limits.shutdownDeadlineMs;
  const stop = () => {
    state = "stopping";
    processLoad.stop();
    renewals.stop();
    return stopInOrder({ host, adminHost, inFlight, apollo, audit, pools, output, deadlineMs });
  };
  try {
    const url = await listenOn(host, config.listen);
    const adminUrl = config.admin === undefined ? url : await listenOn(adminHost, config.admin);
    state = "ok";
    renewals.start();
    const reload = () => renewals.reload();
    return { url, adminUrl, reload, rotateAudit: () => rotateAudit(audit, logger), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** All that the gateway needs before it can be asked anything. */
async function openParts(given: Config, overrides: GatewayOverrides) {
  const metrics = new Metrics();
  metrics.tellBuild(version);
  const countLost = () => {
    metrics.countLogFailure();
  };
  const output = new StandardOutput(countLost);
  const logger = createLogger(given.log.level, overrides.logDestination ?? output, countLost);
  const now = overrides.now ?? Date.now;
  const renewals = await Renewals.begin(watchedFilesOf(given), renewalObserver(logger, metrics));
  const { secretFiles = {} } = given;
  // Read once more, now that a change would be noticed.
  const config = { ...given, secrets: readAgain(given.secrets ?? {}, secretFiles) };
  const routerCredential = createRouterCredential(config);
  const cursors = new Cursors(config.secrets.cursor);
  const tls = openTls(config.listen.tls);
  const tunnels = config.proxy === undefined ? undefined : new Tunnels(config.proxy);
  const authorization = await openAuthorization(config, { logger, renewals, now, tunnels });
  const keys = new AwsKeys(config.limits, overrides.credentials, tunnels);
  const pools = openPools(config, metrics, keys, now);
  const { schema } = createSchema({
    ...config.subgraph,
    introspection: config.introspection,
    hasRouter: routerCredential !== undefined,
  });
  const apollo = createApollo({ schema, config, logger, metrics });
  await apollo.start();
  const audit = await openAudit(config, {
    ...{ logger, metrics, now, keys, output },
    files: overrides.auditFiles,
  });
  metrics.watchAudit(audit);
  if (Object.keys(secretFiles).length > 0) {
    renewals.add(renewableSecrets(config, { audit, routerCredential, cursors }));
  }
  const parts = { metrics, logger, output, renewals, tls, routerCredential, cursors };
  return { ...parts, authorization, pools, apollo, audit, now };
}

/** What keeps the gateway from taking on more than it can do. */
function guardLoad({ limits }: Config, metrics: Metrics, pools: UserPools) {
  const observeRefusal = metrics.countRefusal.bind(metrics);
  const processLoad = watchProcess();
  const loadGuard = new LoadGuard(
    limits,
    processLoad,
    () => pools.all.every(({ areReadsFull }) => areReadsFull),
    observeRefusal,
  );
  metrics.watchLoad(loadGuard, pools);
  return { processLoad, loadGuard, mutationLimits: new MutationLimits(limits, observeRefusal) };
}

function openPools(config: Config, metrics: Metrics, keys: AwsKeys, now: () => number): UserPools {
  const settings = Object.entries(config.pools).map(([alias, pool]) => ({ alias, ...pool }));
  return createUserPools(settings, {
    deadlines: config.limits,
    sweepLimits: config.limits,
    gateLimits: config.limits,
    quotas: config.quotas,
    observeRefusal: (reason) => {
      metrics.countRefusal(reason);
    },
    descriptionMaxAgeMs: config.limits.poolDescriptionMaxAgeMs,
    observe: (call) => {
      metrics.countCall(call);
    },
    now,
    credentials: keys,
  });
}
