import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/**
 * Makes opaque tokens that carry their own contents, so that sessions, refresh tokens and page tokens need no
 * memory. A token opens only for the purpose it was sealed for, and only in the process that made it.
 */
export class Seal {
  readonly #key = randomBytes(32);

  seal(purpose: string, contents: readonly (string | number)[]): string {
    const body = Buffer.from(JSON.stringify(contents)).toString("base64url");
    return `${body}.${this.#mark(purpose, body).toString("base64url")}`;
  }

  /** The contents, or null for a token that was forged, cut short or made for something else. */
  open(purpose: string, token: string): readonly (string | number)[] | null {
    const [body = "", mark = ""] = token.split(".");
    const given = Buffer.from(mark, "base64url");
    const expected = this.#mark(purpose, body);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
    return JSON.parse(Buffer.from(body, "base64url").toString()) as readonly (string | number)[];
  }

  #mark(purpose: string, body: string): Buffer {
    return createHmac("sha256", this.#key).update(`${purpose}\u0000${body}`).digest();
  }
}
