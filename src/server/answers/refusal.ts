import { type ErrorCode, errorCodes } from "../../errors/error-codes.js";
import type { GatewayError, Outcome } from "../../errors/gateway-error.js";
import { type AnswerType, answerTypeFor } from "./answer-type.js";
import { toPublicError } from "./public-error.js";

/** What is known of a request that is refused. */
interface Refused {
  readonly requestId: string;
  /** Its `Accept`; undefined where the headers could not be read. */
  readonly accept: string | undefined;
  /** Undefined once GraphQL has begun: from there on the errors tell it by themselves. */
  readonly outcome: Outcome | undefined;
  /** Where HTTP has a status of its own for what is wrong. */
  readonly status?: number | undefined;
}

/** All that the answer to a refused request consists of. */
interface Refusal {
  readonly status: number;
  readonly type: AnswerType;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What status and headers say of a request that is refused as a whole, wherever it was refused. */
export function refusalHead(
  code: ErrorCode,
  retryAfterMs = 0,
): Pick<Refusal, "status" | "headers"> {
  return {
    status: errorCodes[code].httpStatus,
    headers: {
      // RFC 6750 section 3; no error attribute, since nothing is told about a token.
      ...(code === "UNAUTHENTICATED" ? { "www-authenticate": "Bearer" } : {}),
      ...(retryAfterMs > 0 ? { "retry-after": String(Math.ceil(retryAfterMs / 1000)) } : {}),
    },
  };
}

/**
 * The answer to a request that is refused before GraphQL answers it: in the form of every other error and in the media type that
 * the client prefers, so that a client needs one way only to read an error.
 */
export function refusalOf(error: GatewayError, refused: Refused): Refusal {
  const { requestId, accept, outcome, status } = refused;
  const head = refusalHead(error.code, error.details.retryAfterMs);
  const told = outcome === undefined ? error : error.with({ outcome });
  return {
    ...head,
    status: status ?? head.status,
    // Who takes neither form is told so in one that everybody knows.
    type: answerTypeFor(accept) ?? "application/json; charset=utf-8",
    body: JSON.stringify({ errors: [toPublicError(told, {}, requestId)] }),
  };
}
