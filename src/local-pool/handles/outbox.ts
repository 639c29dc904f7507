/** The ways by which Cognito reaches a user. */
export type Medium = "EMAIL" | "SMS";

interface Envelope {
  readonly at: Date;
  readonly poolId: string;
  /** The canonical username. */
  readonly username: string;
  readonly medium: Medium;
  readonly to: string;
}

/** What a message tells: the secret that only its reader should know. */
export type MessageContents =
  | { readonly kind: "invitation"; readonly temporaryPassword: string }
  | {
      readonly kind: "sign-up-code" | "reset-code" | "mfa-code" | "attribute-code";
      readonly code: string;
    };

/** One message as it was delivered. */
export type Message = Envelope & MessageContents;

interface MessageFilter {
  readonly poolId?: string;
  readonly username?: string;
  readonly medium?: Medium;
  readonly kind?: Message["kind"];
}

// A local pool may run for days, and messages hold secrets: few are kept.
const MESSAGES_KEPT = 1_000;

/** The messages that a local pool has sent. Only a test in the same process can read them: no request leads here. */
export class Outbox {
  #messages: Message[] = [];
  #failures = 0;

  /** Oldest first. */
  messages(filter: MessageFilter = {}): readonly Message[] {
    return this.#messages.filter(
      (message) =>
        (filter.poolId === undefined || message.poolId === filter.poolId) &&
        (filter.username === undefined || message.username === filter.username) &&
        (filter.medium === undefined || message.medium === filter.medium) &&
        (filter.kind === undefined || message.kind === filter.kind),
    );
  }

  /** Makes the next deliveries fail; 0 takes it back. */
  failNext(times = 1): void {
    this.#failures = times;
  }

  clear(): void {
    this.#messages = [];
  }

  /** Delivers a message; false when that failed. */
  deliver(message: Message): boolean {
    if (this.#failures > 0) {
      this.#failures -= 1;
      return false;
    }
    this.#messages.push(message);
    if (this.#messages.length > MESSAGES_KEPT) this.#messages.shift();
    return true;
  }
}
