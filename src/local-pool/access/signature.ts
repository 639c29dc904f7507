import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { SignedAuthorization } from "./authorization-header.js";

/** One HTTP request as it arrived, as far as a signature covers it. */
export interface ReceivedRequest {
  readonly method: string;
  /** The request target: path and query, still encoded. */
  readonly target: string;
  /** Names in lower case; a header that came more than once has all its values, in order. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly body: Uint8Array;
}

/**
 * Whether a request's signature is the one that Signature Version 4 makes of it with this secret.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function isSignatureOf(
  request: ReceivedRequest,
  authorization: SignedAuthorization,
  secretAccessKey: string,
): boolean {
  const { day, region, service, terminator, time } = authorization;
  const stringToSign = [
    "AWS4-HMAC-SHA256",
    time,
    [day, region, service, terminator].join("/"),
    sha256(canonicalRequest(request, authorization.signedHeaders)),
  ].join("\n");
  const dayKey = hmac(`AWS4${secretAccessKey}`, day);
  const key = hmac(hmac(hmac(dayKey, region), service), terminator);
  const expected = Buffer.from(hmac(key, stringToSign).toString("hex"));
  const received = Buffer.from(authorization.signature);
  return expected.length === received.length && timingSafeEqual(expected, received);
}

export const sha256 = (data: string | Uint8Array): string =>
  createHash("sha256").update(data).digest("hex");

const hmac = (key: string | Buffer, text: string): Buffer =>
  createHmac("sha256", key).update(text).digest();

function canonicalRequest(request: ReceivedRequest, signedHeaders: readonly string[]): string {
  const [path = "/", ...query] = request.target.split("?");
  const headers = signedHeaders.map((name) => `${name}:${canonicalValue(request, name)}\n`);
  return [
    request.method,
    canonicalPath(path),
    canonicalQuery(query.join("?")),
    headers.join(""),
    signedHeaders.join(";"),
    sha256(request.body),
  ].join("\n");
}

const canonicalValue = ({ headers }: ReceivedRequest, name: string): string =>
  (headers.get(name) ?? []).map((value) => value.trim().replaceAll(/ +/gu, " ")).join(",");

/** Every service but S3 signs a path without its dots and doubled slashes, and encoded once more than it was sent. */
function canonicalPath(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "..") segments.pop();
    else if (segment !== "" && segment !== ".") segments.push(encode(segment));
  }
  const end = path.endsWith("/") && segments.length > 0 ? "/" : "";
  return `/${segments.join("/")}${end}`;
}

function canonicalQuery(query: string): string {
  if (query === "") return "";
  const parameters = query.split("&").map((parameter) => {
    const [name = "", ...value] = parameter.split("=");
    return [name, value.join("=")].map((text) => encode(decode(text))) as [string, string];
  });
  const byCodePoints = ([nameA, valueA]: [string, string], [nameB, valueB]: [string, string]) =>
    nameA === nameB ? compare(valueA, valueB) : compare(nameA, nameB);
  return parameters
    .sort(byCodePoints)
    .map((parameter) => parameter.join("="))
    .join("&");
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** RFC 3986: letters, digits and `-._~` stay as they are. */
const encode = (text: string): string =>
  encodeURIComponent(text).replaceAll(
    /[!'()*]/gu,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
