import { GatewayError, type InputReason } from "../../errors/gateway-error.js";

/** What HTTP has a status for. */
const httpStatuses = {
  MALFORMED_HTTP: 400,
  MALFORMED_JSON: 400,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  NOT_ACCEPTABLE: 406,
  REQUEST_TIMEOUT: 408,
  UNSUPPORTED_MEDIA_TYPE: 415,
  HEADERS_TOO_LARGE: 431,
} as const satisfies Partial<Record<InputReason, number>>;

export type HttpErrorReason = keyof typeof httpStatuses;

export type HttpError = GatewayError & { readonly statusCode: number };

/** A request that is refused for what HTTP says of it, with the status that HTTP has for that. */
export const httpError = (reason: HttpErrorReason, options?: ErrorOptions): HttpError =>
  Object.assign(new GatewayError("BAD_USER_INPUT", { reason }, options), {
    statusCode: httpStatuses[reason],
  });
