import type { UserPool } from "../../cognito/user-pool.js";
import { GatewayError } from "../../errors/gateway-error.js";
import type { GatewayContext } from "../request/context.js";
import { admitMutation, requireMutation } from "./admission.js";
import { auditedWrite } from "./audited-write.js";
import type { Mutation, PartRight, Performed, Shown } from "./mutation.js";
import { beforeWriting } from "./outcome.js";
import type { MutationTypes, RequestOf } from "./subject.js";

/**
 * The order that keeps every mutation safe: permission in the pool, input, permission for its parts, the caller's limit and a place
 * for the write; then the target that the name means, permission on it, and its limit; then, for each target one after the other,
 * whether its state permits it, the record of the intent, one write, the read-back if the answer shows what the write has changed,
 * and the record of the result.
 */
export async function perform<T extends MutationTypes>(
  mutation: Mutation<T>,
  context: GatewayContext,
  input: T["input"],
  shown: Shown,
): Promise<Performed<T["state"], T["input"]>> {
  const action = mutation.actionOf(input);
  const further = mutation.furtherActions?.(input) ?? [];
  const pool = await beforeWriting(() => {
    const permitted = requireMutation(context, action, input.poolId);
    for (const needed of further) context.access.require(needed, permitted.settings.id);
    mutation.subject.checkName(input);
    mutation.checkInput?.(input);
    for (const part of mutation.partRights?.(input) ?? []) requirePart(context, permitted, part);
    return permitted;
  });
  const { isDeletion = false } = mutation;
  const leave = await beforeWriting(() => admitMutation(context, pool, { isDeletion }));
  try {
    const completed = await beforeWriting(() => mutation.complete?.(input, pool) ?? input);
    const request = { context, pool, action, further, input: completed };
    return await findAndWrite(mutation, request, shown);
  } finally {
    leave();
  }
}

/** Throws FORBIDDEN, with the part of the arguments that the caller may not give. */
function requirePart(
  { access }: GatewayContext,
  { settings }: UserPool,
  { action, attribute, argument }: PartRight,
): void {
  if (!access.may(action, settings.id, attribute))
    throw new GatewayError("FORBIDDEN", { argument });
}

/** All that asks Cognito, within the place that the write holds. */
async function findAndWrite<T extends MutationTypes>(
  mutation: Mutation<T>,
  request: RequestOf<T>,
  shown: Shown,
): Promise<Performed<T["state"], T["input"]>> {
  const { subject } = mutation;
  const { mutationLimits, targetLocks } = request.context;
  const found = await beforeWriting(() => subject.find(request));
  const key = subject.key(found.state);
  await beforeWriting(() => mutationLimits.countTarget(key));
  return targetLocks.hold(key, async (hasWaited) => {
    // The mutation before has changed the target, and perhaps what the caller may do to it.
    const permitted = hasWaited
      ? await beforeWriting(() => subject.findAgain(request, found.state))
      : found;
    await beforeWriting(() => mutation.requires?.(permitted.state, request));
    return auditedWrite(mutation, request, permitted, shown);
  });
}
