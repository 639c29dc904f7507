import type { UserPool } from "../directory/user-pool.js";
import type { User } from "../directory/user.js";
import type { Medium, MessageContents, Outbox } from "../handles/outbox.js";
import type { Raise, ServiceError } from "../service-model/service-error.js";
import { runTrigger, type TriggerCall } from "./run-trigger.js";

/** A call that tells a user something. */
export interface MessageCall extends TriggerCall {
  readonly outbox: Outbox;
  readonly now: Date;
}

/** The attribute that holds the address for a medium. */
export const addressAttribute = { EMAIL: "email", SMS: "phone_number" } as const;

/** The name of such an attribute. */
export type AddressAttribute = (typeof addressAttribute)[Medium];

/** A message to a user who has an address for each of the mediums, or to the address that is stated. */
export interface Letter {
  readonly pool: UserPool;
  readonly user: User;
  readonly mediums: readonly Medium[];
  readonly contents: MessageContents;
  readonly to?: string | undefined;
}

/** Sends a message, by all mediums or up to the one that fails, which is answered. Throws when its trigger fails. */
export function sendMessage(call: MessageCall, letter: Letter): Medium | null {
  const { pool, user, mediums, contents } = letter;
  if (mediums.length > 0) runTrigger(call, "CustomMessage");
  const failed = mediums.find((medium) => {
    const to = letter.to ?? user.attributes.get(addressAttribute[medium]) ?? "";
    const envelope = { at: call.now, poolId: pool.id, username: user.username, medium, to };
    return !call.outbox.deliver({ ...envelope, ...contents });
  });
  return failed ?? null;
}

/** The text of a CodeDeliveryFailureException. */
export const undelivered = (medium: Medium): string =>
  // https://github.com/amazon-archives/amazon-cognito-identity-js/issues/307
  medium === "EMAIL"
    ? "Invalid email provided/Unable to send the email"
    : "Unable to send the text message";

/** The failed delivery of a call that declares no CodeDeliveryFailureException; what came before it stays. */
export const undeliverable = (
  call: {
    readonly error: Raise<
      "InvalidEmailRoleAccessPolicyException" | "InvalidSmsRoleAccessPolicyException"
    >;
  },
  medium: Medium,
): ServiceError =>
  (medium === "EMAIL"
    ? call.error(
        "InvalidEmailRoleAccessPolicyException",
        "Cognito is not allowed to use your email identity",
      )
    : call.error(
        "InvalidSmsRoleAccessPolicyException",
        "Role does not have permission to publish with SNS",
      )
  ).asApplied();
