import { PendingFailures } from "./pending-failures.js";

/** The Lambda triggers that a pool calls: before a user is created, behind a confirmation, before a message. */
export type Trigger = "PreSignUp" | "PostConfirmation" | "CustomMessage";

/** How a Lambda fails: it throws an error, answers what is no answer, or cannot be invoked. */
export type LambdaFailure =
  | { readonly kind: "refuses"; readonly message: string }
  | { readonly kind: "nonsense" | "unreachable" };

/** A failure to come: of which trigger, for whom, and how often. */
export type TriggerFailure = LambdaFailure & {
  readonly trigger: Trigger;
  /** Only for the user who is named so, as sent. */
  readonly username?: string;
  /** How many invocations fail; one unless stated. */
  readonly times?: number;
};

/** The Lambdas of a local pool: they do nothing, but for the failures that a test has added. */
export class Triggers {
  readonly #pending = new PendingFailures<TriggerFailure>();

  add(failure: TriggerFailure): void {
    this.#pending.add(failure);
  }

  clear(): void {
    this.#pending.clear();
  }

  /** Invokes a trigger: how it failed, if it did. */
  invoke(trigger: Trigger, username: string): LambdaFailure | undefined {
    return this.#pending.takeFirst(
      (failure) =>
        failure.trigger === trigger &&
        (failure.username === undefined || failure.username === username),
    );
  }
}
