import { GatewayError } from "../../errors/gateway-error.js";

/** Throws BAD_USER_INPUT for a page that is empty or larger than `maximum`. */
export function checkFirst(first: number, maximum: number): void {
  if (first >= 1 && first <= maximum) return;
  throw new GatewayError("BAD_USER_INPUT", { argument: "first", minimum: 1, maximum });
}
