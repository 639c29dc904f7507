import { setPassword } from "../../cognito/calls/user-writes.js";
import { GatewayError } from "../../errors/gateway-error.js";
import { checkText } from "../request/check-text.js";
import { isReachable } from "../user/reachable.js";
import { leavesAllBut, type UserMutation } from "../user/user-mutation.js";
import { userSubject } from "../user/user-subject.js";
import { SetUserPasswordArguments } from "../user/user.inputs.js";
import { checkPasswordLength, explainRefusal } from "./password-argument.js";

/** The action that it is to set a password of a kind. */
export const passwordAction = ({ permanent }: { readonly permanent: boolean }) =>
  permanent ? "user:set-permanent-password" : "user:set-temporary-password";

/** All that setting a password given by the caller has of its own, whatever is done and answered besides. */
export const passwordWrite = {
  arguments: SetUserPasswordArguments,
  subject: userSubject,
  actions: ["user:set-temporary-password", "user:set-permanent-password"],
  actionOf: passwordAction,
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
  note: ({ givenTemporaryPassword }, { id }, { input: { permanent } }) => {
    if (!permanent) givenTemporaryPassword.add(id);
  },
} satisfies Omit<UserMutation<SetUserPasswordArguments>, "description" | "answer">;

function checkNewPassword(password: string): void {
  if (password === "") throw new GatewayError("CANNOT_REMOVE_PASSWORD", { argument: "password" });
  checkText(password, "password");
  checkPasswordLength(password);
}
