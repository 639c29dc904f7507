import {
  maximumPasswordLength,
  passwordViolations,
} from "../../cognito/records/password-violations.js";
import type { UserPool } from "../../cognito/user-pool.js";
import { type ErrorDetails, GatewayError } from "../../errors/gateway-error.js";

/** Throws INVALID_PASSWORD for a password that is longer than any that Cognito takes. */
export function checkPasswordLength(password: string, argument = "password"): void {
  if (password.length > maximumPasswordLength) {
    throw new GatewayError("INVALID_PASSWORD", { argument, violations: ["TOO_LONG"] });
  }
}

/** The rules that Cognito found broken; empty when that cannot be told. A policy by which none is broken is out of date. */
export async function explainRefusal(
  { description }: UserPool,
  password: string,
  argument = "password",
): Promise<ErrorDetails> {
  try {
    const kept = passwordViolations(password, (await description.get()).passwordPolicy);
    if (kept.length > 0) return { argument, violations: kept };
    description.forget();
    const read = (await description.get()).passwordPolicy;
    return { argument, violations: passwordViolations(password, read) };
  } catch {
    return { argument, violations: [] };
  }
}
