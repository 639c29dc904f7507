import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { startLocalPool, type LocalPool } from "../../src/local-pool/local-pool.js";
import { clientFor } from "../support/local-pool-client.js";

/** Where the battery is pointed, by the CONTRACT_* variables. */
export interface Target {
  /** The name of its list of known deviations. */
  readonly name: string;
  readonly endpoint: string | undefined;
  readonly region: string;
  /** A pool and a client that exist already; nothing else may be created then. */
  readonly given: { readonly poolId: string; readonly clientId: string } | undefined;
}

/** The local pool unless CONTRACT_ENDPOINT or CONTRACT_POOL_ID says otherwise. */
export function readTarget(environment: NodeJS.ProcessEnv): Target {
  const poolId = environment["CONTRACT_POOL_ID"];
  const clientId = environment["CONTRACT_CLIENT_ID"];
  const endpoint = environment["CONTRACT_ENDPOINT"];
  if ((poolId === undefined) !== (clientId === undefined)) {
    throw new Error("CONTRACT_POOL_ID and CONTRACT_CLIENT_ID go together.");
  }
  return {
    name: environment["CONTRACT_TARGET"] ?? ((endpoint ?? poolId) ? "unnamed" : "local-pool"),
    endpoint,
    region: environment["CONTRACT_REGION"] ?? "eu-west-1",
    given: poolId === undefined || clientId === undefined ? undefined : { poolId, clientId },
  };
}

/** An open target: a client, the address for raw requests, and the local pool if it is that. */
export interface OpenTarget {
  readonly client: CognitoIdentityProviderClient;
  readonly url: string;
  readonly host: LocalPool | undefined;
  close(): Promise<void>;
}

/** Connects to the target, starting the local pool when it is that. */
export async function openTarget(target: Target): Promise<OpenTarget> {
  if (target.endpoint === undefined && target.given === undefined) {
    const host = await startLocalPool();
    const client = clientFor(host.url);
    return {
      client,
      url: host.url,
      host,
      close: async () => {
        client.destroy();
        await host.stop();
      },
    };
  }
  // A real pool is reached with the credentials of the environment.
  const client =
    target.endpoint === undefined
      ? new CognitoIdentityProviderClient({ region: target.region })
      : clientFor(target.endpoint, { region: target.region });
  return {
    client,
    url: target.endpoint ?? `https://cognito-idp.${target.region}.amazonaws.com`,
    host: undefined,
    close: async () => {
      client.destroy();
    },
  };
}
