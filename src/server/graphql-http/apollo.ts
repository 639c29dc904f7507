import { ApolloServer } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from "@apollo/server/plugin/disabled";
import type { GraphQLSchema } from "graphql";
import type { Config } from "../../config/config.js";
import type { GatewayContext } from "../../graphql/request/context.js";
import { documentLimits } from "../../graphql/rules/document-limits.js";
import { literalSecret } from "../../graphql/rules/literal-secret.js";
import { fromGraphQLError, toPublicError } from "../answers/public-error.js";
import { validationMessage } from "../answers/validation-message.js";
import type { Logger } from "../observability/logger.js";
import type { Metrics } from "../observability/metrics.js";
import { reckonAnswers } from "./reckon-answers.js";
import { responsePlugin } from "./response-plugin.js";

interface ApolloOptions {
  readonly schema: GraphQLSchema;
  readonly config: Pick<Config, "introspection" | "limits">;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

const ignore = () => undefined;

/** Apollo Server's own lines quote errors; what there is to know of them is logged by the plugin, as a code. */
const silent = { debug: ignore, info: ignore, warn: ignore, error: ignore };

/** Apollo Server with everything switched off that could show or keep what a caller wrote. */
export function createApollo({
  schema,
  config: { introspection, limits },
  logger,
  metrics,
}: ApolloOptions): ApolloServer<GatewayContext> {
  return new ApolloServer<GatewayContext>({
    schema,
    introspection,
    persistedQueries: false,
    allowBatchedHttpRequests: false,
    csrfPrevention: true,
    hideSchemaDetailsFromClientErrors: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    logger: silent,
    parseOptions: { maxLexicalTokens: limits.queryTokens, maxSourceLength: limits.queryLength },
    // A document can be wrong in as many places as it has tokens; nobody reads them all. Suggestions, which are not told
    // anyway, cost more than all the rest of a wrong document.
    validationOptions: { maxErrors: 5, hideSuggestions: true },
    // Not maxRecursiveSelections, whose rule would move these into a second run, after the costly ones.
    validationRules: [documentLimits(limits), literalSecret],
    formatError: (formatted, error) => {
      const failure = fromGraphQLError(error);
      const told = toPublicError(failure, formatted);
      // A caller who may introspect the schema may know where a document does not fit it.
      const isExplained = introspection && failure.details.reason === "VALIDATION";
      return isExplained ? { ...told, message: validationMessage(error) ?? told.message } : told;
    },
    plugins: [
      // Any caller could ask for a trace, which quotes errors; reports and caches would keep operations.
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      reckonAnswers(schema, limits),
      responsePlugin(logger, metrics),
    ],
  });
}
