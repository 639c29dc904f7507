import { createHmac, hash } from "node:crypto";
import type { WireRequest } from "./http-handler.js";

/** AWS keys, long-lived or with the token of a session. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
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

/**
 * Signs Cognito's requests with Signature Version 4: always a POST to one path without a query, of which the headers that
 * must be are signed, and the body. The SDK's own signer, which can sign anything, takes several times as long.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export class RequestSigner {
  private kept: { readonly of: string; readonly key: Buffer } | undefined;

  constructor(
    private readonly credentials: () => Promise<AwsCredentials>,
    private readonly scope: SigningScope,
  ) {}

  /** Gives the request the headers of its time, of its keys' session, and of its signature. */
  async sign<Request extends WireRequest>(
    request: Request,
    { signingDate }: SigningOptions,
  ): Promise<Request> {
    const { accessKeyId, secretAccessKey, sessionToken } = await this.credentials();
    const { headers, method, path, body = "" } = request;
    const time = signingDate.toISOString().replaceAll(/[-:]|\.\d+/g, "");
    headers["x-amz-date"] = time;
    if (sessionToken !== undefined) headers["x-amz-security-token"] = sessionToken;
    let canonical = `${method}\n${canonicalPath(path)}\n\n`;
    let names = "";
    // In the order of their names, as the signature has them.
    for (const name of signedHeaders) {
      const value = headers[name];
      if (value === undefined) continue;
      canonical += `${name}:${value}\n`;
      names += names === "" ? name : `;${name}`;
    }
    const day = time.slice(0, 8);
    const scope = `${day}/${this.scope.region}/${this.scope.service}/aws4_request`;
    const hashed = sha256(`${canonical}\n${names}\n${sha256(body as string | Uint8Array)}`);
    const signature = createHmac("sha256", this.keyFor(scope, secretAccessKey))
      .update(`${algorithm}\n${time}\n${scope}\n${hashed}`)
      .digest("hex");
    headers["authorization"] =
      `${algorithm} Credential=${accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
    return request;
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

/** Encoded once more than it is on the wire. Cognito's is `/`; an endpoint of one's own may have another. */
function canonicalPath(path: string): string {
  if (path === "/") return path;
  return encodeURIComponent(path)
    .replaceAll("%2F", "/")
    .replaceAll(
      /[!'()*]/g,
      (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
    );
}

/** `host`, the type of the content, and all that begins with `x-amz-`: what has to be signed. */
const signedHeaders = [
  "content-type",
  "host",
  "x-amz-date",
  "x-amz-security-token",
  "x-amz-target",
] as const;
