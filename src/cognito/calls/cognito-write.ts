import type { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import type { WriteOperation } from "../records/operations.js";
import type { Deadline } from "../transport/deadline.js";

/** One write, ready to be sent by `UserPool.write`. */
export interface CognitoWrite<Answer = unknown> {
  readonly operation: WriteOperation;
  /** The canonical username of the user whom it changes; absent when it changes no user. */
  readonly username?: string;
  /** Sends it once, to the pool of this id; ends with the deadline. */
  readonly send: (
    client: CognitoIdentityProviderClient,
    poolId: string,
    deadline: Deadline,
  ) => Promise<Answer>;
}
