import { draftUser } from "../directory/new-user.js";
import { requirePolicy } from "../directory/password-change.js";
import { generatePassword } from "../directory/password-policy.js";
import type { UserPool } from "../directory/user-pool.js";
import type { User } from "../directory/user.js";
import type { Medium } from "../handles/outbox.js";
import { runTrigger } from "../messages/run-trigger.js";
import { addressAttribute, sendMessage, undelivered } from "../messages/send-message.js";
import { command, poolOf, type Call } from "../operation.js";
import { userForm } from "./wire-forms.js";

type CreateCall = Call<"AdminCreateUser">;

/** Creates a user with a temporary password, or gives one that exists a new temporary password (RESEND), and tells them. */
export const adminCreateUser = command("AdminCreateUser", (call) => {
  const pool = poolOf(call);
  if (call.input.TemporaryPassword !== undefined) {
    requirePolicy(pool, call.input.TemporaryPassword, call.error);
  }
  const isResend = call.input.MessageAction === "RESEND";
  const user = isResend ? invitedUser(call, pool) : draft(call, pool);
  const mediums = mediumsFor(call, user);
  if (isResend) user.touch(call.now);
  else add(call, pool, user);
  const temporaryPassword =
    call.input.TemporaryPassword ?? generatePassword(pool.settings.passwordPolicy);
  user.setPassword(temporaryPassword, call.now);
  const contents = { kind: "invitation", temporaryPassword } as const;
  const failed = sendMessage(call, { pool, user, mediums, contents });
  if (failed !== null) {
    // The user is there all the same: https://github.com/boto/boto3/issues/3524
    throw call.error("CodeDeliveryFailureException", undelivered(failed)).asApplied();
  }
  return { User: userForm(user) };
});

function invitedUser(call: CreateCall, pool: UserPool): User {
  const user = pool.users.find(call.input.Username);
  if (user === undefined) throw call.error("UserNotFoundException", "User does not exist.");
  if (user.status !== "FORCE_CHANGE_PASSWORD") {
    throw call.error(
      "UnsupportedUserStateException",
      "Resend not possible. User status is not FORCE_CHANGE_PASSWORD.",
    );
  }
  return user;
}

const draft = (call: CreateCall, pool: UserPool): User =>
  draftUser(
    pool,
    {
      name: call.input.Username,
      stated: call.input.UserAttributes ?? [],
      status: "FORCE_CHANGE_PASSWORD",
      now: call.now,
      taken: "User account already exists",
    },
    call.error,
  );

/** By what the user is told; throws when a medium was asked for that the user has no address for. */
function mediumsFor({ input, error }: CreateCall, user: User): readonly Medium[] {
  if (input.MessageAction === "SUPPRESS") return [];
  const hasAddress = (medium: Medium) => user.attributes.has(addressAttribute[medium]);
  // The default is SMS, which nobody is refused for: https://github.com/jagregory/cognito-local/issues/274
  if (input.DesiredDeliveryMediums === undefined) return hasAddress("SMS") ? ["SMS"] : [];
  const missing = input.DesiredDeliveryMediums.find((medium) => !hasAddress(medium));
  if (missing === undefined) return [...new Set(input.DesiredDeliveryMediums)];
  // https://github.com/rahulpsd18/cognito-backup-restore/issues/25
  const [address, word] = missing === "EMAIL" ? ["email", "Email"] : ["phone number", "SMS"];
  throw error(
    "InvalidParameterException",
    `No ${address} provided but desired delivery medium was ${word}`,
  );
}

function add(call: CreateCall, pool: UserPool, user: User): void {
  requireAliases(call, pool, user.attributes);
  runTrigger(call, "PreSignUp");
  releaseAliases(call, pool, user.attributes);
  pool.users.add(user);
}

/** Throws when somebody else holds an alias of the new user, unless it is one that the call says to take away. */
function requireAliases(
  call: CreateCall,
  pool: UserPool,
  attributes: ReadonlyMap<string, string>,
): void {
  for (const { attribute } of pool.users.rivals(attributes)) {
    const isAddressAlias =
      attribute !== "preferred_username" && pool.users.rules.aliasAttributes.includes(attribute);
    if (call.input.ForceAliasCreation === true && isAddressAlias) continue;
    throw call.error("AliasExistsException", `An account with the ${attribute} already exists.`);
  }
}

/** Takes verified addresses away from the users who held them: e-mail address and phone number may have been held by two users. */
function releaseAliases(
  call: CreateCall,
  pool: UserPool,
  attributes: ReadonlyMap<string, string>,
): void {
  for (const { user, attribute } of pool.users.rivals(attributes)) {
    pool.users.setAttributes(user, new Map(user.attributes).set(`${attribute}_verified`, "false"));
    user.touch(call.now);
  }
}
