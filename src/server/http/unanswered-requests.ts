import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** How long a connection that ends may go on to send what nobody reads. */
const lingerMs = 1000;

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Called once the response is over. */
  readonly end: () => void;
}

/**
 * The requests of each connection that have no answer yet. What comes after a request on its connection says nothing about it: a
 * request that was read whole gets its own answer, and the connection ends after that.
 */
export class UnansweredRequests {
  private readonly bySocket = new WeakMap<Socket, Set<Exchange>>();
  private readonly latest = new WeakMap<Socket, IncomingMessage>();
  private readonly ending = new WeakSet<Socket>();

  /** `enter` is called for each request, and what it returns once the response is sent or its connection is gone. */
  constructor(private readonly enter: () => () => void) {}

  /** Takes note of each request of a server, before anything else is done with it. */
  watch(server: Server): void {
    // A client that has sent all it has to say may close its side: Node would drop the answers that it waits for.
    Object.assign(server, { httpAllowHalfOpen: true });
    server.prependListener("request", (request, response) => {
      const exchange = { request, response, end: this.enter() };
      this.latest.set(request.socket, request);
      const open = this.exchangesOn(request.socket).add(exchange);
      response.once("close", () => {
        open.delete(exchange);
        exchange.end();
      });
    });
  }

  /** Of a connection that is gone Node closes the response that was being sent, and none of those that wait for their turn. */
  private exchangesOn(socket: Socket): Set<Exchange> {
    const known = this.bySocket.get(socket);
    if (known !== undefined) return known;
    const exchanges = new Set<Exchange>();
    this.bySocket.set(socket, exchanges);
    socket.once("close", () => {
      for (const { end } of exchanges) end();
    });
    return exchanges;
  }

  /**
   * Whether a request on this connection was read whole and is still to be answered. If so, the connection ends after the last of
   * their answers, which come in the order of the requests (RFC 9112 section 9.3.2).
   */
  endAfterAnswers(socket: Socket): boolean {
    if (this.ending.has(socket)) return true;
    const whole = [...(this.bySocket.get(socket) ?? [])].filter(({ request }) => request.complete);
    const last = whole.at(-1)?.response;
    if (last === undefined) return false;
    this.ending.add(socket);
    if (!last.headersSent) last.setHeader("connection", "close");
    last.once("finish", () => {
      endGently(socket);
    });
    return true;
  }

  /**
   * Whether an answer of ours would be taken for that of what could not be read, and of nothing else: no answer has begun on this
   * connection, or all of them are complete and so are their requests. The rest of a body that was refused early is no new request.
   */
  mayAnswer(socket: Socket): boolean {
    const open = this.bySocket.get(socket);
    if (open === undefined || open.size === 0) return this.latest.get(socket)?.complete ?? true;
    return [...open].every(({ response }) => !response.headersSent);
  }
}

/**
 * Ends a connection so that what was written arrives: closing it while there is something unread makes the system reset it, and the
 * other side may lose an answer that it has not read yet (RFC 9112 section 9.6).
 */
export function endGently(socket: Socket): void {
  socket.end();
  const timer = setTimeout(() => {
    socket.destroy();
  }, lingerMs);
  socket.once("close", () => {
    clearTimeout(timer);
  });
}
