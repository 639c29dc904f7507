import { type DestinationStream, type Logger as PinoLogger, pino } from "pino";

export type Logger = PinoLogger;

/**
 * The only logger. Lines hold codes, ids and counts, never a message of an error nor anything a caller wrote; so nothing
 * needs to be redacted. Synchronous, so that no line is lost when the process is killed.
 */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination ?? pino.destination({ dest: 1, sync: true }),
  );
}

/** What a log may say of a failure: kinds and ids. */
export function describeCause(cause: unknown): { cause?: string; awsRequestId?: string } {
  if (!(cause instanceof Error)) return {};
  const metadata = "$metadata" in cause ? cause.$metadata : undefined;
  const awsRequestId = (metadata as { requestId?: string } | undefined)?.requestId;
  return { cause: cause.name, ...(awsRequestId === undefined ? {} : { awsRequestId }) };
}
