import { writeSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { codeOf } from "../journal/file-system.js";

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

/** Synchronous as the log is, so that a line of the one never stands within a line of the other. */
export const standardOutput: AuditSink = {
  name: "stdout",
  isTriedAgain: false,
  write: async (lines) => {
    const bytes = Buffer.from(lines.join(""));
    let written = 0;
    let patience = 100;
    while (written < bytes.length) {
      try {
        written += writeSync(1, bytes, written);
      } catch (error) {
        // A pipe that is full, with somebody slow at its end: half a line would be worse than to wait.
        patience -= 1;
        if (codeOf(error) !== "EAGAIN" || patience === 0) throw error;
        await setTimeout(10);
      }
    }
    return { settled: lines.length, lost: 0 };
  },
};
