import { AuditLog } from "../audit/audit-log.js";
import { codeOf, type FileSystem } from "../audit/journal/file-system.js";
import { type AuditSink, type LineOutput, standardOutputSink } from "../audit/sinks/audit-sink.js";
import {
  connectionTimeoutMs,
  openCloudWatchLogsSink,
} from "../audit/sinks/cloud-watch-logs-sink.js";
import type { AwsKeys } from "../cognito/transport/aws-keys.js";
import { settledOptionsAt } from "../cognito/transport/settled-options.js";
import type { Config } from "../config/config.js";
import { describeCause, type Logger } from "./observability/logger.js";
import type { Metrics } from "./observability/metrics.js";

interface AuditParts {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly now: () => number;
  readonly files: FileSystem | undefined;
  /** What calls to CloudWatch Logs are signed with. */
  readonly keys: AwsKeys;
  /** Standard output, which the records share with the log. */
  readonly output: LineOutput;
}

/** Opens the audit log. Rejects with an AuditFileError: without it the gateway must not start. */
export async function openAudit(
  { audit, limits, secrets }: Config,
  { logger, metrics, now, files, keys, output }: AuditParts,
): Promise<AuditLog> {
  return AuditLog.open({
    ...audit,
    key: secrets?.auditKey,
    refusalsPerCaller: audit.refusals ? limits.mutationsPerCallerPerMinute : undefined,
    now,
    ...(files === undefined ? {} : { files }),
    sinks: await openSinks(audit, keys, output),
    observer: {
      onDurable: (records) => {
        metrics.countAuditRecords(records);
      },
      onWriteFailure: (error) => {
        metrics.countAuditFailure();
        logger.error({ causeCode: codeOf(error) }, "audit log not written");
      },
      onRotationFailure: (error) => {
        logger.error({ causeCode: codeOf(error) }, "audit log not rotated");
      },
      onNotShipped: (sink, records) => {
        metrics.countAuditNotShipped(sink, records);
      },
      onShippingFailure: (sink, error) => {
        logger.error({ sink, ...describeCause(error) }, "audit records not shipped");
      },
      onShippedAgain: (sink) => {
        logger.info({ sink }, "audit records shipped again");
      },
    },
  });
}

/** The places beside the file. Nothing is asked of them yet: one that is away delays no start. */
async function openSinks(
  { alsoTo, cloudWatchLogs }: Config["audit"],
  keys: AwsKeys,
  output: LineOutput,
): Promise<readonly AuditSink[]> {
  const sinks = alsoTo.map(() => standardOutputSink(output));
  if (cloudWatchLogs !== undefined) sinks.push(await openCloudWatchLogs(cloudWatchLogs, keys));
  return sinks;
}

/** The sink in CloudWatch Logs, called as the configuration says, with the gateway's own keys. */
export function openCloudWatchLogs(
  settings: NonNullable<Config["audit"]["cloudWatchLogs"]>,
  keys: AwsKeys,
): Promise<AuditSink> {
  const { region, endpoint } = settings;
  return openCloudWatchLogsSink(
    settings,
    { ...settledOptionsAt({ region, endpoint }), credentials: keys.for({ region }) },
    keys.tunnels?.agent(connectionTimeoutMs),
  );
}

/** Begins a new file; what goes wrong is logged, and the old one goes on. */
export async function rotateAudit(audit: AuditLog, logger: Logger): Promise<void> {
  try {
    await audit.rotate();
  } catch (error) {
    logger.error({ causeCode: codeOf(error) }, "audit log not rotated");
  }
}
