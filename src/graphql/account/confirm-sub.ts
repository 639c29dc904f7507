import type { UserRecord } from "../../cognito/records/records.js";
import { GatewayError } from "../../errors/gateway-error.js";

/**
 * Throws TARGET_CHANGED unless the user is the one that the caller saw. An alias, or the name of a linked profile, can mean
 * somebody else by now; a sub never does.
 */
export function confirmSub({ sub }: Pick<UserRecord, "sub">, confirmed: string): void {
  if (sub !== confirmed) throw new GatewayError("TARGET_CHANGED", { argument: "confirmSub" });
}
