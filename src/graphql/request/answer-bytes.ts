import { GatewayError } from "../../errors/gateway-error.js";
import { toldOneByOne } from "./column.js";

/** So small an answer is made however much else is being made: it costs next to nothing. */
const smallAnswer = 65_536;

const retryAfterMs = 1000;

/** The bytes of all answers that are being made. */
export class AnswersUnderWay {
  private bytes = 0;
  /** Those that are no longer small, the oldest first. */
  private readonly large = new Set<object>();

  /** `maximum`: see `limits.answersUnderWayBytes`. */
  constructor(private readonly maximum: number) {}

  /** Makes room for more of an answer that has so many bytes then. The oldest large one always goes on: else all could stop each other. */
  take(answer: object, bytes: number, made: number): boolean {
    if (made > smallAnswer) {
      this.large.add(answer);
      if (this.bytes + bytes > this.maximum && !this.isOldest(answer)) return false;
    }
    this.bytes += bytes;
    return true;
  }

  private isOldest(answer: object): boolean {
    const [oldest] = this.large;
    return oldest === answer;
  }

  release(answer: object, bytes: number): void {
    this.large.delete(answer);
    this.bytes -= bytes;
  }
}

/**
 * Counts the bytes of one answer while it is made. Once it is full, fields that may be null are left out, and nothing more is
 * asked for their sake.
 */
export class AnswerBytes {
  /** Whether it is of a mutation: what was done is told, however large that is. */
  mustBeTold = false;
  private made = 0;
  private refusal: GatewayError | null = null;
  private failed = 0;
  private readonly refused = new Map<string, number>();
  private hasFolded = false;

  constructor(
    private readonly maximum: number,
    private readonly underWay: AnswersUnderWay,
  ) {}

  /** How many there are so far. */
  get bytes(): number {
    return this.made;
  }

  /** What a query is refused with that has come to be too large; null while it has not. */
  get excess(): GatewayError | null {
    return this.refusal;
  }

  /** Makes room for a part of the answer; false when there is none, from then on. */
  take(bytes: number): boolean {
    if (this.refusal !== null) return false;
    if (this.made + bytes > this.maximum) {
      this.refusal = new GatewayError("ANSWER_TOO_LARGE", { limit: "answerBytes" });
      return false;
    }
    if (!this.underWay.take(this, bytes, this.made + bytes)) {
      this.refusal = new GatewayError("OVERLOADED", { retryAfterMs });
      return false;
    }
    this.made += bytes;
    return true;
  }

  /** How many fields inside the answer have failed, this one counted. */
  countFailure(): number {
    this.failed += 1;
    return this.failed;
  }

  /** How often a column has been refused, this time counted. Those that become one error count as one failure. */
  countRefusal(column: string): number {
    const count = (this.refused.get(column) ?? 0) + 1;
    this.refused.set(column, count);
    if (count === toldOneByOne + 1) {
      this.hasFolded = true;
      this.failed -= toldOneByOne - 1;
    }
    return count;
  }

  /** How often each column has been refused; null when none was so often that it is told as one. */
  get foldedRefusals(): ReadonlyMap<string, number> | null {
    return this.hasFolded ? this.refused : null;
  }

  /** The answer is made, or given up. */
  release(): void {
    this.underWay.release(this, this.made);
    this.made = 0;
  }
}
