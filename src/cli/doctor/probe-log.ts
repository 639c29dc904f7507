import { randomUUID } from "node:crypto";
import { dirname, join } from "node:path";
import { AuditLog } from "../../audit/audit-log.js";
import type { Result } from "../../audit/chain/audit-record.js";
import { nobodysName, type PoolProbe } from "../../cognito/probes/pool-probe.js";
import type { CognitoOperation } from "../../cognito/records/operations.js";
import type { AwsKeys } from "../../cognito/transport/aws-keys.js";
import type { Config } from "../../config/config.js";
import type { GatewayError } from "../../errors/gateway-error.js";
import { openCloudWatchLogs } from "../../server/open-audit.js";

/** Who has asked, in the audit log: nobody with a token. */
const actor = { subject: "doctor", issuer: "cognito-admin-gateway", roles: [] };

/** The audit log of one run of the doctor. */
export interface ProbeLog {
  readonly file: string;
  /** Makes one write about a name that nobody has: intent before, result after. Rejects if either cannot be written down. */
  write(
    poolId: string,
    operation: CognitoOperation,
    probe: PoolProbe,
  ): Promise<GatewayError | null>;
  close(): Promise<void>;
}

/**
 * Opens a log of the doctor's own beside the gateway's: with that one's settings and key, but never its file nor its lock,
 * since a gateway may be running on it, or about to start. Rejects with an AuditFileError if it cannot be written.
 */
export async function openProbeLog({ audit, secrets }: Config, keys: AwsKeys): Promise<ProbeLog> {
  const { cloudWatchLogs } = audit;
  const time = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, "");
  const file = join(dirname(audit.file), `doctor-${time}.jsonl`);
  const log = await AuditLog.open({
    ...audit,
    file,
    key: secrets?.auditKey,
    sinks: cloudWatchLogs === undefined ? [] : [await openCloudWatchLogs(cloudWatchLogs, keys)],
  });
  return {
    file,
    write: async (poolId, operation, probe) => {
      const username = nobodysName();
      const entry = await log.intent({
        actor,
        action: "user:set-permanent-password",
        target: { kind: "user", poolId, sub: null, username },
        decidedBy: [],
        reason: "doctor --probe-writes: nobody has this name",
        requestId: randomUUID(),
      });
      const told = await probe.ask(operation, username);
      await entry.result(resultOf(told));
      return told;
    },
    close: () => log.close(),
  };
}

function resultOf(told: GatewayError | null): Result {
  if (told === null) return { outcome: "APPLIED" };
  const { code, details, logFields } = told;
  const { outcome = "UNKNOWN" } = details;
  return { outcome, code, awsRequestId: logFields.awsRequestId };
}
