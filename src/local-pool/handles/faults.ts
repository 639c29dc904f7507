import { PendingFailures } from "./pending-failures.js";

/** What goes wrong. The kinds that end in `-after`, and `garbage`, apply the call first. */
export type FaultKind =
  | { readonly kind: "throttle" | "internal-error" | "unavailable" }
  | { readonly kind: "hang" | "hang-after" | "cut-before" | "cut-after" | "garbage" }
  | {
      readonly kind: "error";
      readonly type: string;
      readonly status?: number;
      readonly message?: string;
    }
  | { readonly kind: "slow"; readonly delayMs: number }
  /** A list answers with fewer than were asked for, and a token, as Cognito's lists do now and then. */
  | { readonly kind: "short-page"; readonly rows: number | (() => number) }
  | { readonly kind: "run"; readonly run: () => void | Promise<void> };

/** A failure to come: on which calls, how often, and of what kind. */
export type Fault = FaultKind & {
  /** An operation's name, or "*" for every one. */
  readonly operation: string;
  /** Only calls that name the user so, as sent. */
  readonly username?: string;
  /** How many calls are hit; one unless stated. */
  readonly times?: number;
};

/** The failures that are still to come; the earliest that fits a call hits it. */
export class Faults {
  readonly #pending = new PendingFailures<Fault>();

  add(fault: Fault): void {
    this.#pending.add(fault);
  }

  clear(): void {
    this.#pending.clear();
  }

  /** Takes the fault that hits this call, if one does. */
  take(operation: string, username: string | undefined): Fault | undefined {
    return this.#pending.takeFirst(
      (fault) =>
        (fault.operation === operation || fault.operation === "*") &&
        (fault.username === undefined || fault.username === username),
    );
  }
}
