import { createHmac, hash } from "node:crypto";
import type { WireRequest } from "./http-handler.js";

/** AWS keys, long-lived or with the token of a session. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** The Region and the service that a signature is good for. */
export interface SigningScope {
  readonly region: string;
  readonly service: string;
}

/**
 * The only thing taken from the SDK's options: the time by Cognito's clock, as far as the SDK knows it. The SDK passes no
 * Region and no service for Cognito's operations.
 */
interface SigningOptions {
  readonly signingDate: Date;
}

const algorithm = "AWS4-HMAC-SHA256";
const hmac = (key: string | Buffer, text: string) =>
  createHmac("sha256", key).update(text).digest();
const sha256 = (data: string | Uint8Array) => hash("sha256", data, "hex");

/** One request as far as its signature covers it. */
interface SignedParts {
  readonly method: string;
  readonly path: string;
  /** The headers that are signed, by their names in lower case, in the order of the names. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** SHA-256 of the body, in hexadecimal. */
  readonly bodyHash: string;
  /** The moment of signing, in ISO 8601 basic format. */
  readonly time: string;
}

/**
 * Signs Cognito's requests with Signature Version 4: always a POST to one path without a query. The headers that it adds and
 * the signature are those that the SDK's own signer makes, which can sign anything and takes several times as long
 * (`test/integration/wire-witness.test.ts`).
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export class RequestSigner {
  private kept: { readonly of: string; readonly key: Buffer } | undefined;

  constructor(
    private readonly credentials: () => Promise<AwsCredentials>,
    private readonly scope: SigningScope,
  ) {}

  /** Gives the request the headers of its time, of its keys' session, of its body's hash, and of its signature. */
  async sign<Request extends WireRequest>(
    request: Request,
    { signingDate }: SigningOptions,
  ): Promise<Request> {
    const credentials = await this.credentials();
    const { headers, method, path, body = "" } = request;
    const time = signingDate.toISOString().replaceAll(/[-:]|\.\d+/g, "");
    const bodyHash = sha256(body as string | Uint8Array);
    headers["x-amz-date"] = time;
    headers["x-amz-content-sha256"] = bodyHash;
    if (credentials.sessionToken !== undefined) {
      headers["x-amz-security-token"] = credentials.sessionToken;
    }
    const signed: (readonly [string, string])[] = [];
    for (const name of signedHeaders) {
      const value = headers[name];
      if (value !== undefined) signed.push([name, value]);
    }
    headers["authorization"] = this.authorize(
      { method, path, headers: signed, bodyHash, time },
      credentials,
    );
    return request;
  }

  /** The `Authorization` header of a request. */
  authorize(parts: SignedParts, { accessKeyId, secretAccessKey }: AwsCredentials): string {
    let canonical = `${parts.method}\n${canonicalPath(parts.path)}\n\n`;
    let names = "";
    for (const [name, value] of parts.headers) {
      canonical += `${name}:${value}\n`;
      names += names === "" ? name : `;${name}`;
    }
    const { region, service } = this.scope;
    const scope = `${parts.time.slice(0, 8)}/${region}/${service}/aws4_request`;
    const hashed = sha256(`${canonical}\n${names}\n${parts.bodyHash}`);
    const signature = createHmac("sha256", this.keyFor(scope, secretAccessKey))
      .update(`${algorithm}\n${parts.time}\n${scope}\n${hashed}`)
      .digest("hex");
    return `${algorithm} Credential=${accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
  }

  /** The key of a day, which four steps derive from the secret one. */
  private keyFor(scope: string, secretAccessKey: string): Buffer {
    const of = `${scope}/${secretAccessKey}`;
    if (this.kept?.of !== of) {
      const key = scope.split("/").reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
      this.kept = { of, key: key as Buffer };
    }
    return this.kept.key;
  }
}

/**
 * Without empty parts, and encoded once more than it is on the wire. Cognito's is `/`; an endpoint of one's own may have
 * another. Its URL has no part `.` or `..` any more.
 */
function canonicalPath(path: string): string {
  if (path === "/") return path;
  return encodeURIComponent(path.replaceAll(/\/{2,}/g, "/"))
    .replaceAll("%2F", "/")
    .replaceAll(
      /[!'()*]/g,
      (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
    );
}

/** All headers that a request has when it is signed, in the order of their names. `user-agent` is added after that. */
const signedHeaders = [
  "amz-sdk-invocation-id",
  "amz-sdk-request",
  "content-length",
  "content-type",
  "host",
  "x-amz-content-sha256",
  "x-amz-date",
  "x-amz-security-token",
  "x-amz-target",
] as const;
