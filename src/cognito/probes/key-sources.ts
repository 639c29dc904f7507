import type { UserPoolSettings } from "../records/records.js";
import type { StaticCredentials } from "../transport/sdk-client.js";

/** Keys, with the mark by which the SDK tells where it has them from. */
export interface SourcedKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  readonly $source?: Readonly<Record<string, unknown>>;
}

/** Where the keys of a pool come from, one step at a time. Each rejects as the SDK does. */
export interface KeySources {
  /** The gateway's own keys. */
  own(): Promise<SourcedKeys>;
  /** Keys of the pool's role, taken with this external id or without any. */
  ofRole(roleArn: string, externalId: string | undefined): Promise<SourcedKeys>;
}

/** The sources that the gateway itself has for this pool. */
export function openKeySources(
  { region }: Pick<UserPoolSettings, "region">,
  fixed?: StaticCredentials,
): KeySources {
  const load = () => import("@aws-sdk/credential-providers");
  const own = async () => {
    if (fixed !== undefined) return fixed;
    return (await load()).fromNodeProviderChain({ clientConfig: { region } })();
  };
  return {
    own,
    ofRole: async (roleArn, externalId) => {
      const { fromTemporaryCredentials } = await load();
      return fromTemporaryCredentials({
        params: {
          RoleArn: roleArn,
          RoleSessionName: "cognito-admin-gateway-doctor",
          ...(externalId === undefined ? {} : { ExternalId: externalId }),
        },
        masterCredentials: await own(),
        clientConfig: { region },
      })();
    },
  };
}

/** The SDK's providers by the marks that they leave; the names are those of `@aws-sdk/credential-providers`. */
const providers: readonly (readonly [mark: RegExp, provider: string])[] = [
  [/^CREDENTIALS_PROFILE/, "fromIni"],
  [/^CREDENTIALS_ENV_VARS_STS_WEB_ID_TOKEN$/, "fromTokenFile"],
  [/^CREDENTIALS_ENV_VARS$/, "fromEnv"],
  [/^CREDENTIALS_PROCESS$/, "fromProcess"],
  [/^CREDENTIALS_SSO/, "fromSSO"],
  [/^CREDENTIALS_LOGIN$/, "fromLoginCredentials"],
  [/^CREDENTIALS_HTTP$/, "fromHttp"],
  [/^CREDENTIALS_IMDS$/, "fromInstanceMetadata"],
];

/** The provider in the SDK's chain that keys come from; the last ones of the chain leave no mark. */
export function providerOf({ $source = {} }: SourcedKeys): string {
  const marks = Object.keys($source);
  const known = providers.find(([mark]) => marks.some((name) => mark.test(name)));
  return known?.[1] ?? "fromContainerMetadata or fromInstanceMetadata";
}

/** As much of an access key's id as tells one from another. */
export const shortened = ({ accessKeyId }: SourcedKeys): string => `…${accessKeyId.slice(-4)}`;
