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

export function createTokenKey(kid: string, modulusLength = 2048): TokenKey {
  return { kid, ...generateKeyPairSync("rsa", { modulusLength }) };
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A token in compact form, with whatever header and signature the caller wants it to have. */
export function compactToken(
  header: unknown,
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

/** A clock that stands still until it is told otherwise. */
export interface TestClock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  advance(ms: number): void;
  /** Whole seconds since 1970, `offset` seconds from now: how tokens tell the time. */
  seconds(offset: number): number;
}

/** Far from the system's time unless told otherwise, so that whoever asks the system is found out. */
export function createTestClock(start = Date.UTC(2040, 0, 1)): TestClock {
  let time = start;
  return {
    now: () => time,
    advance: (ms) => {
      time += ms;
    },
    seconds: (offset) => Math.floor(time / 1000) + offset,
  };
}

/** What an issuer answers instead of its keys. */
interface InsteadOfKeys {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An issuer that is not Cognito, with its keys on loopback. */
export interface TestIssuer {
  readonly url: string;
  readonly jwksUri: string;
  /** How often its keys were asked for. */
  fetches(): number;
  /** What its key document holds from now on. */
  publish(...keys: readonly TokenKey[]): void;
  /** Answers requests for keys with this instead, or "never"; undefined ends it. */
  answerWith(answer: InsteadOfKeys | "never" | undefined): void;
  stop(): Promise<void>;
}

/** Publishes keys on a free port of loopback, at `<url>/.well-known/jwks.json`. */
export async function startIssuer(...keys: readonly TokenKey[]): Promise<TestIssuer> {
  let fetches = 0;
  let document = keySet(keys);
  let instead: InsteadOfKeys | "never" | undefined;
  const server = createServer((_request, response) => {
    fetches += 1;
    if (instead === "never") return;
    const headers = { "content-type": "application/json", ...instead?.headers };
    response.writeHead(instead?.status ?? 200, headers);
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

/** The key as an issuer publishes it. */
export const publicJwk = ({ kid, publicKey }: TokenKey) => ({
  ...publicKey.export({ format: "jwk" }),
  kid,
  use: "sig",
});

const keySet = (keys: readonly TokenKey[]): string => JSON.stringify({ keys: keys.map(publicJwk) });
