import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export type Claims = Readonly<Record<string, unknown>>;

/** An RS256 key with the name under which its public half is published. */
export interface TokenKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

export function createTokenKey(kid: string): TokenKey {
  return { kid, ...generateKeyPairSync("rsa", { modulusLength: 2048 }) };
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A token in compact form, with whatever header and signature the caller wants it to have. */
export function compactToken(
  header: Claims,
  claims: unknown,
  signature: (content: string) => Buffer,
): string {
  const content = `${encode(header)}.${encode(claims)}`;
  return `${content}.${signature(content).toString("base64url")}`;
}

/** A token that is signed as it says; further header members can be added. */
export function signToken(key: TokenKey, claims: unknown, header: Claims = {}): string {
  return compactToken({ alg: "RS256", kid: key.kid, ...header }, claims, (content) =>
    sign("sha256", Buffer.from(content), key.privateKey),
  );
}

/** Whole seconds since 1970, `offset` seconds from now: how tokens tell the time. */
export const secondsFromNow = (offset: number): number => Math.floor(Date.now() / 1000) + offset;

/** An issuer that is not Cognito, with its keys on loopback. */
export interface TestIssuer {
  readonly url: string;
  readonly jwksUri: string;
  /** How often its keys were asked for. */
  fetches(): number;
  /** What its key document holds from now on. */
  publish(...keys: readonly TokenKey[]): void;
  /** Answers requests for keys with this instead; undefined ends it. */
  answerWith(answer: { readonly status: number; readonly body: string } | undefined): void;
  stop(): Promise<void>;
}

/** Publishes keys on a free port of loopback, at `<url>/.well-known/jwks.json`. */
export async function startIssuer(...keys: readonly TokenKey[]): Promise<TestIssuer> {
  let fetches = 0;
  let document = keySet(keys);
  let instead: { readonly status: number; readonly body: string } | undefined;
  const server = createServer((_request, response) => {
    fetches += 1;
    response.writeHead(instead?.status ?? 200, { "content-type": "application/json" });
    response.end(instead?.body ?? document);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    jwksUri: `${url}/.well-known/jwks.json`,
    fetches: () => fetches,
    publish: (...published) => {
      document = keySet(published);
    },
    answerWith: (answer) => {
      instead = answer;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function keySet(keys: readonly TokenKey[]): string {
  return JSON.stringify({
    keys: keys.map(({ kid, publicKey }) => ({
      ...publicKey.export({ format: "jwk" }),
      kid,
      use: "sig",
    })),
  });
}
