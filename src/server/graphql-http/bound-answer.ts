import type { GraphQLRequestContextWillSendResponse } from "@apollo/server";
import { OperationTypeNode } from "graphql";
import type { GatewayContext } from "../../graphql/request/context.js";
import { toPublicError } from "../answers/public-error.js";
import { logErrors, type Logger } from "../observability/logger.js";
import type { Metrics } from "../observability/metrics.js";

/**
 * What becomes of an answer that had to be left incomplete, since it was too large: of a query nothing is told but that; what
 * a mutation has done is told whatever else is not.
 */
export function boundAnswer(
  {
    response: { body },
    contextValue,
    operation,
  }: GraphQLRequestContextWillSendResponse<GatewayContext>,
  { logger, metrics }: { readonly logger: Logger; readonly metrics: Metrics },
): void {
  const { answer, requestId, warnings } = contextValue;
  answer.mustBeTold = operation?.operation === OperationTypeNode.MUTATION;
  const { excess } = answer;
  if (excess === null || body.kind !== "single") return;
  if (answer.mustBeTold) {
    const { data } = body.singleResult;
    for (const field of Object.keys(data ?? {})) {
      warnings.push({ code: "ANSWER_INCOMPLETE", path: [field] });
    }
    return;
  }
  if (excess.code === "OVERLOADED") metrics.countRefusal("answers-full");
  logErrors(logger, [excess], requestId);
  body.singleResult = { errors: [toPublicError(excess)] };
}
