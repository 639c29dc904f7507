import { createHash, createPublicKey } from "node:crypto";
import { once } from "node:events";
import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import type { JwkWithKid } from "aws-jwt-verify/jwk";

/** An issuer's usable keys by `kid`, in the form in which aws-jwt-verify takes them. */
export type KeySet = ReadonlyMap<string, JwkWithKid>;

export const timeoutMs = 3000;
const maximumBytes = 256 * 1024;

/** NIST SP 800-131A and RFC 7518 section 3.3: smaller keys must not be used. */
const minimumModulusBits = 2048;

export interface KeyFetchOptions {
  /** By which hosts of https are reached. */
  readonly agent?: https.Agent | undefined;
  /** Told of the answer's `Date`, if it has one. */
  readonly onDate?: ((milliseconds: number) => void) | undefined;
}

/**
 * Asks once for an issuer's keys and takes the usable ones. Rejects unless there is at least one. Plain http is for
 * loopback, which the configuration sees to. aws-jwt-verify's own fetcher tries twice and reads without a limit; Node's
 * `fetch` would load a whole browser's worth of code.
 */
export async function fetchKeySet(
  uri: string,
  { agent, onDate }: KeyFetchOptions = {},
): Promise<KeySet> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const answer = await get(uri, signal, agent);
    const date = Date.parse(answer.headers.date ?? "");
    if (!Number.isNaN(date)) onDate?.(date);
    return parseKeySet(await readAll(answer));
  } catch (error) {
    // Whoever is ended hears of a connection that broke.
    throw signal.aborted ? signal.reason : error;
  }
}

/** Follows no redirect: whoever can make an issuer redirect must not choose the keys. */
async function get(
  uri: string,
  signal: AbortSignal,
  agent: https.Agent | undefined,
): Promise<IncomingMessage> {
  const headers = { accept: "application/json", "accept-encoding": "identity" };
  // A connection of its own: keys are asked for once a day.
  const request = uri.startsWith("https:")
    ? https.get(uri, { headers, signal, agent: agent ?? false })
    : http.get(uri, { headers, signal, agent: false });
  // What fails behind the headers is told by the answer's body.
  request.on("error", () => undefined);
  const [response] = (await once(request, "response")) as [IncomingMessage];
  if (response.statusCode === 200) return response;
  request.destroy();
  throw new Error(`The issuer's keys were answered with status ${String(response.statusCode)}.`);
}

async function readAll(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > maximumBytes) throw new Error("The issuer's key set is too large.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The usable keys of a JWK set (RFC 7517 section 5); what else it holds is ignored, as that section asks for. */
export function parseKeySet(body: Uint8Array): KeySet {
  const document: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  const listed = isRecord(document) ? document["keys"] : undefined;
  const usable = new Map<string, JwkWithKid>();
  for (const candidate of Array.isArray(listed) ? (listed as unknown[]) : []) {
    const { kid, key } = readKey(candidate) ?? {};
    // RFC 7517 section 4.5 wants names to be distinct; of two keys with one name the first counts, always.
    if (kid !== undefined && key !== undefined && !usable.has(kid)) usable.set(kid, key);
  }
  if (usable.size === 0) throw new Error("The issuer's key set holds no usable key.");
  return usable;
}

function readKey(candidate: unknown): { kid: string; key: JwkWithKid } | undefined {
  if (!isRecord(candidate)) return undefined;
  const { kty, use = "sig", alg = "RS256", kid, n, e } = candidate;
  const isForOurs = kty === "RSA" && use === "sig" && alg === "RS256";
  if (!isForOurs || typeof kid !== "string" || kid === "") return undefined;
  if (typeof n !== "string" || typeof e !== "string" || !isStrong(n, e)) return undefined;
  const key = { kty, use, alg, n, e, kid: thumbprint(n, e) };
  return { kid, key };
}

function isStrong(n: string, e: string): boolean {
  try {
    const key = createPublicKey({ key: { kty: "RSA", n, e }, format: "jwk" });
    const { modulusLength = 0, publicExponent = 0n } = key.asymmetricKeyDetails ?? {};
    // RFC 8017 section 3.1: with the exponent 1 every text is its own signature.
    return modulusLength >= minimumModulusBits && publicExponent >= 3n;
  } catch {
    return false;
  }
}

/**
 * RFC 7638 section 3. aws-jwt-verify remembers imported keys by the `kid` of the JWK it is given, for ever. Named by its
 * own content, a key that was replaced under the same published name is a different key there.
 */
function thumbprint(n: string, e: string): string {
  return createHash("sha256")
    .update(JSON.stringify({ e, kty: "RSA", n }))
    .digest("base64url");
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;
