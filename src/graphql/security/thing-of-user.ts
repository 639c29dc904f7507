import type { ErrorCode } from "../../errors/error-codes.js";
import { type ErrorDetails, GatewayError } from "../../errors/gateway-error.js";

/**
 * What Cognito's ids of sessions, keys of devices and ids of events are made of, and more than their length. A session has 28 letters and
 * digits (SDK, `SessionId` of AdminRevokeUserSessionRequest), a key 1 to 55 of `[\w-]+_[0-9a-f-]+`, an event 1 to 50 of `[\w+-]+`.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminForgetDevice.html
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUpdateAuthEventFeedback.html
 */
const shape = /^[\w+-]{1,128}$/;

/** Throws BAD_USER_INPUT, with the argument, for a text that names no session, device or event. */
export function checkId(id: string, argument: string): void {
  if (!shape.test(id)) throw new GatewayError("BAD_USER_INPUT", { argument });
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

/** Throws FEATURE_UNAVAILABLE if the pool says that it lacks something. One that does not tell is asked all the same: Cognito decides. */
export async function requireFeature(has: Promise<boolean>): Promise<void> {
  if (!(await has.catch(() => true))) throw new GatewayError("FEATURE_UNAVAILABLE");
}
