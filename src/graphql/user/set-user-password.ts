import type { PasswordAction, TargetRefusal } from "../../authorization/access.js";
import { maximumPasswordLength, passwordViolations } from "../../cognito/password-violations.js";
import type { UserRecord } from "../../cognito/records.js";
import type { UserPool } from "../../cognito/user-pool.js";
import { GatewayError, type Outcome } from "../../errors/gateway-error.js";
import type { GatewayContext, Warning } from "../context.js";
import { admitSet } from "./admit-set.js";
import { checkUsername, requirePool } from "./find-user.js";
import { toTarget } from "./target.js";
import type { SetUserPasswordArguments } from "./user.inputs.js";

/** Half of a surrogate pair, which no UTF-8 can carry. */
const loneSurrogate = /\p{Surrogate}/u;

type Warn = (code: Warning["code"]) => void;

/**
 * Sets a password in the order that keeps it safe: permission, input, then who the target really is, then the permission
 * on that target, then one write on the canonical username, then the read-back that supplies the answer.
 */
export async function setUserPassword(
  context: GatewayContext,
  input: SetUserPasswordArguments,
  warn: Warn,
): Promise<UserRecord> {
  const { poolId, username, password } = input;
  const action = actionOf(input);
  const pool = await beforeWriting(() => {
    const permitted = requirePool(context, action, poolId);
    checkUsername(username);
    checkPassword(password);
    return permitted;
  });
  const leave = await beforeWriting(() => admitSet(context, pool));
  return resolveAndWrite(context, pool, input, warn).finally(leave);
}

const actionOf = ({ permanent }: SetUserPasswordArguments): PasswordAction =>
  permanent ? "user:set-permanent-password" : "user:set-temporary-password";

/** All that asks Cognito, within the place that the write holds. */
async function resolveAndWrite(
  context: GatewayContext,
  pool: UserPool,
  input: SetUserPasswordArguments,
  warn: Warn,
): Promise<UserRecord> {
  const { username, password, permanent } = input;
  const action = actionOf(input);
  const target = await beforeWriting(() => resolveTarget(context, pool, username, action));
  await beforeWriting(() => context.setLimits.countTarget(target));
  context.hasWritten = true;
  await write(pool, target, password, permanent);
  const isReachable = target.emailVerified === true || target.phoneNumberVerified === true;
  if (permanent && target.status === "UNCONFIRMED" && !isReachable) warn("CONTACT_UNVERIFIED");
  return readBack(context, target, permanent, warn);
}

/** Whatever fails in here, nothing has been written. */
async function beforeWriting<Result>(check: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await check();
  } catch (error) {
    throw withOutcome(error, "NOT_APPLIED");
  }
}

function checkPassword(password: string): void {
  if (password === "") throw new GatewayError("CANNOT_REMOVE_PASSWORD", { argument: "password" });
  if (loneSurrogate.test(password)) {
    throw new GatewayError("BAD_USER_INPUT", { argument: "password" });
  }
  if (password.length > maximumPasswordLength) {
    throw new GatewayError("INVALID_PASSWORD", { argument: "password", violations: ["TOO_LONG"] });
  }
}

/** Finds out who the name means and whether the caller may act on them: all after concerns the same user. */
async function resolveTarget(
  context: GatewayContext,
  pool: UserPool,
  username: string,
  action: PasswordAction,
): Promise<UserRecord> {
  const { access, loaders } = context;
  const poolId = pool.settings.id;
  // Only who may look users up may learn of one, or that there is none, or why they are out of reach.
  const mayLookUp = access.may("user:read", poolId);
  const user = await loaders.users.load({ poolId, username });
  if (user === null) {
    if (mayLookUp) throw new GatewayError("USER_NOT_FOUND");
    // The same work as for a user who is out of reach, so that time does not tell either.
    await loaders.groups.load({ poolId, username }).catch(() => undefined);
    throw new GatewayError("FORBIDDEN");
  }
  const refusal = access.refusal(action, await toTarget(user, context));
  if (refusal !== null) throw refusedAs(mayLookUp ? refusal : "FORBIDDEN");
  return user;
}

const refusedAs = (code: TargetRefusal): GatewayError =>
  new GatewayError(
    code,
    code === "FEDERATED_USER" ? { suggestion: "AdminLinkProviderForUser" } : {},
  );

async function write(
  pool: UserPool,
  target: UserRecord,
  password: string,
  permanent: boolean,
): Promise<void> {
  try {
    await pool.setUserPassword(target.username, password, permanent);
  } catch (error) {
    const failure = withOutcome(error, "UNKNOWN");
    if (failure.code !== "INVALID_PASSWORD") throw failure;
    throw failure.with({ argument: "password", violations: await explain(pool, password) });
  }
}

/** Which rules Cognito found broken; empty when that cannot be told. A policy that finds none is out of date. */
async function explain(pool: UserPool, password: string) {
  try {
    const kept = passwordViolations(password, (await pool.describe()).passwordPolicy);
    if (kept.length > 0) return kept;
    pool.forgetDescription();
    return passwordViolations(password, (await pool.describe()).passwordPolicy);
  } catch {
    return [];
  }
}

/** The user after the write. The write is done: a read that fails now must not make it look undone. */
async function readBack(
  context: GatewayContext,
  target: UserRecord,
  permanent: boolean,
  warn: Warn,
): Promise<UserRecord> {
  const expected = permanent ? "CONFIRMED" : "FORCE_CHANGE_PASSWORD";
  try {
    const user = await context.loaders.users.reload(target);
    if (user !== null) {
      if (user.status !== expected) warn("STATUS_UNEXPECTED");
      return user;
    }
  } catch {
    // Told by the warning; the failed call itself is in the metrics.
  }
  warn("READBACK_FAILED");
  return { ...target, status: expected, lastModifiedAt: null };
}

/** Adds the outcome unless the error knows a better one. */
function withOutcome(error: unknown, outcome: Outcome): GatewayError {
  const failure =
    error instanceof GatewayError ? error : new GatewayError("INTERNAL", {}, { cause: error });
  const isDecided = outcome === "UNKNOWN" && failure.details.outcome !== undefined;
  return isDecided ? failure : failure.with({ outcome });
}
