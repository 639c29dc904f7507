import type { TargetRefusal } from "../../authorization/access.js";
import type { TargetAction } from "../../authorization/actions.js";
import { maximumPasswordLength } from "../../cognito/records/password-violations.js";
import type { UserRecord } from "../../cognito/records/records.js";
import type { UserPool } from "../../cognito/user-pool.js";
import { GatewayError } from "../../errors/gateway-error.js";
import { admitMutation } from "../mutations/admission.js";
import { withOutcome } from "../mutations/outcome.js";
import type { GatewayContext } from "../request/context.js";
import { toTarget } from "../user/allowed-actions.js";
import { checkUsername, requirePool } from "../user/find-user.js";
import type { SetUserPasswordArguments } from "../user/user.inputs.js";
import { checkPasswordText } from "./password-argument.js";
import { type PasswordAnswer, type PermittedTarget, writePassword } from "./write-password.js";

/**
 * Sets a password in the order that keeps it safe: permission, input, then who the target really is, then the permission
 * on that target; then, for each target one after the other, the record of what is about to be done, one write on the
 * canonical username, the read-back if the answer shows what the write has changed, and the record of what was done.
 */
export async function setUserPassword(
  context: GatewayContext,
  input: SetUserPasswordArguments,
  answer: PasswordAnswer,
): Promise<UserRecord> {
  const { poolId, username, password } = input;
  const action = actionOf(input);
  context.attempt.action = action;
  context.attempt.poolId = context.pools.find(poolId)?.settings.id;
  const pool = await beforeWriting(() => {
    const permitted = requirePool(context, action, poolId);
    checkUsername(username);
    checkNewPassword(password);
    return permitted;
  });
  const leave = await beforeWriting(() => admitMutation(context, pool));
  return resolveAndWrite(context, pool, input, answer).finally(leave);
}

const actionOf = ({ permanent }: SetUserPasswordArguments): TargetAction =>
  permanent ? "user:set-permanent-password" : "user:set-temporary-password";

/** All that asks Cognito, within the place that the write holds. */
async function resolveAndWrite(
  context: GatewayContext,
  pool: UserPool,
  input: SetUserPasswordArguments,
  answer: PasswordAnswer,
): Promise<UserRecord> {
  const { username, password, permanent } = input;
  const action = actionOf(input);
  const resolved = await beforeWriting(() => resolveTarget(context, pool, username, action));
  await beforeWriting(() => context.mutationLimits.countTarget(resolved.user));
  return context.targetLocks.hold(resolved.user.id, async (hasWaited) => {
    // Whoever held the lock has changed the user, and perhaps what the caller may do to them.
    const target = hasWaited
      ? await beforeWriting(() => resolveAgain(context, pool, resolved, action))
      : resolved;
    return writePassword(context, { pool, action, target, password, permanent }, answer);
  });
}

/** Whatever fails in here, nothing has been written. */
async function beforeWriting<Result>(check: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await check();
  } catch (error) {
    throw withOutcome(error, "NOT_APPLIED");
  }
}

function checkNewPassword(password: string): void {
  if (password === "") throw new GatewayError("CANNOT_REMOVE_PASSWORD", { argument: "password" });
  checkPasswordText(password);
  if (password.length > maximumPasswordLength) {
    throw new GatewayError("INVALID_PASSWORD", { argument: "password", violations: ["TOO_LONG"] });
  }
}

/** Finds out who the name means and whether the caller may act on them: all after concerns the same user. */
async function resolveTarget(
  context: GatewayContext,
  pool: UserPool,
  username: string,
  action: TargetAction,
): Promise<PermittedTarget> {
  const { access, loaders } = context;
  const poolId = pool.settings.id;
  // Only who may look users up may learn of one, or that there is none, or why they are out of reach.
  const mayLookUp = access.may("user:read", poolId);
  const user = await loaders.users.loadExactly({ poolId, username });
  if (user === null) {
    if (mayLookUp) throw new GatewayError("USER_NOT_FOUND");
    // The same work as for a user who is out of reach, so that time does not tell either.
    await loaders.groups.load({ poolId, username }).catch(throwUnlessUnknown);
    throw new GatewayError("FORBIDDEN");
  }
  context.attempt.target = { sub: user.sub, username: user.username };
  const { groups, ...target } = await toTarget(user, context);
  const { refusal, policies } = access.judge(action, { ...target, groups });
  context.attempt.decidedBy = policies;
  if (refusal !== null) throw refusedAs(mayLookUp ? refusal : "FORBIDDEN");
  return { user, groups, decidedBy: policies };
}

async function resolveAgain(
  context: GatewayContext,
  pool: UserPool,
  { user }: PermittedTarget,
  action: TargetAction,
): Promise<PermittedTarget> {
  context.loaders.groups.clear(user);
  await context.loaders.users.reload(user);
  return resolveTarget(context, pool, user.username, action);
}

/** A failure of Cognito is told whoever it was about: it must not happen to known users alone. */
function throwUnlessUnknown(error: unknown): void {
  if (!(error instanceof GatewayError && error.code === "USER_NOT_FOUND")) throw error;
}

const refusedAs = (code: TargetRefusal): GatewayError =>
  new GatewayError(
    code,
    code === "FEDERATED_USER" ? { suggestion: "AdminLinkProviderForUser" } : {},
  );
