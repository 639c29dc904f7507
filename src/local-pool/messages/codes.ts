import { randomInt } from "node:crypto";
import type { UserPool } from "../directory/user-pool.js";
import type { CodePurpose, User } from "../directory/user.js";
import type { Medium } from "../handles/outbox.js";
import type { Raise } from "../service-model/service-error.js";
import { addressAttribute, sendMessage, type MessageCall } from "./send-message.js";

// https://github.com/amazon-archives/amazon-cognito-identity-js/issues/189
// The code of a second factor ends with the session that asks for it, 15 minutes at most: AuthSessionValidity.
const HOURS = { "sign-up": 24, reset: 1, mfa: 0.25, email: 24, phone_number: 24 } as const;

interface Recipient {
  readonly pool: UserPool;
  readonly user: User;
  readonly medium: Medium;
  /** Another address than the user has. */
  readonly to?: string | undefined;
}

/** Makes a new code, which voids the one before, and sends it; the medium is answered when the delivery fails. */
export function sendCode(
  call: MessageCall,
  purpose: CodePurpose,
  { pool, user, medium, to }: Recipient,
): Medium | null {
  const code = String(randomInt(1_000_000)).padStart(6, "0");
  const expiresAt = new Date(call.now.getTime() + HOURS[purpose] * 3_600_000);
  user.codes.set(purpose, { code, attribute: addressAttribute[medium], expiresAt });
  const contents = { kind: kindOf(purpose), code } as const;
  return sendMessage(call, { pool, user, mediums: [medium], contents, to });
}

const kindOf = (purpose: CodePurpose) =>
  purpose === "email" || purpose === "phone_number"
    ? ("attribute-code" as const)
    : (`${purpose}-code` as const);

/** Throws unless it is the user's code; answers the attribute whose address it proves. The caller uses it up. */
export function requireCode(
  call: {
    readonly now: Date;
    readonly error: Raise<"CodeMismatchException" | "ExpiredCodeException">;
  },
  user: User,
  purpose: CodePurpose,
  code: string,
): string {
  const sent = user.codes.get(purpose);
  if (sent === undefined || sent.expiresAt <= call.now) throw expiredCode(call);
  // https://github.com/aws-amplify/amplify-js/issues/11738
  if (sent.code !== code) {
    throw call.error(
      "CodeMismatchException",
      "Invalid verification code provided, please try again.",
    );
  }
  return sent.attribute;
}

/** https://github.com/aws-amplify/amplify-flutter/issues/1128 */
export const expiredCode = (call: { readonly error: Raise<"ExpiredCodeException"> }): Error =>
  call.error("ExpiredCodeException", "Invalid code provided, please request a code again.");

/** Where a code went, as the service tells it: most of the address is hidden. */
export const deliveryForm = (
  user: User,
  medium: Medium,
  to = user.attributes.get(addressAttribute[medium]) ?? "",
) => ({
  Destination: masked(to, medium),
  DeliveryMedium: medium,
  AttributeName: addressAttribute[medium],
});

const masked = (address: string, medium: Medium): string =>
  medium === "EMAIL"
    ? address.replace(/^(.)[^@]*@(.).*$/u, "$1***@$2***")
    : address.replace(/\d(?=\d{4})/gu, "*");
