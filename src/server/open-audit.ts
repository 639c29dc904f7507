import { AuditLog } from "../audit/audit-log.js";
import { standardOutput } from "../audit/audit-sink.js";
import { codeOf, type FileSystem } from "../audit/file-system.js";
import type { Config } from "../config/config.js";
import type { Logger } from "./logger.js";
import type { Metrics } from "./metrics.js";

interface AuditParts {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly now: () => number;
  readonly files: FileSystem | undefined;
}

/** Opens the audit log. Rejects with an AuditFileError: without it the gateway must not start. */
export async function openAudit(
  { audit, secrets }: Config,
  { logger, metrics, now, files }: AuditParts,
): Promise<AuditLog> {
  return AuditLog.open({
    ...audit,
    key: secrets?.auditKey,
    now,
    ...(files === undefined ? {} : { files }),
    sinks: audit.alsoTo.map(() => standardOutput),
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
    },
  });
}

/** Begins a new file; what goes wrong is logged, and the old one goes on. */
export async function rotateAudit(audit: AuditLog, logger: Logger): Promise<void> {
  try {
    await audit.rotate();
  } catch (error) {
    logger.error({ causeCode: codeOf(error) }, "audit log not rotated");
  }
}
