import type { Writable } from "node:stream";

/** Most characters that wait for the reader: some minutes of a quiet gateway's lines, a second of a busy one's. */
const maximumWaiting = 1024 * 1024;

/** The callback of a write tells of its failure; without a listener the process would end. */
const ignoreError = () => undefined;

/**
 * Standard output, which never holds up the event loop: what its reader does not take waits here, up to a bound, and what comes on
 * top is lost. Node writes to pipes and sockets without blocking, to files and devices at once, so that only the former make lines
 * wait. Not by sonic-boom: its writes block a thread when nobody reads, and a process with a blocked thread cannot exit.
 */
export class StandardOutput {
  private waiting = 0;

  constructor(
    private readonly onLost: () => void,
    private readonly stream: Writable = process.stdout,
  ) {
    if (!stream.listeners("error").includes(ignoreError)) stream.on("error", ignoreError);
    stopBlocking(stream);
  }

  /** Takes a line; one that does not fit, or finds no reader, is told to `onLost`. */
  write(line: string): void {
    this.offer(line, (isWritten) => {
      if (!isWritten) this.onLost();
    });
  }

  /** Takes a line and tells once what became of it; one that does not fit is refused at once. */
  offer(line: string, settle: (isWritten: boolean) => void): void {
    if (this.waiting + line.length > maximumWaiting) {
      settle(false);
      return;
    }
    this.waiting += line.length;
    this.stream.write(line, (error) => {
      this.waiting -= line.length;
      settle(error === null || error === undefined);
    });
  }

  /** Resolves when no line waits any more, or after so long: a reader that is gone must not keep a gateway from ending. */
  async flush(patienceMs: number): Promise<void> {
    if (this.waiting === 0) return;
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, patienceMs);
    });
    // Behind all lines before it, whatever becomes of them.
    const written = new Promise<void>((resolve) => {
      this.stream.write("", () => {
        resolve();
      });
    });
    await Promise.race([written, patience]);
    clearTimeout(timer);
  }
}

/** Node alone makes a terminal block, and a container's can have a log driver at its other end. A terminal is opened anew for this. */
function stopBlocking(stream: Writable & { isTTY?: boolean; _handle?: unknown }): void {
  const handle = stream._handle as { setBlocking?: (isBlocking: boolean) => unknown } | undefined;
  if (stream.isTTY === true) handle?.setBlocking?.(false);
}
