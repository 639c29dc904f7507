import type { Trigger, Triggers } from "../handles/triggers.js";
import type { Raise, ServiceError } from "../service-model/service-error.js";

/** The errors of a trigger, which every operation that may call one declares. */
type TriggerError =
  "InvalidLambdaResponseException" | "UnexpectedLambdaException" | "UserLambdaValidationException";

/** A call behind which a trigger may stand. */
export interface TriggerCall {
  readonly triggers: Triggers;
  readonly input: { readonly Username: string };
  readonly error: Raise<TriggerError>;
}

/** Calls a trigger; throws when it fails. All but PreSignUp come behind the change, which then stays. */
export function runTrigger(call: TriggerCall, trigger: Trigger): void {
  const failure = failureOf(call, trigger);
  if (failure === null) return;
  throw trigger === "PreSignUp" ? failure : failure.asApplied();
}

function failureOf(call: TriggerCall, trigger: Trigger): ServiceError | null {
  const failure = call.triggers.invoke(trigger, call.input.Username);
  switch (failure?.kind) {
    case "refuses":
      // https://github.com/aws-amplify/amplify-flutter/pull/1051: the full stop is Cognito's.
      return call.error(
        "UserLambdaValidationException",
        `${trigger} failed with error ${failure.message}.`,
      );
    case "nonsense":
      // https://github.com/amazon-archives/amazon-cognito-identity-js/issues/633
      return call.error("InvalidLambdaResponseException", "Unrecognizable lambda output");
    case "unreachable":
      // https://github.com/awslabs/service-workbench-on-aws/issues/1136
      return call.error(
        "UnexpectedLambdaException",
        `${trigger} invocation failed due to error AccessDeniedException.`,
      );
    case undefined:
      return null;
  }
}
