import { writeSync } from "node:fs";

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
    while (written < bytes.length) written += writeSync(1, bytes, written);
  },
};
