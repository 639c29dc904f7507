import { hash } from "node:crypto";

/** Who is signed in beyond that costs a check again. */
const maximumRemembered = 5000;
/** Of their tokens, in characters: what they say takes about as many bytes, and the tokens of people in many groups are long. */
const maximumLength = 16 * 1024 * 1024;

interface Remembered<Checked> {
  readonly checked: Checked;
  readonly length: number;
}

/**
 * What tokens say whose signature was found good, by the token's SHA-256: the token itself is not kept. Only who has a
 * valid token can add to it. Whoever uses what it holds has to see that the key is still believed, and that the time is right.
 */
export class CheckedSignatures<Checked> {
  /** In the order in which they came; the oldest goes first. */
  private readonly byDigest = new Map<string, Remembered<Checked>>();
  private length = 0;

  find(token: string): Checked | undefined {
    return this.byDigest.get(digestOf(token))?.checked;
  }

  remember(token: string, checked: Checked): void {
    const { length } = token;
    const digest = digestOf(token);
    this.forget(digest);
    const isFull = () =>
      this.byDigest.size >= maximumRemembered || this.length + length > maximumLength;
    for (const [oldest] of this.byDigest) {
      if (!isFull()) break;
      this.forget(oldest);
    }
    this.byDigest.set(digest, { checked, length });
    this.length += length;
  }

  private forget(digest: string): void {
    this.length -= this.byDigest.get(digest)?.length ?? 0;
    this.byDigest.delete(digest);
  }
}

const digestOf = (token: string): string => hash("sha256", token, "base64");
