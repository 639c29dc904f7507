import { z } from "zod";

/** The configuration's part on the audit log; docs/audit.md. */
export const audit = z.strictObject({
  /** The file that records are written to. Relative to the configuration. */
  file: z.string().min(1),
  /** What happens to a mutation that cannot be written down. */
  onFailure: z.enum(["refuse"]).default("refuse"),
  /** The size from which a new file is begun. */
  maxFileBytes: z.int().min(4096).max(1_099_511_627_776).default(67_108_864),
  /** Most records that may wait to be written before mutations are refused. */
  queue: z.int().min(1).max(100_000).default(1000),
  /** How long a record may take to be durable before its mutation is refused. */
  deadlineMs: z.int().min(1).max(300_000).default(2000),
  /** A checkpoint stands behind so many records. */
  checkpointEveryRecords: z.int().min(1).max(1_000_000).default(1000),
  /** And behind so many seconds in which something was written. */
  checkpointEverySeconds: z.int().min(1).max(86_400).default(60),
  /** Where records go as well, once they are durable. */
  alsoTo: z
    .array(z.enum(["stdout"]))
    .max(1)
    .default([]),
  /** Whether reads of contact data are written down: not yet. */
  readsOfContact: z
    .boolean()
    .refine((value) => !value, "is not supported by this version")
    .default(false),
});
