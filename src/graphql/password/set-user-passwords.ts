import { GatewayError } from "../../errors/gateway-error.js";
import type { Batch } from "../mutations/batch.js";
import type { GatewayContext } from "../request/context.js";
import type { UserMutationTypes } from "../user/user-mutation.js";
import { type SetUserPasswordArguments, SetUserPasswordsArguments } from "../user/user.inputs.js";
import { passwordAction } from "./password-write.js";
import { setUserPassword } from "./set-user-password.js";
import { UserPasswordOutcome } from "./user-password-outcome.type.js";

export const setUserPasswords: Batch<
  UserMutationTypes<SetUserPasswordArguments>,
  SetUserPasswordsArguments
> = {
  description:
    "Sets the passwords of a few users, one after the other, each as `setUserPassword` does by itself: permission, limits, audit. " +
    "Tells what became of each item, in their order; one that fails hides no other, and is no error of the answer. For at most " +
    "25 users (`limits.passwordItems`); for more, invite them or let them reset their passwords. Not to be repeated as a whole: " +
    "repeat the items that are NOT_APPLIED. Each item counts as a mutation of its caller (`limits.mutationsPerCallerPerMinute`); one " +
    "whose turn has not come in 20 seconds (`limits.lookupDeadlineMs`) is OVERLOADED. " +
    "Errors: FORBIDDEN, LITERAL_SECRET, and BAD_USER_INPUT before anything is done for no items, too many, or a username that stands " +
    "there twice. " +
    "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserPassword.html",
  arguments: SetUserPasswordsArguments,
  answer: () => UserPasswordOutcome,
  row: setUserPassword,
  actionOf: passwordAction,
  itemsOf: ({ poolId, items, permanent }, { maximumPasswordItems }: GatewayContext) => {
    const argument = "items";
    if (items.length === 0 || items.length > maximumPasswordItems) {
      throw new GatewayError("BAD_USER_INPUT", {
        ...{ argument, minimum: 1, maximum: maximumPasswordItems },
      });
    }
    if (new Set(items.map(({ username }) => username)).size < items.length) {
      throw new GatewayError("BAD_USER_INPUT", { argument });
    }
    return items.map(({ username, password }) => ({ poolId, username, password, permanent }));
  },
  length: { atMost: "passwordItems", argument: "items" },
  stateIn: "user",
  present: ({ state, ...told }) => ({ ...told, user: state }),
  // Of 25 mutations.
  weight: 250,
};
