import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";

const algorithm = "aes-256-gcm";
const nonceLength = 12;
const tagLength = 16;

/**
 * Seals places in lists: a caller can neither read what a cursor holds, which are tokens of Cognito and usernames, nor make
 * one, nor use it for another list. AES-256 in Galois/Counter Mode (NIST SP 800-38D).
 */
export class Cursors {
  /** The first seals; those of before still open. */
  private keys: readonly Buffer[];

  /** Gateways that share a secret take each other's cursors; without one they live as long as the process. */
  constructor(secret?: string) {
    this.keys = [secret === undefined ? randomBytes(32) : keyOf(secret)];
  }

  /** Seals by another secret from now on. Cursors of the one before are still taken, so that no list breaks off. */
  renew(secret: string): void {
    const key = keyOf(secret);
    if (this.keys[0]?.equals(key) === false) this.keys = [key, ...this.keys.slice(0, 1)];
  }

  /** `list` says which list it is; the cursor opens for the same text only. */
  seal(list: string, place: unknown): string {
    const nonce = randomBytes(nonceLength);
    const cipher = createCipheriv(algorithm, this.keys[0] ?? randomBytes(32), nonce).setAAD(
      Buffer.from(list),
    );
    const sealed = [nonce, cipher.update(JSON.stringify(place)), cipher.final()];
    return Buffer.concat([...sealed, cipher.getAuthTag()]).toString("base64url");
  }

  /** What was sealed, or null for what is no cursor of this list. */
  open(list: string, cursor: string): unknown {
    const bytes = Buffer.from(cursor, "base64url");
    if (bytes.length < nonceLength + tagLength) return null;
    for (const key of this.keys) {
      const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, nonceLength), {
        authTagLength: tagLength,
      })
        .setAAD(Buffer.from(list))
        .setAuthTag(bytes.subarray(-tagLength));
      try {
        const place = decipher.update(bytes.subarray(nonceLength, -tagLength));
        return JSON.parse(Buffer.concat([place, decipher.final()]).toString()) as unknown;
      } catch {
        // By another key, or by nobody.
      }
    }
    return null;
  }
}

const keyOf = (secret: string): Buffer => createHash("sha256").update(secret).digest();
