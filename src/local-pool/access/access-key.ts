import type { IamPolicy } from "./iam-policy.js";

/** An AWS access key that the local pool knows. */
export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** The token of a session: a request with this key must carry it. Without it the key is a long-lived one. */
  readonly sessionToken?: string | undefined;
  /** A session's end, by the signature clock: from then on requests are refused with ExpiredTokenException. */
  readonly expiresAt?: Date | undefined;
  /** The permissions of the key; a key without a policy may call every operation. */
  readonly policy?: IamPolicy | undefined;
}

/** The keys that a local pool verifies signatures with. */
export class AccessKeys {
  readonly #keys = new Map<string, AccessKey>();

  /**
   * A strict pool refuses every key that it does not know. Another one checks of a request with such a key all that needs no
   * secret, and then lets it do everything.
   */
  constructor(
    keys: readonly AccessKey[],
    readonly isStrict: boolean,
  ) {
    for (const key of keys) this.add(key);
  }

  /** Adds a key, or replaces the one of the same id. */
  add(key: AccessKey): void {
    this.#keys.set(key.accessKeyId, key);
  }

  /** Removes a key: requests with it are refused from now on. */
  remove(accessKeyId: string): void {
    this.#keys.delete(accessKeyId);
  }

  find(accessKeyId: string): AccessKey | undefined {
    return this.#keys.get(accessKeyId);
  }
}
