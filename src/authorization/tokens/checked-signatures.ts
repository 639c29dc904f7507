import { hash } from "node:crypto";

/** Some ten megabytes of claims at the most; who is signed in beyond that costs a check again. */
const maximumRemembered = 5000;

/**
 * What tokens say whose signature was found good, by the token's SHA-256: the token itself is not kept. Only who has a
 * valid token can add to it. Whoever uses what it holds has to see that the key is still believed, and that the time is right.
 */
export class CheckedSignatures<Checked> {
  /** In the order in which they came; the oldest goes first. */
  private readonly byDigest = new Map<string, Checked>();

  find(token: string): Checked | undefined {
    return this.byDigest.get(digestOf(token));
  }

  remember(token: string, checked: Checked): void {
    if (this.byDigest.size >= maximumRemembered) {
      const [oldest = ""] = this.byDigest.keys();
      this.byDigest.delete(oldest);
    }
    this.byDigest.set(digestOf(token), checked);
  }
}

const digestOf = (token: string): string => hash("sha256", token, "base64");
