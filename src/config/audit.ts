import { z } from "zod";
import { region, url } from "./endpoint.js";

/**
 * One stream of CloudWatch Logs, with the names that it takes.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogStream.html
 */
const cloudWatchLogs = z.strictObject({
  /** The log group, which must be there. */
  logGroup: z
    .string()
    .max(512)
    .regex(/^[.\-_/#A-Za-z0-9]+$/, "must be the name of a log group"),
  /** The stream, made when it is missing; default: the host's name and the time of the start. */
  logStream: z
    .string()
    .max(512)
    .regex(/^[^:*]+$/, "must be the name of a log stream, without : and *")
    .optional(),
  /** The AWS Region to sign for and to call. */
  region,
  /** Another address for CloudWatch Logs, such as a VPC endpoint. */
  endpoint: url.optional(),
});

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
  /** A stream of CloudWatch Logs that records go to as well. */
  cloudWatchLogs: cloudWatchLogs.optional(),
  /** Whether it is written down who is shown contact data, and of whom, before it is shown. */
  readsOfContact: z.boolean().default(false),
  /** Whether attempts that are refused before anything is about to be done are written down. */
  refusals: z.boolean().default(false),
});
