/** What to tell a person, by `extensions.code`. */
export const sentences: Readonly<Record<string, string>> = {
  UNAUTHENTICATED: "Your session has ended. Please sign in again.",
  FORBIDDEN: "You may not do this, or there is no such user for you.",
  USER_NOT_FOUND: "There is no such user any more.",
  RESOURCE_NOT_FOUND: "This is gone already, or was never there. Please look again.",
  POOL_NOT_FOUND: "This user pool no longer exists. Please tell your operator.",
  USER_EXISTS: "There is a user of this name or address already.",
  ALIAS_IN_USE: "Somebody else has this address or preferred username.",
  TARGET_CHANGED: "This has changed since you looked. Nothing was changed. Please look again.",
  FEDERATED_USER: "This user signs in through an identity provider and needs no password here.",
  OUT_OF_SCOPE_USER: "This user is protected, or ranks above you.",
  SELF_TARGET: "You cannot do this to yourself.",
  INVALID_PASSWORD: "The password does not meet the rules below.",
  PASSWORD_REUSED: "This password was used before. Please choose another.",
  CANNOT_REMOVE_PASSWORD: "Please enter a password: one cannot be taken away.",
  LITERAL_SECRET: "This page has a fault. Nothing was changed. Please report it.",
  BAD_USER_INPUT: "Something entered is not in the right form.",
  PERSISTED_QUERY_NOT_SUPPORTED: "This page has a fault. Nothing was changed. Please report it.",
  INVALID_CURSOR: "This list has changed since. Start again from its first page.",
  USER_DISABLED: "This user is disabled. Enable them first.",
  INVALID_USER_STATE: "This is not possible in the user's present state.",
  NO_VERIFIED_CONTACT: "This user has no verified address that a code could go to.",
  FEATURE_UNAVAILABLE: "This user pool cannot do this.",
  REJECTED_BY_TRIGGER:
    "A function of the user pool refused this. Please ask the owner of the pool.",
  OPERATION_REFUSED: "Cognito refused this.",
  TOO_MANY_MUTATIONS: "This page has a fault. Nothing was changed. Please report it.",
  QUERY_TOO_LARGE: "This is too much at once. Please ask for less.",
  ANSWER_TOO_LARGE: "The answer would be too large. Please ask for less.",
  THROTTLED: "There are too many requests at the moment. Please wait a little.",
  LIMIT_EXCEEDED: "A limit of Cognito is reached. Nothing was changed. Please try much later.",
  RATE_LIMITED: "This was done too often in a short time. Please wait a little.",
  OVERLOADED: "There is too much to do at the moment. Please wait a little.",
  UPSTREAM_ERROR: "Cognito has a fault at the moment.",
  UPSTREAM_TIMEOUT: "Cognito does not answer at the moment.",
  UPSTREAM_UNAVAILABLE: "Cognito cannot be reached at the moment.",
  TRIGGER_FAILED: "A function of the user pool failed. Please tell your operator.",
  DELIVERY_FAILED: "A message could not be delivered. Please look the user up.",
  AUDIT_UNAVAILABLE: "Nothing was changed, since it cannot be written down at the moment.",
  SHUTTING_DOWN: "The service is restarting. Please try again.",
  GATEWAY_MISCONFIGURED: "The service is not set up correctly. Please tell your operator.",
  MESSAGING_MISCONFIGURED:
    "This user pool is not allowed to send messages. Please tell your operator.",
  READ_ONLY_REPLICA:
    "Nothing can be changed in this copy of the user pool. Please tell your operator.",
  INTERNAL: "The service has a fault. Please report it with the request id.",
};

/** What to tell of each broken rule, by the names in `violations` and in `checkPassword`. */
export const ruleSentences: Readonly<Record<string, string>> = {
  TOO_SHORT: "It is too short.",
  TOO_LONG: "It is longer than 256 characters.",
  NO_UPPERCASE: "It needs a capital letter, A to Z.",
  NO_LOWERCASE: "It needs a small letter, a to z.",
  NO_NUMBER: "It needs a digit.",
  NO_SYMBOL: "It needs a symbol, such as ! or -.",
  LEADING_OR_TRAILING_SPACE: "It must not begin or end with a blank.",
  LINE_BREAK: "It must not have a line break.",
};

/** The facts that every error of the gateway carries. */
export interface ErrorFacts {
  readonly code: string;
  readonly retryable: boolean;
  readonly requestId: string;
  readonly outcome?: "NOT_APPLIED" | "APPLIED" | "UNKNOWN";
  readonly violations?: readonly string[];
  readonly retryAfterMs?: number;
}

/** The facts of each error in the text of an answer; none where something in between has answered that is not the gateway. */
export function factsIn(text: string): readonly ErrorFacts[] {
  try {
    const { errors = [] } = JSON.parse(text) as { errors?: { extensions?: Partial<ErrorFacts> }[] };
    return errors.flatMap(({ extensions }) =>
      extensions?.code === undefined ? [] : [extensions as ErrorFacts],
    );
  } catch {
    return [];
  }
}

/**
 * How many milliseconds later the same request may be sent again; null when that would not help, or could do harm. Repeat
 * queries by yourself, mutations when a person asks for it.
 */
export const waitOf = ({ retryable, retryAfterMs = 1000 }: ErrorFacts): number | null =>
  retryable ? retryAfterMs : null;

/** A mutation's outcome comes first: a write that may have been done must not look as if it had failed. */
export function sentenceFor({ code, outcome }: ErrorFacts): string {
  if (outcome === "APPLIED") return "It was done. Some of the answer could not be shown.";
  if (outcome === "UNKNOWN") {
    return "It is not known whether it was done. Look the user up before you do it again.";
  }
  return sentences[code] ?? "Something failed.";
}
