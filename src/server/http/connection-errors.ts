import { type Server, STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { type HttpError, httpError, type HttpErrorReason } from "../answers/http-error.js";
import { refusalOf } from "../answers/refusal.js";
import { requestIdFor } from "./request-id.js";
import { endGently, type UnansweredRequests } from "./unanswered-requests.js";

/** By Node's codes; https://nodejs.org/api/http.html#event-clienterror. */
const reasons: ReadonlyMap<string, HttpErrorReason> = new Map([
  ["ERR_HTTP_REQUEST_TIMEOUT", "REQUEST_TIMEOUT"],
  ["HPE_HEADER_OVERFLOW", "HEADERS_TOO_LARGE"],
]);

/**
 * Answers what Node could not read as HTTP, in the form of every other error, if it may, and ends the connection. `report` is told of each
 * answer, with the id that stands in it.
 */
export function answerUnreadable(
  { code }: { readonly code: string },
  socket: Socket,
  mayAnswer: boolean,
  report: (error: HttpError, requestId: string) => void,
): void {
  // A peer that is gone, one that speaks no TLS, or an answer that has begun: there is nobody and nothing to add to.
  const isGone = code === "ECONNRESET" || /^ERR_(SSL|TLS)_/.test(code);
  // On a connection that a browser or a balancer has opened in advance nothing was asked, and nobody reads an answer.
  const isUnused = code === "ERR_HTTP_REQUEST_TIMEOUT" && socket.bytesRead === 0;
  if (isGone || isUnused || !socket.writable || !mayAnswer) {
    socket.destroy();
    return;
  }
  answerOnSocket(httpError(reasons.get(code) ?? "MALFORMED_HTTP"), socket, report);
}

/** Node closes a connection of CONNECT, and refuses an expectation that it does not know, both without a word. */
export function answerWhatNodeWould(
  server: Server,
  unanswered: UnansweredRequests,
  report: (error: HttpError, requestId: string) => void,
): void {
  server.on("connect", (_request, socket: Socket) => {
    if (!unanswered.endAfterAnswers(socket)) {
      answerOnSocket(httpError("METHOD_NOT_ALLOWED"), socket, report);
    }
  });
  // RFC 9110 section 10.1.1: a server may pass over what it does not know.
  server.on("checkExpectation", (request, response) => {
    server.emit("request", request, response);
  });
}

/** Answers on a connection for which there is no response to write to, and ends it. */
function answerOnSocket(
  error: HttpError,
  socket: Socket,
  report: (error: HttpError, requestId: string) => void,
): void {
  const requestId = requestIdFor(undefined);
  report(error, requestId);
  const { status, type, headers, body } = refusalOf(error, {
    ...{ requestId, accept: undefined, outcome: "NOT_APPLIED" },
    status: error.statusCode,
  });
  const fields = {
    "content-type": type,
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-request-id": requestId,
    ...headers,
    "content-length": Buffer.byteLength(body),
    connection: "close",
  };
  const head = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\n${head.join("")}\r\n${body}`);
  endGently(socket);
}
