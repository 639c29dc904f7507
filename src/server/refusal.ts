import { GatewayError } from "../errors/gateway-error.js";

type RefusalStatus = 400 | 404 | 405 | 406 | 408 | 415 | 431;

/** A request that is refused for what HTTP says of it, with the status that HTTP has for that. */
export const refusal = (statusCode: RefusalStatus): GatewayError & { statusCode: RefusalStatus } =>
  Object.assign(new GatewayError("BAD_USER_INPUT"), { statusCode });
