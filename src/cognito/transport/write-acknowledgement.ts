import type { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { GatewayError } from "../../errors/gateway-error.js";

/** The part of a response of the SDK's HTTP handler that is looked at; its headers are in small letters. */
interface HttpAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  body: AsyncIterable<Uint8Array> | Uint8Array;
}

/**
 * Makes a client take nothing for a success but what the service documents as one: status 200, the request id that AWS
 * gives to each answer, and an empty body or an object. The SDK takes every status under 300 with any JSON, so a proxy's
 * own page or a 202 would count as done. UPSTREAM_ERROR with outcome UNKNOWN for all else.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserPassword.html#API_AdminSetUserPassword_ResponseElements
 */
export function requireAcknowledgement(client: CognitoIdentityProviderClient): void {
  client.middlewareStack.add(
    (next) => async (request) => {
      const result = await next(request);
      const answer = result.response as HttpAnswer;
      if (answer.statusCode >= 300) return result;
      // Read here, before the SDK does, which takes a body of bytes as well as one that is still to come.
      answer.body = await bytesOf(answer.body);
      if (isAcknowledgement(answer, answer.body)) return result;
      throw new GatewayError("UPSTREAM_ERROR", { outcome: "UNKNOWN" });
    },
    // Nearest to the wire: the SDK's own step, which reads the body, comes after.
    { step: "deserialize", priority: "low", name: "requireAcknowledgement" },
  );
}

function isAcknowledgement({ statusCode, headers }: HttpAnswer, body: Uint8Array): boolean {
  if (statusCode !== 200 || (headers["x-amzn-requestid"] ?? "") === "") return false;
  const text = Buffer.from(body).toString("utf8");
  if (text === "") return true;
  try {
    const value: unknown = JSON.parse(text);
    // Members may be added to it one day; `__type` is how the protocol names an error.
    return (
      typeof value === "object" &&
      value !== null &&
      !Array.isArray(value) &&
      !Object.hasOwn(value, "__type")
    );
  } catch {
    return false;
  }
}

async function bytesOf(body: HttpAnswer["body"]): Promise<Uint8Array> {
  if (body instanceof Uint8Array) return body;
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}
