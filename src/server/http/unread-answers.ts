import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** See `limits` in the configuration. */
interface UnreadLimits {
  readonly answerTimeoutMs: number;
  readonly unreadBytes: number;
}

/** What one connection has been sent and has not taken. */
interface Unread {
  answers: number;
  bytes: number;
  /** When the answer was sent that is to be taken next, or the one before it was taken. */
  sinceMs: number;
}

const lookEveryMs = 1000;

/**
 * The answers that are sent and that their clients have not taken yet: the rest of each is held in memory. Ends the connections
 * of those who take too long, whether they read nothing or very slowly; and the oldest, when all of them are too much.
 */
export class UnreadAnswers {
  /** By connection, the oldest first: a response that waits behind another has no connection of its own yet. */
  private readonly unread = new Map<Socket, Unread>();
  private readonly watched = new WeakSet<Socket>();
  private bytes = 0;
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly limits: UnreadLimits,
    private readonly observe: (reason: "time" | "bytes") => void,
    private readonly now: () => number = () => performance.now(),
  ) {
    const look = () => {
      this.endOverdue();
    };
    this.timer = setInterval(look, Math.min(lookEveryMs, limits.answerTimeoutMs)).unref();
  }

  /** Notes an answer that is about to be sent. Node closes a response once the system has taken all of it. */
  add({ socket }: Pick<IncomingMessage, "socket">, response: ServerResponse, bytes: number): void {
    if (socket.destroyed) return;
    this.watch(socket);
    const unread = this.unread.get(socket) ?? { answers: 0, bytes: 0, sinceMs: this.now() };
    unread.answers += 1;
    unread.bytes += bytes;
    this.bytes += bytes;
    this.unread.set(socket, unread);
    response.once("close", () => {
      this.take(socket, bytes);
    });
    this.endOldest(socket);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Once for each connection: of responses that wait, Node does not tell when the connection ends. */
  private watch(socket: Socket): void {
    if (this.watched.has(socket)) return;
    this.watched.add(socket);
    socket.once("close", () => {
      this.drop(socket);
    });
  }

  private take(socket: Socket, bytes: number): void {
    const unread = this.unread.get(socket);
    if (unread === undefined) return;
    unread.answers -= 1;
    unread.bytes -= bytes;
    this.bytes -= bytes;
    this.unread.delete(socket);
    if (unread.answers === 0) return;
    unread.sinceMs = this.now();
    this.unread.set(socket, unread);
  }

  private drop(socket: Socket): void {
    this.bytes -= this.unread.get(socket)?.bytes ?? 0;
    this.unread.delete(socket);
  }

  private endOverdue(): void {
    const longAgo = this.now() - this.limits.answerTimeoutMs;
    for (const [socket, { sinceMs }] of this.unread) {
      if (sinceMs > longAgo) return;
      this.end(socket, "time");
    }
  }

  /** Not the one that is just sent something, unless all of it is its own: it may well be read at once. */
  private endOldest(latest: Socket): void {
    for (const [socket, { answers }] of this.unread) {
      if (this.bytes <= this.limits.unreadBytes) return;
      if (socket !== latest || answers > 1) this.end(socket, "bytes");
    }
  }

  private end(socket: Socket, reason: "time" | "bytes"): void {
    this.observe(reason);
    this.drop(socket);
    socket.destroy();
  }
}
