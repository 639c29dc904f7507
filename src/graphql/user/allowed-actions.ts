import { isTargetAction } from "../../authorization/actions.js";
import type { Target } from "../../authorization/resources.js";
import type { UserRecord } from "../../cognito/records/records.js";
import type { GatewayContext } from "../request/context.js";
import { type UserAction, userActions } from "./user-action.enum.js";

/** A user as policies judge them, with the groups that Cognito knows of. Costs one AdminListGroupsForUser. */
export async function toTarget(
  { poolId, username, sub, status, enabled }: UserRecord,
  { loaders }: GatewayContext,
): Promise<Target> {
  const groups = await loaders.groups.load({ poolId, username });
  const names = groups.map(({ name }) => name);
  return { poolId, username, subject: sub, status, enabled, groups: names };
}

/** What the caller may do to this user, by the same decisions that the fields and mutations ask for. */
export async function allowedActions(
  user: UserRecord,
  context: GatewayContext,
): Promise<readonly UserAction[]> {
  const target = await toTarget(user, context);
  const { access } = context;
  return (Object.keys(userActions) as UserAction[]).filter((name) => {
    const action = userActions[name];
    const mayInPool = access.may(action, user.poolId);
    if (!isTargetAction(action)) return mayInPool;
    return mayInPool && access.refusal(action, target) === null;
  });
}
