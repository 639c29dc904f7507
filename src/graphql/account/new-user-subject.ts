import { foldName } from "../../cognito/records/name-match.js";
import type { UserRecord } from "../../cognito/records/records.js";
import type { Subject } from "../mutations/subject.js";
import { rightsForParts } from "./check-new-user.js";
import { madeOf, type NewName, type NewUserInput } from "./complete-new-user.js";

/** A user who is not there yet; `user` once Cognito has told of them. */
export interface UserToBe extends NewName {
  readonly poolId: string;
  readonly user: UserRecord | null;
}

export type CreationAction = "user:create" | "user:read";

/** The place of a new user. Nobody is looked up: whether the name is free Cognito alone can tell, and the pool is what is judged. */
export const newUserSubject: Subject<NewUserInput, UserToBe, CreationAction> = {
  // Decided with all other arguments, once they are known to fit each other.
  checkName: () => undefined,
  find: ({ context: { access }, pool, action, further, input }) => {
    const poolId = pool.settings.id;
    const { name, isAddress } = madeOf(input);
    const asked = [
      { action },
      ...further.map((each) => ({ action: each })),
      ...rightsForParts(input),
    ];
    const decidedBy = asked.flatMap((right) =>
      access.decidedBy(right.action, poolId, "attribute" in right ? right.attribute : undefined),
    );
    const target = { kind: "user", poolId, sub: null, username: isAddress ? null : name } as const;
    return Promise.resolve({
      state: { poolId, name, isAddress, user: null },
      target: isAddress ? { ...target, requestedAddress: foldName(name) } : target,
      decidedBy: [...new Set(decidedBy)],
    });
  },
  findAgain: (request) => newUserSubject.find(request),
  key: ({ poolId, name }) => `${poolId}\0new\0${foldName(name)}`,
  readBack: async ({ loaders }, before) => {
    const user = await loaders.users.reload({ poolId: before.poolId, username: before.name });
    return user === null ? null : { ...before, user };
  },
  forget: ({ loaders }, { poolId, name }) => {
    loaders.users.forget({ poolId, username: name });
  },
  unread: (before) => before,
  audited: ({ user }) => (user === null ? {} : { status: user.status, enabled: user.enabled }),
  created: ({ user }) => (user === null ? undefined : { sub: user.sub, username: user.username }),
};
