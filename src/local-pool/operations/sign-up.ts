import { draftUser } from "../directory/new-user.js";
import { requirePolicy } from "../directory/password-change.js";
import type { UserPool } from "../directory/user-pool.js";
import type { User } from "../directory/user.js";
import type { Medium } from "../handles/outbox.js";
import { deliveryForm, sendCode } from "../messages/codes.js";
import { runTrigger } from "../messages/run-trigger.js";
import { addressAttribute, undelivered } from "../messages/send-message.js";
import { command, type Call } from "../operation.js";
import { clientOf } from "../sign-in/client-of.js";
import { recordEvent } from "../sign-in/record-event.js";

/** Creates a user who is to prove an address by the code that it sends, where the pool verifies any. */
export const signUp = command("SignUp", (call) => {
  const { pool } = clientOf(call);
  const user = draft(call, pool);
  requirePolicy(pool, call.input.Password, call.error);
  runTrigger(call, "PreSignUp");
  pool.users.add(user);
  user.setPassword(call.input.Password, call.now);
  const ipAddress = call.input.UserContextData?.IpAddress;
  return recordEvent({ pool, user, type: "SignUp", now: call.now, ipAddress }, () =>
    sendSignUpCode(call, pool, user),
  );
});

function sendSignUpCode(call: Call<"SignUp">, pool: UserPool, user: User) {
  const answer = { UserConfirmed: false, UserSub: user.sub };
  const medium = mediumFor(pool, user);
  if (medium === undefined) return answer;
  const failed = sendCode(call, "sign-up", { pool, user, medium });
  if (failed !== null) {
    throw call.error("CodeDeliveryFailureException", undelivered(failed)).asApplied();
  }
  return { ...answer, CodeDeliveryDetails: deliveryForm(user, medium) };
}

function draft(call: Call<"SignUp">, pool: UserPool): User {
  if (pool.settings.allowAdminCreateUserOnly) {
    // https://github.com/pmill/aws-cognito/issues/37
    throw call.error("NotAuthorizedException", "SignUp is not permitted for this user pool");
  }
  const stated = call.input.UserAttributes ?? [];
  if (stated.some(({ Name: name }) => name.endsWith("_verified"))) {
    // https://github.com/aws/aws-sdk-js/issues/3603
    throw call.error(
      "NotAuthorizedException",
      "A client attempted to write unauthorized attribute",
    );
  }
  const wanted = { stated, name: call.input.Username, now: call.now, taken: "User already exists" };
  const user = draftUser(pool, { ...wanted, status: "UNCONFIRMED" }, call.error);
  const unproven = Object.values(addressAttribute).filter((name) => user.attributes.has(name));
  user.attributes = new Map([
    ...user.attributes,
    ...unproven.map((name) => [`${name}_verified`, "false"] as const),
  ]);
  return user;
}

/** A pool that verifies both kinds of addresses sends its code to the phone. */
const mediumFor = (pool: UserPool, user: User): Medium | undefined =>
  (["SMS", "EMAIL"] as const).find((medium) => {
    const attribute = addressAttribute[medium];
    return pool.settings.autoVerified?.includes(attribute) && user.attributes.has(attribute);
  });
