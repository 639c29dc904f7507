import {
  JwtInvalidAudienceError,
  JwtInvalidSignatureError,
  JwtParseError,
  KidNotFoundInJwksError,
} from "aws-jwt-verify/error";
import { GatewayError, type TokenRefusal } from "../../errors/gateway-error.js";

/** A token is refused: the caller is told no more than that, the log why. */
export const refusal = (token: TokenRefusal, options: ErrorOptions = {}): GatewayError =>
  new GatewayError("UNAUTHENTICATED", {}, { ...options, logFields: { token } });

/** What aws-jwt-verify's errors mean. */
const byError = [
  [JwtParseError, "MALFORMED"],
  [KidNotFoundInJwksError, "KEY"],
  [JwtInvalidSignatureError, "SIGNATURE"],
  [JwtInvalidAudienceError, "AUDIENCE"],
] as const;

/** The refusal for whatever verifying a token has thrown; an error of ours stays as it is. */
export function asRefusal(error: unknown): GatewayError {
  if (error instanceof GatewayError) return error;
  const known = byError.find(([kind]) => error instanceof kind);
  return refusal(known?.[1] ?? "UNFORESEEN", { cause: error });
}
