import {
  GraphQLError,
  type GraphQLErrorExtensions,
  type GraphQLFormattedError,
  isValueNode,
  Kind,
} from "graphql";
import { errorCodes } from "../../errors/error-codes.js";
import { GatewayError, type InputReason } from "../../errors/gateway-error.js";

/** Apollo Server's own complaints about a request, by its codes; each is answered with a constant of ours. */
const requestComplaints: ReadonlyMap<unknown, InputReason> = new Map([
  ["GRAPHQL_PARSE_FAILED", "SYNTAX"],
  ["GRAPHQL_VALIDATION_FAILED", "VALIDATION"],
  ["BAD_USER_INPUT", "VARIABLES"],
  ["BAD_REQUEST", "MALFORMED_REQUEST"],
  ["OPERATION_RESOLUTION_FAILURE", "OPERATION"],
]);

/** graphql-js has no code for its limits, only these sentences (the slip of the pen is graphql 16.15's). */
const parserLimits = [
  { sentence: /Document contains more tha[nt] \d+ (tokens|comments)/, limit: "queryTokens" },
  { sentence: /Source contains more than \d+ UTF-16/, limit: "queryLength" },
] as const;

/** The GatewayError behind any error, INTERNAL when there is none. */
export function fromGraphQLError(error: unknown): GatewayError {
  if (error instanceof GatewayError) return error;
  if (!(error instanceof Error)) return new GatewayError("INTERNAL");
  const original = "originalError" in error ? error.originalError : undefined;
  if (original instanceof GatewayError) return original;
  if (codeIn(error) === "PERSISTED_QUERY_NOT_SUPPORTED") {
    return new GatewayError("PERSISTED_QUERY_NOT_SUPPORTED");
  }
  const cause = original ?? error;
  const reason = complaintOf(error) ?? executionComplaintOf(cause);
  if (reason === undefined) return new GatewayError("INTERNAL", {}, { cause });
  const exceeded =
    reason === "SYNTAX"
      ? parserLimits.find(({ sentence }) => sentence.test(error.message))
      : undefined;
  if (exceeded === undefined) return new GatewayError("BAD_USER_INPUT", { reason }, { cause });
  return new GatewayError("QUERY_TOO_LARGE", { limit: exceeded.limit }, { cause });
}

const codeIn = (error: Error): unknown =>
  "extensions" in error ? (error as GraphQLError).extensions["code"] : undefined;

function complaintOf(error: Error): InputReason | undefined {
  const { code, validationErrorCode }: GraphQLErrorExtensions =
    "extensions" in error ? (error as GraphQLError).extensions : {};
  return validationErrorCode === "INTROSPECTION_DISABLED"
    ? "INTROSPECTION_DISABLED"
    : requestComplaints.get(code);
}

/**
 * Why graphql-js could not execute what was written: a variable that gives null where a value must stand, or a kind of
 * operation that there is none of. It has no code for these, but blames a value or the operation; when completing a
 * result it blames a field. https://github.com/graphql/graphql-js/blob/v16.15.0/src/execution/values.ts
 */
function executionComplaintOf(error: unknown): InputReason | undefined {
  if (!(error instanceof GraphQLError) || error.originalError !== undefined) return undefined;
  const nodes = error.nodes ?? [];
  if (nodes.some(isValueNode)) return "VARIABLES";
  return nodes.some(({ kind }) => kind === Kind.OPERATION_DEFINITION) ? "OPERATION" : undefined;
}

/** What a caller may see of an error: a constant text, the code, and facts. No text of the error itself. */
export function toPublicError(
  error: GatewayError,
  place: Pick<GraphQLFormattedError, "locations" | "path"> = {},
  requestId?: string,
): GraphQLFormattedError {
  const { code, details, message } = error;
  const { retryable } = errorCodes[code];
  const { locations, path } = place;
  return {
    message,
    ...(locations === undefined ? {} : { locations }),
    ...(path === undefined ? {} : { path }),
    extensions: { code, retryable, ...details, ...(requestId === undefined ? {} : { requestId }) },
  };
}
