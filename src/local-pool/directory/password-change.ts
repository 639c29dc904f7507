import type { Raise } from "../service-model/service-error.js";
import { brokenRule } from "./password-policy.js";
import type { UserPool } from "./user-pool.js";
import type { User } from "./user.js";

/** Throws InvalidPasswordException when the password breaks the pool's policy. */
export function requirePolicy(
  pool: UserPool,
  password: string,
  error: Raise<"InvalidPasswordException">,
): void {
  const broken = brokenRule(pool.settings.passwordPolicy, password);
  if (broken === null) return;
  throw error("InvalidPasswordException", `Password did not conform with policy: ${broken}`);
}

/** Sets a password under policy and history; the status follows from whether it is permanent, nothing else changes. */
export function changePassword(
  pool: UserPool,
  user: User,
  change: { readonly password: string; readonly permanent: boolean; readonly now: Date },
  error: Raise<"InvalidPasswordException" | "PasswordHistoryPolicyViolationException">,
): void {
  requirePolicy(pool, change.password, error);
  if (user.hasUsed(change.password, pool.settings.passwordPolicy.PasswordHistorySize)) {
    throw error(
      "PasswordHistoryPolicyViolationException",
      "Password has previously been used and cannot be reused.",
    );
  }
  user.setPassword(change.password, change.now);
  user.status = change.permanent ? "CONFIRMED" : "FORCE_CHANGE_PASSWORD";
  user.touch(change.now);
}
