import type { ErrorCode } from "../../errors/error-codes.js";

/** What a refused attempt broke down on: the caller's rights, the target, the input, a limit, or something behind the gateway. */
type RefusalCategory = "permission" | "target" | "input" | "limit" | "upstream";

const categories: Partial<Record<ErrorCode, RefusalCategory>> = {
  UNAUTHENTICATED: "permission",
  FORBIDDEN: "permission",
  USER_NOT_FOUND: "target",
  OUT_OF_SCOPE_USER: "target",
  SELF_TARGET: "target",
  FEDERATED_USER: "target",
  INVALID_PASSWORD: "input",
  CANNOT_REMOVE_PASSWORD: "input",
  LITERAL_SECRET: "input",
  BAD_USER_INPUT: "input",
  PERSISTED_QUERY_NOT_SUPPORTED: "input",
  TOO_MANY_MUTATIONS: "input",
  QUERY_TOO_LARGE: "input",
  ANSWER_TOO_LARGE: "input",
  RATE_LIMITED: "limit",
  OVERLOADED: "limit",
  SHUTTING_DOWN: "limit",
};

export const categoryOf = (code: ErrorCode): RefusalCategory => categories[code] ?? "upstream";
