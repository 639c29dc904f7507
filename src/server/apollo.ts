import { ApolloServer } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from "@apollo/server/plugin/disabled";
import type { GraphQLSchema } from "graphql";
import type { Config } from "../config/config.js";
import type { GatewayContext } from "../graphql/context.js";
import { literalSecret } from "../graphql/rules/literal-secret.js";
import { mutationFields } from "../graphql/rules/mutation-fields.js";
import type { Logger } from "./logger.js";
import type { Metrics } from "./metrics.js";
import { toGatewayError, toPublicError } from "./public-error.js";
import { responsePlugin } from "./response-plugin.js";

interface ApolloOptions {
  readonly schema: GraphQLSchema;
  readonly config: Pick<Config, "introspection" | "limits">;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

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
    parseOptions: { maxLexicalTokens: limits.queryTokens, maxSourceLength: limits.queryLength },
    maxRecursiveSelections: limits.recursiveSelections,
    // A document can be wrong in as many places as it has tokens; nobody reads them all.
    validationOptions: { maxErrors: 5 },
    validationRules: [literalSecret, mutationFields(limits.mutationFields)],
    formatError: (formatted, error) => toPublicError(toGatewayError(error), formatted),
    plugins: [
      // Any caller could ask for a trace, which quotes errors; reports and caches would keep operations.
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      responsePlugin(logger, metrics),
    ],
  });
}
