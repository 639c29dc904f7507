import { KidNotFoundInJwksError } from "aws-jwt-verify/error";
import type { JwksCache, Jwks, JwkWithKid } from "aws-jwt-verify/jwk";
import type { JwtHeader } from "aws-jwt-verify/jwt-model";
import { GatewayError } from "../../errors/gateway-error.js";
import type { KeySet } from "./key-fetcher.js";

const second = 1000;
const minute = 60 * second;

/** From this age on, keys are renewed while they still serve. */
const refreshAgeMs = 5 * minute;
/** From this age on, the caller waits for newer keys: no key is believed longer after its issuer has removed it. */
const maximumAgeMs = 10 * minute;
/** How old keys may become while their issuer cannot be reached. */
const staleLimitMs = 24 * 60 * minute;
/** How often an issuer is asked because of a key name that it has not published. */
const unknownKeyPauseMs = 10 * second;
/** How long an issuer that failed is left alone: at first, and at the most. */
const firstPauseMs = second;
const maximumPauseMs = minute;

/** One request for an issuer's keys, for whoever watches: without an error it was answered. */
export interface KeyFetch {
  readonly jwksUri: string;
  readonly error?: unknown;
}

export interface JwksCacheParts {
  readonly fetchKeySet: (jwksUri: string) => Promise<KeySet>;
  readonly now: () => number;
  /** Told of every request for keys; must not throw. */
  readonly onFetch?: ((fetch: KeyFetch) => void) | undefined;
}

/**
 * The keys of each issuer, apart from each other. There is no timer: work is done when somebody asks, so a gateway that
 * nobody calls costs its issuers nothing.
 */
export class RefreshingJwksCache implements JwksCache {
  private readonly issuers = new Map<string, IssuerKeys>();

  constructor(private readonly parts: JwksCacheParts) {}

  /** Throws UPSTREAM_UNAVAILABLE when the issuer's keys are not known, and for a key name it may have published since. */
  async getJwk(jwksUri: string, { header }: { header: JwtHeader }): Promise<JwkWithKid> {
    return this.keysOf(jwksUri).find(header.kid ?? "");
  }

  getCachedJwk(jwksUri: string, { header }: { header: JwtHeader }): JwkWithKid {
    return this.keysOf(jwksUri).get(header.kid ?? "");
  }

  async getJwks(jwksUri: string): Promise<Jwks> {
    await this.prefetch(jwksUri);
    return { keys: this.keysOf(jwksUri).all() };
  }

  addJwks(): never {
    throw new Error("Keys come from their issuer alone.");
  }

  /** Whether tokens of this issuer can be judged. */
  hasKeys(jwksUri: string): boolean {
    return this.keysOf(jwksUri).areUsable();
  }

  /** Asks for keys if that is due; never rejects. Between two attempts it costs nothing, so a probe may call it. */
  async prefetch(jwksUri: string): Promise<void> {
    await this.keysOf(jwksUri).prefetch();
  }

  private keysOf(jwksUri: string): IssuerKeys {
    let keys = this.issuers.get(jwksUri);
    if (keys === undefined) {
      keys = new IssuerKeys(jwksUri, this.parts);
      this.issuers.set(jwksUri, keys);
    }
    return keys;
  }
}

class IssuerKeys {
  private keys: KeySet = new Map();
  private fetchedAt = -Infinity;
  private failures = 0;
  private failedAt = -Infinity;
  private unknownAt = -Infinity;
  private fetching: Promise<boolean> | undefined;

  constructor(
    private readonly jwksUri: string,
    private readonly parts: JwksCacheParts,
  ) {}

  async find(kid: string): Promise<JwkWithKid> {
    const age = this.since(this.fetchedAt);
    const isNew = age >= maximumAgeMs && (await this.refresh());
    if (age >= refreshAgeMs && age < maximumAgeMs) void this.refresh();
    if (this.areUsable() && !this.keys.has(kid)) await this.lookForUnknown(isNew);
    return this.get(kid);
  }

  get(kid: string): JwkWithKid {
    const key = this.areUsable() ? this.keys.get(kid) : undefined;
    if (key !== undefined) return key;
    // An issuer that does not answer may have a new key: only one that does can make a name unknown.
    if (!this.areUsable() || this.failures > 0) throw new GatewayError("UPSTREAM_UNAVAILABLE");
    throw new KidNotFoundInJwksError("The issuer has not published the token's key.");
  }

  all(): JwkWithKid[] {
    if (!this.areUsable()) throw new GatewayError("UPSTREAM_UNAVAILABLE");
    return [...this.keys.values()];
  }

  areUsable(): boolean {
    return this.since(this.fetchedAt) < staleLimitMs;
  }

  async prefetch(): Promise<void> {
    if (this.since(this.fetchedAt) >= refreshAgeMs) await this.refresh();
  }

  /** A new key may be in use already. Anybody can make up names, so they share one request in every ten seconds. */
  private async lookForUnknown(isNew: boolean): Promise<void> {
    const isPaused = this.since(this.unknownAt) < unknownKeyPauseMs;
    // To wait for a request that is under way costs the issuer nothing.
    if (!isNew && isPaused && this.fetching === undefined) return;
    this.unknownAt = this.parts.now();
    if (!isNew) await this.refresh();
  }

  /** One request at a time, and none while an issuer that failed is left alone. Tells whether the keys are new. */
  private async refresh(): Promise<boolean> {
    const pauseMs = Math.min(firstPauseMs * 2 ** (this.failures - 1), maximumPauseMs);
    const isPaused = this.failures > 0 && this.since(this.failedAt) < pauseMs;
    if (this.fetching === undefined && isPaused) return false;
    this.fetching ??= this.fetch().finally(() => {
      this.fetching = undefined;
    });
    return this.fetching;
  }

  /** Never rejects: what failed is remembered as a failure. */
  private async fetch(): Promise<boolean> {
    const { jwksUri, parts } = this;
    const startedAt = parts.now();
    try {
      // The whole set is replaced, so that a key that is no longer published is no longer believed.
      this.keys = await parts.fetchKeySet(jwksUri);
      this.fetchedAt = startedAt;
      this.failures = 0;
      parts.onFetch?.({ jwksUri });
      return true;
    } catch (error) {
      this.failures += 1;
      this.failedAt = parts.now();
      parts.onFetch?.({ jwksUri, error });
      return false;
    }
  }

  /** The distance in either direction: a clock that is set back must not make keys young or a pause long. */
  private since(time: number): number {
    return Math.abs(this.parts.now() - time);
  }
}
