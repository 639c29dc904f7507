import { relative } from "node:path";
import { isSwitchedOn } from "../../authorization/access.js";
import type { Action } from "../../authorization/actions.js";
import type { Authorizer } from "../../authorization/authorizer.js";
import type { PoolResource, Target } from "../../authorization/resources.js";
import { switchedOff } from "./policy-matrix.js";

/** What is asked about: may a caller with these roles do this? */
export interface PolicyQuestion {
  readonly roles: readonly string[];
  readonly action: Action;
  readonly pool: PoolResource;
  readonly attribute: string | undefined;
  readonly target: Target | undefined;
  /** The caller's own sub. */
  readonly subject: string | undefined;
}

/** Allow or deny, for each action that the question comes down to, with the policies that decided. */
export function answerOf(
  authorizer: Authorizer,
  { roles, action, pool, attribute, target, subject = "somebody-else" }: PolicyQuestion,
): { readonly isAllowed: boolean; readonly text: string } {
  if (!isSwitchedOn(action, pool)) {
    const text = `deny  ${action} in ${pool.alias}: ${switchedOff(action, pool.alias)}`;
    return { isAllowed: false, text };
  }
  const access = authorizer.accessOf({
    subject,
    issuer: "check-policy",
    roles,
    subjectPoolIds: [pool.id],
  });
  // The gateway asks about the pool first, before it knows the target.
  const inPool = access.explain(action, pool.id, attribute === undefined ? {} : { attribute });
  const onTarget =
    target === undefined || inPool.at(-1)?.decision.isAllowed !== true
      ? []
      : access.explain(action, pool.id, { target });
  const places = new Map(
    authorizer.inForce.map(({ id, file, line }) => [
      id,
      `${id} (${relative(process.cwd(), file)}:${line})`,
    ]),
  );
  const all = [...inPool, ...onTarget];
  const lines = all.map(({ action: asked, decision }, index) => {
    const where = index < inPool.length ? `in ${pool.alias}` : "on the target";
    const deciding = decision.policies.map((id) => places.get(id) ?? id).join(", ");
    const ground = decision.isFailure === true ? "it could not be decided" : deciding;
    return `${decision.isAllowed ? "allow" : "deny"}  ${asked} ${where}: ${ground === "" ? "no policy permits it" : ground}`;
  });
  return { isAllowed: all.at(-1)?.decision.isAllowed ?? false, text: lines.join("\n") };
}
