import type { Agent } from "node:https";
import { hostname } from "node:os";
import type {
  CloudWatchLogsClientConfig,
  RejectedLogEventsInfo,
} from "@aws-sdk/client-cloudwatch-logs";
import type { AuditSink, Shipment } from "./audit-sink.js";
import { firstEvents } from "./log-events.js";

/** See `audit.cloudWatchLogs` in the configuration. */
export interface CloudWatchLogsSettings {
  readonly logGroup: string;
  readonly logStream?: string | undefined;
}

/** Everything that is called; the IAM policy is printed from it. */
export const cloudWatchLogsOperations = ["CreateLogStream", "PutLogEvents"] as const;

/** How long one attempt may take. Nobody waits for it but the lines behind. */
export const connectionTimeoutMs = 2000;
const requestTimeoutMs = 5000;

/** Answers that would be the same however often a batch came. */
const finalRefusals: ReadonlySet<string> = new Set([
  "InvalidParameterException",
  "SerializationException",
  "ValidationException",
]);

/**
 * A sink into one stream of a log group of CloudWatch Logs. The stream is made when it is missing; the group is its operator's.
 * The SDK is loaded here and not before: a gateway without this sink does not pay for it. `options` say where and with which keys
 * it is called, and leave nothing of that to AWS's variables and files.
 */
export async function openCloudWatchLogsSink(
  { logGroup, logStream = streamOfThisProcess() }: CloudWatchLogsSettings,
  options: CloudWatchLogsClientConfig,
  httpsAgent?: Agent,
): Promise<AuditSink> {
  const { CloudWatchLogsClient, CreateLogStreamCommand, PutLogEventsCommand } =
    await import("@aws-sdk/client-cloudwatch-logs");
  const client = new CloudWatchLogsClient({
    ...options,
    maxAttempts: 3,
    requestHandler: {
      connectionTimeout: connectionTimeoutMs,
      requestTimeout: requestTimeoutMs,
      throwOnRequestTimeout: true,
      ...(httpsAgent === undefined ? {} : { httpsAgent }),
    },
  });
  const stream = { logGroupName: logGroup, logStreamName: logStream };
  const makeStream = async (abortSignal: AbortSignal) => {
    await client.send(new CreateLogStreamCommand(stream), { abortSignal }).catch(unlessThere);
  };
  return {
    name: "cloudWatchLogs",
    isTriedAgain: true,
    prepare: makeStream,
    write: async (lines, abortSignal) => {
      const logEvents = [...firstEvents(lines)];
      if (logEvents.length === 0) return { settled: 1, lost: 1, cause: named("TooLong") };
      try {
        const command = new PutLogEventsCommand({ ...stream, logEvents });
        const { rejectedLogEventsInfo } = await client.send(command, { abortSignal });
        return shipmentOf(logEvents.length, rejectedLogEventsInfo);
      } catch (error) {
        const count = logEvents.length;
        if (finalRefusals.has(nameOf(error))) return { settled: count, lost: count, cause: error };
        // Somebody has deleted the stream, or the group with it.
        if (nameOf(error) === "ResourceNotFoundException") await makeStream(abortSignal);
        throw error;
      }
    },
    close: () => {
      client.destroy();
    },
  };
}

/** What was taken of a batch: events at its beginning can be too old or expired, at its end too new. */
function shipmentOf(settled: number, rejected: RejectedLogEventsInfo | undefined): Shipment {
  const { tooOldLogEventEndIndex = 0, expiredLogEventEndIndex = 0 } = rejected ?? {};
  const begin = Math.max(tooOldLogEventEndIndex, expiredLogEventEndIndex);
  const end = rejected?.tooNewLogEventStartIndex ?? settled;
  const lost = settled - Math.max(0, end - begin);
  return { settled, lost, cause: named("RejectedLogEvents") };
}

/** A stream for each process: two chains in one stream could not be told apart. A name may have neither `:` nor `*`. */
const streamOfThisProcess = (): string =>
  `${hostname()}/${new Date().toISOString()}`.replaceAll(/[:*]/g, "-");

function unlessThere(error: unknown): void {
  if (nameOf(error) !== "ResourceAlreadyExistsException") throw error;
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : "");

const named = (name: string): Error => Object.assign(new Error(), { name });
