import { setTimeout } from "node:timers/promises";

/** What became of lines that a sink was offered. */
export interface Shipment {
  /** So many of the first lines are done with, and are not offered again. */
  readonly settled: number;
  /** So many of those it has refused for good. */
  readonly lost: number;
  /** Why, if any were. */
  readonly cause?: unknown;
}

/** Another place that records go to, after they are durable in the file. */
export interface AuditSink {
  readonly name: string;
  /** Whether lines that it could not take are offered again until it does; else a failure loses them. */
  readonly isTriedAgain: boolean;
  /** What has to be there before the first line, tried from the start on: rejects when it is not. */
  prepare?(signal: AbortSignal): Promise<void>;
  /**
   * Is offered whole lines, line feeds included, in the order of the chain; may take only the first of them at a time. Rejects
   * when it could take none.
   */
  write(lines: readonly string[], signal: AbortSignal): Promise<Shipment>;
  /** Gives up what it holds open. */
  close?(): void;
}

/** What takes lines, those of others among them, and tells of each whether it was written. */
export interface LineOutput {
  offer(line: string, settle: (isWritten: boolean) => void): void;
}

/** How long a line may be under way to its reader before it counts as not taken. */
const patienceMs = 1000;

/** Standard output by the way that the log takes, so that a line of the one never stands within a line of the other. */
export const standardOutputSink = (output: LineOutput): AuditSink => ({
  name: "stdout",
  isTriedAgain: false,
  write: async (lines, signal) => {
    let written = 0;
    const offers = lines.map(
      (line) =>
        new Promise<void>((resolve) => {
          output.offer(line, (isWritten) => {
            if (isWritten) written += 1;
            resolve();
          });
        }),
    );
    const waiting = new AbortController();
    await Promise.race([
      Promise.all(offers),
      setTimeout(patienceMs, undefined, { signal: AbortSignal.any([signal, waiting.signal]) }),
    ]).finally(() => {
      waiting.abort();
    });
    return { settled: lines.length, lost: lines.length - written, cause: notTaken };
  },
});

const notTaken = Object.assign(new Error(), { name: "NotTaken" });
