import type { AwsCredentials } from "../transport/request-signer.js";

/** Keys, with the mark by which the SDK tells where it has them from. */
export interface SourcedKeys extends AwsCredentials {
  readonly $source?: Readonly<Record<string, unknown>>;
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
