import type { ErrorCode } from "../errors/error-codes.js";
import type { RefusedAttempt, RefusedAttemptSum } from "./chain/audit-record.js";

/** A minute, from the first refused attempt on. */
const windowMs = 60_000;
/** Most records in a window, and most callers who are told apart: neither grows with how many there are. */
const maximumRecords = 1000;
const maximumCallers = 1000;

/** What one caller was refused in a window. */
interface Count {
  readonly actor: RefusedAttempt["actor"] | undefined;
  written: number;
  more: number;
  readonly codes: Set<ErrorCode>;
}

/** Writes one record; rejects when it could not. */
type Write = (record: RefusedAttempt | RefusedAttemptSum) => Promise<void>;

/**
 * Refused attempts, each written down by itself as long as a caller does not have too many of them; what is more is counted,
 * and written down as one sum for each caller when the minute is over. So nobody can fill the disk by being refused.
 */
export class Refusals {
  private counts = new Map<string, Count>();
  private written = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly perCaller: number,
    private readonly write: Write,
  ) {}

  add(attempt: RefusedAttempt): void {
    this.timer ??= setTimeout(() => {
      this.end();
    }, windowMs).unref();
    const count = this.countOf(attempt.actor);
    const isOneOfMany = count.written >= this.perCaller || this.written >= maximumRecords;
    if (isOneOfMany || count.actor === undefined) {
      sumUp(count, attempt.code);
      return;
    }
    count.written += 1;
    this.written += 1;
    this.write(attempt).catch(() => {
      sumUp(count, attempt.code);
    });
  }

  /** Writes the sums down, and begins anew. */
  end(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const counts = [...this.counts.values()].filter(({ more }) => more > 0);
    this.counts = new Map();
    this.written = 0;
    for (const { actor, more, codes } of counts) {
      // What cannot be written now is lost: it has been refused, and nothing hangs on it.
      this.write({ actor, count: more, codes: [...codes].sort() }).catch(() => undefined);
    }
  }

  private countOf(actor: RefusedAttempt["actor"]): Count {
    const key = `${actor.issuer}\0${actor.subject}`;
    const isKnown = this.counts.has(key) || this.counts.size < maximumCallers;
    const place = isKnown ? key : "";
    const known = this.counts.get(place);
    if (known !== undefined) return known;
    const count = {
      actor: isKnown ? actor : undefined,
      written: 0,
      more: 0,
      codes: new Set<ErrorCode>(),
    };
    this.counts.set(place, count);
    return count;
  }
}

function sumUp(count: Count, code: ErrorCode): void {
  count.more += 1;
  count.codes.add(code);
}
