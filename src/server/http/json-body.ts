import { isUtf8 } from "node:buffer";
import { MIMEType } from "node:util";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { GatewayError } from "../../errors/gateway-error.js";
import { httpError } from "../answers/http-error.js";
import { isDeeperThan } from "./json-depth.js";

/**
 * Reads JSON in UTF-8 and nothing else: bytes that are none would change a password on its way. QUERY_TOO_LARGE for what is
 * nested deeper than `maximumDepth`.
 */
export function addJsonParser(host: FastifyInstance, maximumDepth: number): void {
  const parse = host.getDefaultJsonParser("error", "error");
  host.removeAllContentTypeParsers();
  host.addContentTypeParser<Buffer>(
    "application/json",
    { parseAs: "buffer" },
    (request, body, done) => {
      const text = isPlainUtf8(request) ? decode(body) : httpError("UNSUPPORTED_MEDIA_TYPE");
      if (typeof text !== "string") done(text);
      else if (isDeeperThan(maximumDepth, text)) {
        done(new GatewayError("QUERY_TOO_LARGE", { limit: "jsonDepth" }));
      } else {
        void parse(request, text, (error, value) => {
          if (error === null) done(null, value);
          else done(httpError("MALFORMED_JSON", { cause: error }));
        });
      }
    },
  );
}

function isPlainUtf8({ headers }: FastifyRequest): boolean {
  const encoding = headers["content-encoding"]?.trim().toLowerCase() ?? "identity";
  if (headers["content-type"] === "application/json") return encoding === "identity";
  const charset = charsetOf(headers["content-type"] ?? "").toLowerCase();
  return encoding === "identity" && (charset === "utf-8" || charset === "utf8");
}

function charsetOf(contentType: string): string {
  try {
    return new MIMEType(contentType).params.get("charset") ?? "utf-8";
  } catch {
    return "unreadable";
  }
}

/** Not Buffer's own decoding alone, which writes a replacement character where bytes are no UTF-8. */
function decode(body: Buffer) {
  return isUtf8(body) ? withoutMark(body.toString("utf8")) : httpError("MALFORMED_JSON");
}

/** RFC 8259 section 8.1: a byte order mark may be ignored. */
const withoutMark = (text: string): string => (text.startsWith("\uFEFF") ? text.slice(1) : text);
