import type { IncomingMessage } from "node:http";
import { isLoopbackUrl } from "../../config/loopback.js";
import { GatewayError } from "../../errors/gateway-error.js";
import { httpError } from "../answers/http-error.js";

/** The most headers that a request may have. */
export const maximumHeaders = 100;

/** What a host and its port are written with, RFC 3986 section 3.2.2; whether it is one, the URL parser knows. */
const hostCharacters = /^[\w.~!$&'()*+,;=%:[\]-]+$/;

/**
 * Headers that decide something and may come once (RFC 9110 section 5.3, RFC 9112 section 3.2). Node takes the first of two; what
 * stands before the gateway may have judged by the other.
 */
const singular: ReadonlySet<string> = new Set(["host", "authorization", "content-type"]);

/**
 * Throws BAD_USER_INPUT for a request with too many headers, without a host or with two of a header that may come once, and
 * FORBIDDEN for a host that is not loopback, where only that is served: a page of elsewhere whose name was made to lead to loopback
 * (DNS rebinding) sends its own name.
 */
export function checkHeaders(request: IncomingMessage, isOnLoopbackOnly: boolean): void {
  if (request.rawHeaders.length > 2 * maximumHeaders) throw httpError("HEADERS_TOO_LARGE");
  if (!hasHost(request) || repeatsHeader(request)) throw httpError("MALFORMED_HTTP");
  if (isOnLoopbackOnly && !namesLoopback(request)) throw new GatewayError("FORBIDDEN");
}

/** RFC 9112 section 3.2: one that is a host, which HTTP/1.0 may leave out. */
function hasHost({ httpVersion, headers: { host } }: IncomingMessage): boolean {
  if (host === undefined) return httpVersion !== "1.1";
  return hostCharacters.test(host) && URL.canParse(`http://${host}/`);
}

const namesLoopback = ({ headers: { host } }: IncomingMessage): boolean =>
  host !== undefined && isLoopbackUrl(`http://${host}/`);

function repeatsHeader({ rawHeaders }: IncomingMessage): boolean {
  const met = new Set<string>();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]?.toLowerCase() ?? "";
    if (!singular.has(name)) continue;
    if (met.has(name)) return true;
    met.add(name);
  }
  return false;
}
