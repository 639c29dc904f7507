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
  readonly #pending: { readonly failure: TriggerFailure; left: number }[] = [];

  add(failure: TriggerFailure): void {
    const left = failure.times ?? 1;
    if (left > 0) this.#pending.push({ failure, left });
  }

  clear(): void {
    this.#pending.length = 0;
  }

  /** Invokes a trigger: how it failed, if it did. */
  invoke(trigger: Trigger, username: string): LambdaFailure | undefined {
    const index = this.#pending.findIndex(
      ({ failure }) =>
        failure.trigger === trigger &&
        (failure.username === undefined || failure.username === username),
    );
    const hit = this.#pending[index];
    if (hit === undefined) return undefined;
    hit.left -= 1;
    if (hit.left <= 0) this.#pending.splice(index, 1);
    return hit.failure;
  }
}
