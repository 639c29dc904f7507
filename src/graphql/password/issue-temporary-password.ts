import { setPassword, signOut } from "../../cognito/calls/user-writes.js";
import { GatewayError } from "../../errors/gateway-error.js";
import { leavesAllBut, type UserMutation } from "../user/user-mutation.js";
import { userSubject } from "../user/user-subject.js";
import { IssueTemporaryPasswordArguments } from "../user/user.inputs.js";
import { issuePassword } from "./issued-password.js";
import { IssuedPassword } from "./issued-password.type.js";

/** The arguments, with the password once it is made up. */
interface Issuing extends IssueTemporaryPasswordArguments {
  readonly password?: string;
}

export const issueTemporaryPassword: UserMutation<Issuing> = {
  description:
    "Sets a temporary password that the gateway makes up by the pool's policy (AdminSetUserPassword), and tells it once, for the " +
    "caller to hand it on: no message goes out. The user becomes FORCE_CHANGE_PASSWORD and must choose another at the next sign-in. " +
    "With `signOut` it then ends all their sessions (AdminUserGlobalSignOut); a failure of that is `signedOut: false` in a success. " +
    "Where the answer is lost, or is an error whose outcome is not NOT_APPLIED, nobody knows the password: issue another. Clients " +
    "must not cache the answer. Errors: FORBIDDEN, USER_NOT_FOUND, OUT_OF_SCOPE_USER, SELF_TARGET, FEDERATED_USER, INVALID_PASSWORD " +
    "when the pool's policy was changed a moment ago, after which the next one is made by the new policy. " +
    "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserPassword.html",
  arguments: IssueTemporaryPasswordArguments,
  answer: () => IssuedPassword,
  stateIn: "user",
  subject: userSubject,
  actions: ["user:issue-temporary-password"],
  actionOf: () => "user:issue-temporary-password",
  furtherActions: (input) => (input.signOut ? ["user:sign-out"] : []),
  complete: async (input, { description }) => {
    const { passwordPolicy } = await description.get();
    return { ...input, password: issuePassword(passwordPolicy) };
  },
  // No state of the user tells which password they have.
  kind: "EVENT",
  write: ({ username }, input) => setPassword(username, issuedIn(input), false),
  second: ({ username }, input) => (input.signOut ? signOut(username) : null),
  wanted: () => ({ status: "FORCE_CHANGE_PASSWORD" }),
  leaves: leavesAllBut("status"),
  detail: (input) => ({ password: "issued", ...(input.signOut ? { signOut: true } : {}) }),
  explain: async ({ code }, { description }) => {
    if (code === "INVALID_PASSWORD") description.forget();
    return {};
  },
  note: ({ givenTemporaryPassword, loaders }, user, { second }) => {
    givenTemporaryPassword.add(user.id);
    if (second?.outcome === "APPLIED") loaders.revokedSessions.addAll(user);
  },
  present: ({ input, state, second }) => ({
    poolId: state.poolId,
    user: state,
    password: issuedIn(input),
    signedOut: input.signOut ? second?.outcome === "APPLIED" : null,
  }),
};

function issuedIn({ password }: Pick<Issuing, "password">): string {
  if (password === undefined) throw new GatewayError("INTERNAL");
  return password;
}
