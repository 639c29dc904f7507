import { setPassword } from "../../cognito/calls/user-writes.js";
import {
  maximumPasswordLength,
  passwordViolations,
} from "../../cognito/records/password-violations.js";
import type { UserPool } from "../../cognito/user-pool.js";
import { type ErrorDetails, GatewayError } from "../../errors/gateway-error.js";
import { isReachable } from "../user/reachable.js";
import { leavesAllBut, type UserMutation } from "../user/user-mutation.js";
import { userSubject } from "../user/user-subject.js";
import { SetUserPasswordArguments } from "../user/user.inputs.js";
import { User } from "../user/user.type.js";
import { checkPasswordText } from "./password-argument.js";

export const setUserPassword: UserMutation<SetUserPasswordArguments> = {
  description:
    "Sets a user's password (AdminSetUserPassword) and answers with the user and their resulting `status`: CONFIRMED after " +
    "a permanent password, FORCE_CHANGE_PASSWORD after a temporary one. The fields that it leaves as they are, are answered as they " +
    "were just before; `status`, `lastModifiedAt` and `allowedActions` are read back, which costs another AdminGetUser. " +
    "The gateway ends no sessions that are open. Errors: FORBIDDEN, USER_NOT_FOUND, OUT_OF_SCOPE_USER, SELF_TARGET, " +
    "FEDERATED_USER, INVALID_PASSWORD with `violations`, PASSWORD_REUSED, CANNOT_REMOVE_PASSWORD, LITERAL_SECRET. " +
    "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserPassword.html",
  arguments: SetUserPasswordArguments,
  answer: () => User,
  subject: userSubject,
  actions: ["user:set-temporary-password", "user:set-permanent-password"],
  actionOf: ({ permanent }) =>
    permanent ? "user:set-permanent-password" : "user:set-temporary-password",
  checkInput: ({ password }) => {
    checkNewPassword(password);
  },
  // That the status is the wanted one does not say whose password the user has.
  kind: "EVENT",
  write: ({ username }, { password, permanent }) => setPassword(username, password, permanent),
  wanted: (_before, { permanent }) => ({
    status: permanent ? "CONFIRMED" : "FORCE_CHANGE_PASSWORD",
  }),
  leaves: leavesAllBut("status"),
  detail: () => ({ password: "given" }),
  warnings: (user, { permanent }) =>
    permanent && user.status === "UNCONFIRMED" && !isReachable(user) ? ["CONTACT_UNVERIFIED"] : [],
  explain: async ({ code }, pool, { password }) =>
    code === "INVALID_PASSWORD" ? explainRefusal(pool, password) : {},
  note: ({ givenTemporaryPassword }, { id }, { permanent }) => {
    if (!permanent) givenTemporaryPassword.add(id);
  },
};

function checkNewPassword(password: string): void {
  if (password === "") throw new GatewayError("CANNOT_REMOVE_PASSWORD", { argument: "password" });
  checkPasswordText(password);
  if (password.length > maximumPasswordLength) {
    throw new GatewayError("INVALID_PASSWORD", { argument: "password", violations: ["TOO_LONG"] });
  }
}

/** The rules that Cognito found broken; empty when that cannot be told. A policy by which none is broken is out of date. */
async function explainRefusal({ description }: UserPool, password: string): Promise<ErrorDetails> {
  const argument = "password";
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
