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
 * Throws BAD_USER_INPUT unless a body is one GraphQL request, and PERSISTED_QUERY_NOT_SUPPORTED for one that names its document by a
 * hash alone. Lists of requests are refused with the rest.
 * https://graphql.github.io/graphql-over-http/draft/#sec-Request-Parameters
 */
export function checkGraphQLRequest(body: unknown): asserts body is GraphQLRequest {
  const isRequest =
    isObject(body) &&
    (typeof body["query"] === "string" || isHashed(body)) &&
    optional(body["operationName"], (value) => typeof value === "string") &&
    optional(body["variables"], isObject) &&
    optional(body["extensions"], isObject);
  if (!isRequest) throw new GatewayError("BAD_USER_INPUT", { reason: "MALFORMED_REQUEST" });
  if (isHashed(body)) throw new GatewayError("PERSISTED_QUERY_NOT_SUPPORTED");
}

/** Whether a hash stands in place of the document. */
const isHashed = ({ query, extensions }: Readonly<Record<string, unknown>>): boolean =>
  optional(query, (value) => value === "") &&
  isObject(extensions) &&
  isObject(extensions["persistedQuery"]);

/** The same request without the hash that came along with its document: documents are not kept, so there is nothing to find by it. */
export function withoutHash(body: unknown): unknown {
  if (!isObject(body) || !isObject(body["extensions"])) return body;
  const { persistedQuery: _hash, ...extensions } = body["extensions"];
  return { ...body, extensions };
}
