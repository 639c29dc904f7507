import type { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import type { ReadOptions } from "./gate/pool-gate.js";
import type { CognitoOperation } from "./records/operations.js";
import type { Deadline } from "./transport/deadline.js";

/** One read of a pool: within its place, its turn and its deadline, by the client that may try it twice. Throws GatewayError only. */
export type PoolRead = <Result>(
  operation: CognitoOperation,
  options: ReadOptions,
  send: (client: CognitoIdentityProviderClient, deadline: Deadline) => Promise<Result>,
) => Promise<Result>;
