// The gateway from its own modules, as src/server/gateway.ts puts them together, with parts left out that no setting
// leaves out: what each of them costs. For the bench alone.
import "reflect-metadata";
import { createUserPools, UserPools } from "../../../build/cognito/user-pools.js";
import { createSdkClients } from "../../../build/cognito/transport/sdk-client.js";
import { UserPool } from "../../../build/cognito/user-pool.js";
import { readConfig } from "../../../build/config/read-config.js";
import { createSchema } from "../../../build/graphql/schema.js";
import { Cursors } from "../../../build/graphql/request/cursors.js";
import { MutationLimits } from "../../../build/graphql/request/mutation-limits.js";
import { createApollo } from "../../../build/server/graphql-http/apollo.js";
import { addGraphQLRoute } from "../../../build/server/graphql-http/graphql-route.js";
import { createHttpHost } from "../../../build/server/http/http-host.js";
import { InFlight } from "../../../build/server/load/in-flight.js";
import { LoadGuard, watchProcess } from "../../../build/server/load/load-guard.js";
import { createLogger } from "../../../build/server/observability/logger.js";
import { Metrics } from "../../../build/server/observability/metrics.js";
import { openAudit } from "../../../build/server/open-audit.js";
import { openAuthorization } from "../../../build/server/open-authorization.js";
import { contextFactory } from "../../../build/server/graphql-http/request-context.js";
import { callerRole } from "../population.mjs";
import { announce } from "./serve-json.mjs";

// As the program does.
Error.stackTraceLimit = 0;

const [, , configFile, leftOut = ""] = process.argv;
const isOff = (part) => leftOut.split(",").includes(part);
const ignore = () => undefined;

const config = readConfig(configFile);
const metrics = new Metrics();
if (isOff("metrics")) {
  for (const name of [
    "countRequest",
    "countCall",
    "countRefusal",
    "countAuditRecords",
    "observeRequest",
  ])
    metrics[name] = ignore;
}
const logger = createLogger(isOff("log") ? "silent" : config.log.level, process.stdout);

/** A caller who is believed without a token, and who may do everything without a policy. */
const anybody = { subject: "caller", issuer: "bench", roles: [callerRole], subjectPoolIds: [] };
const everything = {
  principal: anybody,
  may: () => true,
  require: ignore,
  judge: () => ({ refusal: null, policies: [] }),
  refusal: () => null,
};
/** Nothing changes while the bench runs. */
const renewals = { add: () => ({ fresh: async () => undefined }) };
const parts = { logger, renewals, now: Date.now, tunnels: undefined };
const { authorizer, verifier } = await openAuthorization(config, parts);
const entry = { id: "none", result: async () => undefined };
const audit = isOff("audit")
  ? { intent: async () => entry }
  : await openAudit(config, { logger, metrics, now: Date.now, files: undefined });

/** No turns, no places, no breaker. */
const openGate = {
  enterWrite: async () => ignore,
  read: (_operation, _isForWrite, send) => send(),
  write: (_operation, send) => send(),
  pressure: ignore,
};
const poolOptions = {
  deadlines: config.limits,
  descriptionMaxAgeMs: config.limits.poolDescriptionMaxAgeMs,
  observe: (call) => {
    metrics.countCall(call);
  },
  now: Date.now,
};
const settings = Object.entries(config.pools).map(([alias, pool]) => ({ alias, ...pool }));
const openPool = (pool) =>
  new UserPool(pool, createSdkClients(pool, config.limits), poolOptions, openGate);
const pools = isOff("limits")
  ? new UserPools(settings.map(openPool))
  : createUserPools(settings, {
      ...poolOptions,
      gateLimits: config.limits,
      quotas: config.quotas,
      observeRefusal: ignore,
    });
const unlimited = { countCaller: async () => undefined, countTarget: async () => undefined };
const mutationLimits = isOff("limits") ? unlimited : new MutationLimits(config.limits, ignore);
const loadGuard = isOff("limits")
  ? { check: ignore, checkQuery: ignore, during: (work) => work() }
  : new LoadGuard(config.limits, watchProcess(), () => false, ignore);

const { schema } = createSchema({ ...config.subgraph, introspection: false, hasRouter: false });
const apollo = createApollo({ schema, config, logger, metrics });
await apollo.start();
const inFlight = new InFlight();
const isStopping = () => false;
const host = createHttpHost({ ...config, logger, metrics, inFlight, isStopping });
addGraphQLRoute(host, {
  ...{ apollo, inFlight, loadGuard, isStopping, routerCredential: undefined },
  verifier: isOff("token") ? { verify: async () => anybody } : verifier,
  createContext: contextFactory(config, {
    authorizer: isOff("policies") ? { accessOf: () => everything } : authorizer,
    ...{ pools, audit, mutationLimits, now: Date.now },
    cursors: new Cursors(),
  }),
  answerBytes: config.limits.answerBytes,
  isRouterRequired: false,
});
announce(await host.listen({ host: "127.0.0.1", port: 0 }));
