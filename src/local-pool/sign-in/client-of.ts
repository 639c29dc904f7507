import type { AppClient } from "../directory/app-client.js";
import type { UserPool } from "../directory/user-pool.js";
import type { Services } from "../operation.js";
import type { Raise } from "../service-model/service-error.js";
import { requireSecretHash } from "./sign-in.js";

interface AppCall extends Services {
  readonly input: {
    readonly ClientId: string;
    readonly Username: string;
    readonly SecretHash?: string;
  };
  readonly error: Raise<"NotAuthorizedException" | "ResourceNotFoundException">;
}

/** The app client that a request names, and its pool; throws unless it proves its secret, if it has one. */
export function clientOf(call: AppCall): { readonly pool: UserPool; readonly client: AppClient } {
  const { ClientId, Username, SecretHash } = call.input;
  const found = call.pools.byClient(ClientId);
  if (found === undefined) {
    throw call.error("ResourceNotFoundException", `User pool client ${ClientId} does not exist.`);
  }
  const proof = SecretHash === undefined ? {} : { SECRET_HASH: SecretHash };
  requireSecretHash({ ...found, error: call.error }, proof, Username);
  return found;
}

/** https://github.com/aws-amplify/aws-sdk-ios/issues/4837 */
export const unknownName = (call: { readonly error: Raise<"UserNotFoundException"> }): Error =>
  call.error("UserNotFoundException", "Username/client id combination not found.");
