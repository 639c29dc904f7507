import { generateKeyPair, randomUUID, sign, verify, type KeyObject } from "node:crypto";
import { promisify } from "node:util";

/** An RS256 key: signs tokens, checks them, and shows its public half. */
export interface SigningKey {
  sign(claims: Readonly<Record<string, unknown>>): string;
  /** The claims of a token that this key signed; null for any other string. */
  verify(token: string): Readonly<Record<string, unknown>> | null;
  readonly publicJwk: Readonly<Record<string, unknown>>;
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Makes a 2048-bit key off the main thread. */
export async function createSigningKey(): Promise<SigningKey> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)("rsa", {
    modulusLength: 2048,
  });
  const kid = randomUUID();
  const header = encode({ kid, alg: "RS256" });
  return {
    sign: (claims) => {
      const content = `${header}.${encode(claims)}`;
      const signature = sign("sha256", Buffer.from(content), privateKey);
      return `${content}.${signature.toString("base64url")}`;
    },
    verify: (token) => verified(token, header, publicKey),
    publicJwk: { ...publicKey.export({ format: "jwk" }), kid, alg: "RS256", use: "sig" },
  };
}

function verified(
  token: string,
  header: string,
  publicKey: KeyObject,
): Readonly<Record<string, unknown>> | null {
  const [given = "", claims = "", signature = ""] = token.split(".");
  // Our own header only: a token does not get to choose its algorithm.
  if (given !== header) return null;
  const content = Buffer.from(`${given}.${claims}`);
  if (!verify("sha256", content, publicKey, Buffer.from(signature, "base64url"))) return null;
  return JSON.parse(Buffer.from(claims, "base64url").toString()) as Readonly<
    Record<string, unknown>
  >;
}
