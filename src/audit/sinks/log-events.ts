/** One entry of a PutLogEvents call. */
export interface LogEvent {
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly message: string;
}

/**
 * What one PutLogEvents call may hold; each event counts its bytes and 26 more, and may have a MiB by itself.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html
 */
export const batchLimits = {
  events: 10_000,
  bytes: 1_048_576,
  bytesPerEvent: 26,
  spanMs: 24 * 60 * 60 * 1000,
} as const;

/** Records are made in the order of the chain but for a moment; what steps back further was made by a clock that was set. */
const maximumStepBackMs = 60_000;

/**
 * The first lines as far as one call may hold them, without their line feeds. Times never fall within it: where one record was
 * made a moment before the one that it follows, it gets the time of that one; its own stands in the line. Empty when the first line
 * is too long for any call.
 */
export function firstEvents(lines: readonly string[]): readonly LogEvent[] {
  const events: LogEvent[] = [];
  let bytes = 0;
  for (const line of lines) {
    const message = line.trimEnd();
    const at = timeOf(message);
    const timestamp = Math.max(at, events.at(-1)?.timestamp ?? at);
    // A line is ASCII: its length is its size.
    bytes += message.length + batchLimits.bytesPerEvent;
    const isFull = events.length === batchLimits.events || bytes > batchLimits.bytes;
    const span = timestamp - (events[0]?.timestamp ?? timestamp);
    const isAnotherTime = timestamp - at > maximumStepBackMs || span >= batchLimits.spanMs;
    if (isFull || isAnotherTime) break;
    events.push({ timestamp, message });
  }
  return events;
}

/** When a record was made, as its line tells. */
function timeOf(line: string): number {
  const [, at = ""] = /^\{"seq":\d+,"at":"([^"]+)"/.exec(line) ?? [];
  const time = Date.parse(at);
  if (Number.isNaN(time)) throw new Error("A line without its time.");
  return time;
}
