import { GatewayError } from "../../errors/gateway-error.js";

/** Half of a surrogate pair, which no UTF-8 can carry. */
const loneSurrogate = /\p{Surrogate}/u;

/** Throws BAD_USER_INPUT, with the argument, for a text that cannot be sent to Cognito as it is. */
export function checkText(text: string, argument: string): void {
  if (loneSurrogate.test(text)) throw new GatewayError("BAD_USER_INPUT", { argument });
}
