import type { Tunnels } from "../../network/tunnels.js";
import { HttpHandler } from "./http-handler.js";
import { asKeysFailure } from "./keys-failure.js";
import { RenewedKeys, type SessionKeys } from "./renewed-keys.js";
import type { AwsCredentials } from "./request-signer.js";
import { type Place, settledOptions, settledOptionsAt } from "./settled-options.js";

/** Keys for an endpoint that asks for none, such as the local pool. AWS itself is reached by the SDK's own chain. */
export interface StaticCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Gives the keys to sign with at this moment; rejects with what `isKeysFailure` knows. */
export type KeyProvider = () => Promise<AwsCredentials>;

/** Whose keys are wanted, and where STS is asked for them. */
export interface KeyHolder extends Omit<Place, "endpoint"> {
  readonly roleArn?: string | undefined;
  readonly externalId?: string | undefined;
}

/** How long one attempt to get keys may take. */
interface KeyDeadlines {
  readonly readAttemptTimeoutMs: number;
  readonly readDeadlineMs: number;
}

/** How the gateway's sessions are known in CloudTrail. */
const sessionName = "cognito-admin-gateway";

/** What STS gives a role's session unless it is asked for more or less. */
const sessionMs = 3_600_000;

/** As many as the SDK makes by itself. STS gives keys as often as it is asked. */
const maxAttempts = 3;

const providers = () => import("@aws-sdk/credential-providers");

type Providers = Awaited<ReturnType<typeof providers>>;
type ChainOptions = NonNullable<Parameters<Providers["fromNodeProviderChain"]>[0]>;
type RoleParameters = Parameters<Providers["fromTemporaryCredentials"]>[0]["params"];

/**
 * The keys that the gateway's calls are signed with: its own, by the SDK's chain, and those of roles that it assumes with them.
 * Pools of the same holder share one provider, so that STS, or another source of keys, is asked once for all.
 */
export class AwsKeys {
  private readonly known = new Map<string, KeyProvider>();
  private readonly handler: HttpHandler;

  /** `fixed`: the gateway's own keys, in place of what the chain finds. `tunnels`: by which AWS is reached. */
  constructor(
    { readAttemptTimeoutMs, readDeadlineMs }: KeyDeadlines,
    private readonly fixed?: StaticCredentials,
    readonly tunnels?: Tunnels,
  ) {
    this.handler = new HttpHandler({
      attemptTimeoutMs: readDeadlineMs,
      connectTimeoutMs: readAttemptTimeoutMs,
      isConnectionFresh: false,
      // Keys are got for all who wait for them, and for those to come: no call's time ends that.
      deadlineOf: () => undefined,
      tunnels,
    });
  }

  /** The provider of a holder's keys, the same for the same holder. */
  for({ roleArn, externalId, region, fips = false, dualStack = false }: KeyHolder): KeyProvider {
    const place = { region, fips, dualStack };
    if (roleArn === undefined) return this.keep(place, () => this.openOwn(place));
    return this.keep({ roleArn, externalId, ...place }, () =>
      this.openRole(this.for(place), place, {
        RoleArn: roleArn,
        RoleSessionName: sessionName,
        ...(externalId === undefined ? {} : { ExternalId: externalId }),
      }),
    );
  }

  /** Closes the connections to STS and other sources of keys. */
  destroy(): void {
    this.handler.destroy();
  }

  private keep(holder: object, open: () => KeyProvider): KeyProvider {
    const name = JSON.stringify(holder);
    const known = this.known.get(name);
    if (known !== undefined) return known;
    const provider = asTheSdkTakesIt(open());
    this.known.set(name, provider);
    return provider;
  }

  private openOwn(place: Place): KeyProvider {
    const { fixed } = this;
    if (fixed !== undefined) return () => Promise.resolve(fixed);
    let chain: Promise<KeyProvider> | undefined;
    return async () => {
      try {
        // Loaded when it is needed: the chain and all that may stand in it would slow every start down.
        chain ??= providers().then((all) => all.fromNodeProviderChain(this.chainOptions(place)));
        return await (
          await chain
        )();
      } catch (error) {
        throw asKeysFailure(error);
      }
    };
  }

  private openRole(own: KeyProvider, place: Place, params: RoleParameters): KeyProvider {
    return new RenewedKeys(async () => this.assume(await own(), place, params), sessionMs).get;
  }

  /** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
  private async assume(
    source: AwsCredentials,
    place: Place,
    params: RoleParameters,
  ): Promise<SessionKeys> {
    const { fromTemporaryCredentials } = await providers();
    const keys = await fromTemporaryCredentials({
      params,
      masterCredentials: source,
      clientConfig: this.stsOptions(place),
    })().catch(unlessMalformed);
    return ofSession(keys);
  }

  /**
   * The chain's way to STS, where a profile names a role or the environment a token: it asks as this class does, not as AWS's
   * variables and files would have it. The other clients of the chain, such as that of SSO, call the Region of their profile.
   */
  private chainOptions(place: Place): ChainOptions {
    const { fips = false, dualStack = false } = place;
    return {
      roleAssumer: (source, params) => this.assume(source, place, params),
      roleAssumerWithWebIdentity: async (params) => {
        const { fromWebToken } = await providers();
        const { RoleArn, WebIdentityToken, RoleSessionName } = params;
        const { ProviderId, PolicyArns, Policy, DurationSeconds } = params;
        const keys = await fromWebToken({
          ...{ roleArn: RoleArn, webIdentityToken: WebIdentityToken },
          roleSessionName: RoleSessionName,
          ...(ProviderId === undefined ? {} : { providerId: ProviderId }),
          ...(PolicyArns === undefined ? {} : { policyArns: PolicyArns }),
          ...(Policy === undefined ? {} : { policy: Policy }),
          ...(DurationSeconds === undefined ? {} : { durationSeconds: DurationSeconds }),
          clientConfig: this.stsOptions(place),
        })();
        return ofSession(keys);
      },
      clientConfig: {
        ...settledOptions,
        useFipsEndpoint: fips,
        useDualstackEndpoint: dualStack,
        maxAttempts,
        requestHandler: this.handler,
      },
    };
  }

  private readonly stsOptions = (place: Place) => ({
    ...settledOptionsAt(place),
    maxAttempts,
    requestHandler: this.handler,
  });
}

/** The SDK puts what it does for providers of others, which it remembers and tells about itself, around those without these marks. */
const asTheSdkTakesIt = (provider: KeyProvider): KeyProvider =>
  Object.assign(() => provider(), { memoized: true, configBound: true, attributed: true });

/** Keys that never end, or whose end is not told, are none of a session's. */
function ofSession<Keys extends AwsCredentials & { readonly expiration?: Date | undefined }>(
  keys: Keys,
): Keys & SessionKeys {
  const { expiration } = keys;
  if (expiration === undefined || Number.isNaN(expiration.getTime())) throw malformed();
  return { ...keys, expiration };
}

/** The SDK calls an answer without keys by the name of a chain that has found none. */
function unlessMalformed(error: unknown): never {
  throw error instanceof Error && error.name === "CredentialsProviderError" ? malformed() : error;
}

const malformed = (): Error =>
  Object.assign(new Error("STS has answered without keys."), { name: "MalformedAnswer" });
