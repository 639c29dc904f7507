import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { toPublicError } from "./public-error.js";
import { refusal } from "./refusal.js";
import { requestIdFor } from "./request-id.js";

/** Statuses by Node's codes; https://nodejs.org/api/http.html#event-clienterror. */
const statuses = new Map([
  ["ERR_HTTP_REQUEST_TIMEOUT", 408],
  ["HPE_HEADER_OVERFLOW", 431],
] as const);

type KnownCode = Parameters<typeof statuses.get>[0];

/** Answers what Node could not read as HTTP, in the form of every other error, and ends the connection. */
export function answerUnreadable({ code }: { readonly code: string }, socket: Socket): void {
  // A peer that is gone, one that speaks no TLS, or an answer that has begun: there is nobody and nothing to add to.
  const isGone = code === "ECONNRESET" || /^ERR_(SSL|TLS)_/.test(code);
  if (isGone || !socket.writable || socket.bytesWritten > 0) {
    socket.destroy();
    return;
  }
  const status = statuses.get(code as KnownCode) ?? 400;
  const requestId = requestIdFor(undefined);
  const body = JSON.stringify({ errors: [toPublicError(refusal(status), {}, requestId)] });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}`,
    "content-type: application/json; charset=utf-8",
    "cache-control: no-store",
    "x-content-type-options: nosniff",
    `x-request-id: ${requestId}`,
    `content-length: ${Buffer.byteLength(body)}`,
    "connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}
