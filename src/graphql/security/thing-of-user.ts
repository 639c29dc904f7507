import type { KeptAnswer } from "../../cognito/kept-answer.js";
import type { ErrorCode } from "../../errors/error-codes.js";
import { type ErrorDetails, GatewayError } from "../../errors/gateway-error.js";

/** 28 lower-case letters and digits that begin with `tkn` or `sso` (SDK, `SessionId` of AdminRevokeUserSessionRequest). */
export const sessionPattern = /^(?:tkn|sso)[a-z0-9]{25}$/;

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminForgetDevice.html */
export const devicePattern = /^(?=.{1,55}$)[\w-]+_[0-9a-f-]+$/;

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUpdateAuthEventFeedback.html */
export const eventPattern = /^[\w+-]{1,50}$/;

/**
 * Throws BAD_USER_INPUT, with the argument, for a text that names no session, device or event. It is written down as it is, so
 * what cannot be an id must not come so far.
 */
export function checkId(id: string, argument: string, pattern: RegExp): void {
  if (!pattern.test(id)) throw new GatewayError("BAD_USER_INPUT", { argument });
}

/**
 * The code of a failure that came once the user was found in the pool: that something cannot be found does not mean the pool then, but
 * what the user was to have.
 */
export const unlessFound = (code: ErrorCode): ErrorCode =>
  code === "POOL_NOT_FOUND" ? "RESOURCE_NOT_FOUND" : code;

/** Blames the argument that names the thing, where the failure is about it. */
export const blame = (code: ErrorCode, argument: string): ErrorDetails =>
  code === "RESOURCE_NOT_FOUND" || code === "BAD_USER_INPUT" ? { argument } : {};

/**
 * Throws FEATURE_UNAVAILABLE if the pool says that it lacks something, and says so again when asked anew. One that does not tell is asked
 * for the thing itself: Cognito decides.
 */
export async function requireFeature<Answer>(
  kept: KeptAnswer<Answer>,
  has: (answer: Answer) => boolean,
  argument?: string,
): Promise<void> {
  const hasIt = await kept.getAnewIf((answer) => !has(answer)).then(has, () => true);
  if (!hasIt)
    throw new GatewayError("FEATURE_UNAVAILABLE", argument === undefined ? {} : { argument });
}
