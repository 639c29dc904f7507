import type { Socket } from "node:net";

/** An answer of the local pool, as it came. */
export interface PoolAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How an answer goes wrong on its way. Gets what the pool answered, or null where the call never got there. */
export type WireFault = (socket: Socket, answer: PoolAnswer | null) => void;

/** Longer than any deadline of the gateway under test. */
export const tooLongMs = 2000;

const page = "<html><body><h1>Sign in to the network</h1></body></html>";

/** The head of an answer; what AWS put into its own stands in it where there was one. */
function head(status: string, answer: PoolAnswer | null, fields: object = {}): string {
  const id = answer?.headers["x-amzn-requestid"];
  const all = {
    "content-type": "application/x-amz-json-1.1",
    ...(id === undefined ? {} : { "x-amzn-requestid": id }),
    connection: "close",
    ...fields,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status}\r\n${lines.join("")}\r\n`;
}

/** A whole answer of that status and body. */
export const says =
  (status: string, body: string | Buffer, fields: object = {}): WireFault =>
  (socket, answer) => {
    socket.write(head(status, answer, { "content-length": Buffer.byteLength(body), ...fields }));
    socket.end(body);
  };

/** The pool's answer, or the one that AWS documents for success where there is none. */
const wholeOf = (answer: PoolAnswer | null): string => {
  const body = answer?.body ?? "{}";
  const reason = `${answer?.status ?? 200} Whatever`;
  return `${head(reason, answer, { "content-length": Buffer.byteLength(body), connection: "keep-alive" })}${body}`;
};

const later = (socket: Socket, milliseconds: number, act: () => void) => {
  setTimeout(() => {
    if (!socket.destroyed) act();
  }, milliseconds);
};

/** Sends the pool's answer in so many pieces over that time. */
const drip =
  (pieces: number, milliseconds: number): WireFault =>
  (socket, answer) => {
    const whole = wholeOf(answer);
    const size = Math.ceil(whole.length / pieces);
    for (let piece = 0; piece < pieces; piece += 1) {
      later(socket, (piece * milliseconds) / pieces, () =>
        socket.write(whole.slice(piece * size, (piece + 1) * size)),
      );
    }
    later(socket, milliseconds + 20, () => socket.end());
  };

/** Sends the pool's answer up to a place, then ends the connection. */
const cut =
  (upTo: (whole: string) => number): WireFault =>
  (socket, answer) => {
    const whole = wholeOf(answer);
    socket.end(whole.slice(0, upTo(whole)));
  };

/** A success with a length that is not its own. */
const withLength =
  (length: number, end: (socket: Socket) => void): WireFault =>
  (socket, answer) => {
    socket.write(`${head("200 OK", answer, { "content-length": length })}{}`);
    end(socket);
  };

const leaveOpen = () => undefined;

/** What may happen whether or not the call was done. No answer that was not AWS's has a request id of AWS. */
export const wireFaults: Readonly<Record<string, WireFault>> = {
  "an empty 200": says("200 OK", ""),
  "200 with a list": says("200 OK", "[]"),
  "200 with a number": says("200 OK", "1"),
  "200 with null": says("200 OK", "null"),
  "200 with a text": says("200 OK", '"OK"'),
  "200 with a page": says("200 OK", page, { "content-type": "text/html" }),
  "200 with an error": says("200 OK", '{"__type":"InternalErrorException","message":"No."}'),
  "200 in zipped bytes that are none": says("200 OK", "{}", { "content-encoding": "gzip" }),
  "200 with bytes that are no text": says("200 OK", Buffer.from([0xff, 0xfe, 0x7b, 0x00])),
  "200 with endless nesting": says("200 OK", "[".repeat(50_000)),
  "202 with an object": says("202 Accepted", "{}"),
  "204": says("204 No Content", ""),
  "206 with an object": says("206 Partial Content", "{}"),
  "a redirection, 302": says("302 Found", "", { location: "http://127.0.0.1:1/" }),
  "a redirection, 307": says("307 Temporary Redirect", "", { location: "/" }),
  "a bare 400": says("400 Bad Request", ""),
  "a page with 403": says("403 Forbidden", page, { "content-type": "text/html" }),
  "a nameless 404": says("404 Not Found", '{"message":"Not found"}'),
  "a bare 408": says("408 Request Timeout", ""),
  "a bare 429": says("429 Too Many Requests", "", { "retry-after": "1" }),
  "a page with 502": says("502 Bad Gateway", page, { "content-type": "text/html" }),
  "a nameless 504": says("504 Gateway Timeout", "{}"),
  "status 999": says("999 Denied", "{}"),
  "a name with 500": says("500 Oops", '{"__type":"InvalidParameterException","message":"No."}'),
  "a reset": (socket) => socket.resetAndDestroy(),
  "an end without an answer": (socket) => socket.end(),
  "a protocol that is not HTTP": (socket) => socket.end("SSH-2.0-OpenSSH_9.9\r\n"),
  "a head that is too large": says("200 OK", "{}", { "x-much": "a".repeat(40_000) }),
  "silence after a continue": (socket) => socket.write("HTTP/1.1 100 Continue\r\n\r\n"),
  "an unexpected change of protocol": says("101 Switching Protocols", "", { upgrade: "h2c" }),
};

/** An exception that Cognito names, in its own form. */
export const exceptionAnswer = (name: string, status = 400): WireFault =>
  says(`${status} Whatever`, JSON.stringify({ __type: name, message: "No." }));

/** What may happen to an answer of Cognito on its way back. */
export const answerFaults: Readonly<Record<string, WireFault>> = {
  "a slow drip": drip(8, 60),
  "a drip beyond the deadline": drip(20, tooLongMs),
  "a cut in the head": cut((whole) => Math.floor(whole.indexOf("\r\n\r\n") / 2)),
  "a cut before the body": cut((whole) => whole.indexOf("\r\n\r\n") + 4),
  "a cut in the body": cut((whole) => whole.length - 1),
  "a reset after the head": (socket, answer) => {
    socket.write(head("200 OK", answer, { "content-length": 2 }));
    later(socket, 10, () => socket.resetAndDestroy());
  },
  "a length that is too long, then an end": withLength(200, (socket) => socket.end()),
  "a length that is too long, then silence": withLength(200, leaveOpen),
  "a length that is too short": withLength(1, (socket) => socket.end()),
  "a piece that is none": (socket, answer) => {
    socket.end(`${head("200 OK", answer, { "transfer-encoding": "chunked" })}zz\r\n{}\r\n`);
  },
  "pieces without an end": (socket, answer) => {
    socket.end(`${head("200 OK", answer, { "transfer-encoding": "chunked" })}2\r\n{}\r\n`);
  },
  "a continue and hints before it": (socket, answer) => {
    socket.write("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n");
    socket.end(wholeOf(answer).replace("keep-alive", "close"));
  },
  "two answers at once": (socket, answer) => socket.write(wholeOf(answer) + wholeOf(answer)),
  "a second answer later": (socket, answer) => {
    socket.write(wholeOf(answer));
    later(socket, 5, () => socket.write(wholeOf(answer)));
  },
};
