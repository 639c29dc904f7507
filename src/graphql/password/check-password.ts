import { passwordViolations } from "../../cognito/records/password-violations.js";
import { checkText } from "../request/check-text.js";
import type { GatewayContext } from "../request/context.js";
import { requirePool } from "../request/require-pool.js";
import { checkUsername } from "../user/find-user.js";
import type { CheckPasswordArguments } from "../user/user.inputs.js";
import type { PasswordCheckRecord } from "./password-check.type.js";
import { setUserPassword } from "./set-user-password.js";

/**
 * Judges a password by the pool's policy. The user is not looked up and the password goes nowhere, so the answer depends on
 * the policy alone: it is the same for every username, whether somebody has it or not.
 */
export async function checkPassword(
  context: GatewayContext,
  { poolId, username, password }: CheckPasswordArguments,
): Promise<PasswordCheckRecord> {
  const pool = requirePool(context, setUserPassword.actions, poolId);
  checkUsername(username);
  checkText(password, "password");
  const { passwordPolicy } = await pool.description.get();
  const violations = passwordViolations(password, passwordPolicy);
  return { ok: violations.length === 0, violations };
}
