import type { TargetRefusal } from "../../authorization/access.js";
import type { TargetAction } from "../../authorization/actions.js";
import type { UserRecord } from "../../cognito/records/records.js";
import { GatewayError } from "../../errors/gateway-error.js";
import type { Permitted, Subject, SubjectRequest } from "../mutations/subject.js";
import { toTarget } from "./allowed-actions.js";
import { checkUsername } from "./find-user.js";
import type { UserArguments } from "./user.inputs.js";

/** The user whom `username` means. */
export const userSubject: Subject<UserArguments, UserRecord, TargetAction> = {
  checkName: ({ username }) => {
    checkUsername(username);
  },
  find: (request) => find(request, request.input.username),
  findAgain: (request, user) => {
    request.context.loaders.users.forget(user);
    return find(request, user.username);
  },
  key: ({ poolId, sub, username }) => `${poolId}\0${sub ?? username}`,
  readBack: ({ loaders }, user) => loaders.users.reload(user),
  forget: ({ loaders }, user, leaves) => {
    loaders.users.forget(user);
    if (!leaves.has("groups")) loaders.groups.clear(user);
    loaders.authFactors.clear(user);
    loaders.sessions.clear(user);
    loaders.devices.clear();
    loaders.authEvents.clear();
    loaders.members.clear();
  },
  unread: (user, wanted) => ({ ...user, ...wanted, lastModifiedAt: null }),
  audited: ({ status, enabled }) => ({ status, enabled }),
};

/** Finds out who the name means and whether the caller may act on them: all after concerns the same user. */
async function find(
  { context, pool, action, further }: SubjectRequest<UserArguments, TargetAction>,
  username: string,
): Promise<Permitted<UserRecord>> {
  const { access, loaders } = context;
  const poolId = pool.settings.id;
  // Only callers who may look users up may learn of one, or that there is none, or why they are out of reach.
  const mayLookUp = access.may("user:read", poolId);
  const user = await loaders.users.loadAnew({ poolId, username });
  if (user === null) {
    if (mayLookUp) throw new GatewayError("USER_NOT_FOUND");
    // The same work as for a user who is out of reach, so that time does not tell either.
    await loaders.groups.load({ poolId, username }).catch(throwUnlessUnknown);
    throw new GatewayError("FORBIDDEN");
  }
  const name = { kind: "user", sub: user.sub, username: user.username } as const;
  context.attempt.target = name;
  // A mutation of the same request may have met them.
  loaders.groups.clear(user);
  const target = await toTarget(user, context);
  const decidedBy: string[] = [];
  context.attempt.decidedBy = decidedBy;
  for (const asked of [action, ...further]) {
    const { refusal, policies } = access.judge(asked, target);
    decidedBy.push(...policies.filter((id) => !decidedBy.includes(id)));
    if (refusal !== null) throw refusedAs(mayLookUp ? refusal : "FORBIDDEN");
  }
  const { groups } = target;
  const before = userSubject.audited(user);
  return { state: user, target: { ...name, poolId, groups, before }, decidedBy };
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
