/** Headers that HTTP or the gateway gives a meaning of its own; RFC 9110 section 7.6.1 names those of one hop. */
const takenHeaders: ReadonlySet<string> = new Set([
  "accept",
  "authorization",
  "connection",
  "content-encoding",
  "content-length",
  "content-type",
  "cookie",
  "expect",
  "host",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "x-request-id",
]);

/** Whether a header may carry the router's secret. Proxies drop those of one hop on the way. */
export function isFreeHeaderName(name: string): boolean {
  return !takenHeaders.has(name);
}
