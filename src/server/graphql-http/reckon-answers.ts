import type { ApolloServerPlugin } from "@apollo/server";
import type { GraphQLSchema } from "graphql";
import type { Config } from "../../config/config.js";
import { GatewayError } from "../../errors/gateway-error.js";
import { valuesOf } from "../../graphql/answers/answer-plan.js";
import { AnswerPlanner } from "../../graphql/answers/answer-planner.js";
import type { GatewayContext } from "../../graphql/request/context.js";

/**
 * Refuses an operation whose answer could be too large, by what it asks for and what its variables say: before a resolver runs, so
 * that nothing has been asked of Cognito, and nothing written.
 */
export function reckonAnswers(
  schema: GraphQLSchema,
  limits: Config["limits"],
): ApolloServerPlugin<GatewayContext> {
  const planner = new AnswerPlanner(schema);
  const { answerValues, userKeys, passwordItems, representations } = limits;
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ document, operation, request, contextValue }) => {
        // Apollo Server has found it by now, or else this is not asked.
        if (operation === undefined) return;
        const { pools, access } = contextValue;
        const values = valuesOf(planner.planOf(document, operation), {
          variables: request.variables ?? {},
          sizes: {
            ...{ userKeys, passwordItems, representations },
            pools: pools.all.length,
            roles: access.principal.roles.length,
          },
        });
        if (values > answerValues) {
          throw new GatewayError("ANSWER_TOO_LARGE", { limit: "answerValues" });
        }
      },
    }),
  };
}
