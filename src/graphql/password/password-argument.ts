import { GatewayError } from "../../errors/gateway-error.js";

/** Half of a surrogate pair, which no UTF-8 can carry. */
const loneSurrogate = /\p{Surrogate}/u;

/** Throws BAD_USER_INPUT for a text that cannot be sent to Cognito as it is. */
export function checkPasswordText(password: string): void {
  if (loneSurrogate.test(password)) {
    throw new GatewayError("BAD_USER_INPUT", { argument: "password" });
  }
}
