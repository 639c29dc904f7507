import { GatewayError } from "../../errors/gateway-error.js";

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const optional = (value: unknown, isValid: (value: unknown) => boolean): boolean =>
  value === undefined || value === null || isValid(value);

/** What of a request is looked at before Apollo reads it. */
interface GraphQLRequest {
  readonly query: string;
}

/**
 * Throws BAD_USER_INPUT unless a body is one GraphQL request. Lists of requests are refused with the rest.
 * https://graphql.github.io/graphql-over-http/draft/#sec-Request-Parameters
 */
export function checkGraphQLRequest(body: unknown): asserts body is GraphQLRequest {
  const isRequest =
    isObject(body) &&
    typeof body["query"] === "string" &&
    optional(body["operationName"], (value) => typeof value === "string") &&
    optional(body["variables"], isObject) &&
    optional(body["extensions"], isObject);
  if (!isRequest) throw new GatewayError("BAD_USER_INPUT", { reason: "MALFORMED_REQUEST" });
}
