import { writeSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { codeOf } from "./file-system.js";

/** Another place that records go to, after they are durable in the file. */
export interface AuditSink {
  readonly name: string;
  /** Takes whole lines, line feeds included, in the order of the chain. */
  write(lines: readonly string[]): Promise<void>;
}

/** Synchronous as the log is, so that a line of the one never stands within a line of the other. */
export const standardOutput: AuditSink = {
  name: "stdout",
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
  },
};
