import { type DestinationStream, type Logger as PinoLogger, pino } from "pino";
import { errorCodes } from "../../errors/error-codes.js";
import { fromGraphQLError } from "../answers/public-error.js";

export type Logger = PinoLogger;

/**
 * The only logger. Lines hold codes, ids and counts, never a message of an error nor anything a caller wrote; so nothing
 * needs to be redacted.
 */
export function createLogger(
  level: string,
  destination: DestinationStream,
  onLost: () => void = () => undefined,
): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    neverThrowing(destination, onLost),
  );
}

/** Logging must never fail a request, least of all one that has written already: a line that cannot be kept is lost. */
const neverThrowing = (destination: DestinationStream, onLost: () => void): DestinationStream => ({
  write: (line) => {
    try {
      destination.write(line);
    } catch {
      onLost();
    }
  },
});

/**
 * Writes down one error, at the level of its code. Of its details it takes those that tell an operator which part of a
 * request is wrong, or which function of the pool is to blame.
 */
export function logError(logger: Logger, error: unknown, fields: { requestId?: string }): void {
  const { code, details, cause, logFields } = fromGraphQLError(error);
  const { reason, limit, trigger } = details;
  logger[errorCodes[code].logLevel](
    { ...fields, code, reason, limit, trigger, ...logFields, ...describeCause(cause) },
    "error",
  );
}

/** Names and codes as Node, the AWS SDK and AWS give them: none that could carry a text. */
const isPlainName = (value: unknown): value is string =>
  typeof value === "string" && /^[\w-]{1,80}$/.test(value);

const maximumErrorLines = 10;

/** Writes down the errors of one request, and of a great many only how many there were. */
export function logErrors(logger: Logger, errors: readonly unknown[], requestId: string): void {
  for (const error of errors.slice(0, maximumErrorLines)) logError(logger, error, { requestId });
  const leftOut = errors.length - maximumErrorLines;
  if (leftOut > 0) logger.info({ requestId, leftOut }, "errors left out");
}

/** What a log may say of a failure: kinds and ids. */
export function describeCause(cause: unknown): Readonly<Record<string, string>> {
  if (!(cause instanceof Error)) return {};
  const metadata = "$metadata" in cause ? cause.$metadata : undefined;
  const facts = {
    cause: cause.name,
    causeCode: "code" in cause ? cause.code : undefined,
    awsRequestId: (metadata as { requestId?: string } | undefined)?.requestId,
  };
  return Object.fromEntries(
    Object.entries(facts).flatMap(([name, value]) => (isPlainName(value) ? [[name, value]] : [])),
  );
}
