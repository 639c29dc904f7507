import type { UserPool } from "../directory/user-pool.js";
import type { User } from "../directory/user.js";
import type { Medium } from "../handles/outbox.js";
import type { Raise } from "../service-model/service-error.js";

const RESETTABLE = ["CONFIRMED", "RESET_REQUIRED"];

interface Way {
  readonly medium: Medium;
  /** What says that the address is the user's. */
  readonly proof: string;
  /** A second factor by the same address: its holder would have both. */
  readonly factor: string;
}

const ways: ReadonlyMap<string, Way> = new Map([
  [
    "verified_phone_number",
    { medium: "SMS", proof: "phone_number_verified", factor: "SMS_MFA" } as const,
  ],
  ["verified_email", { medium: "EMAIL", proof: "email_verified", factor: "EMAIL_OTP" } as const],
]);

/** By what a code for a new password reaches the user; throws for users and pools that have no such way. */
export function recoveryMedium(
  pool: UserPool,
  user: User,
  error: Raise<"InvalidParameterException" | "NotAuthorizedException">,
): Medium {
  if (!RESETTABLE.includes(user.status)) {
    // https://github.com/aws-solutions/distributed-load-testing-on-aws/issues/1
    throw error("NotAuthorizedException", "User password cannot be reset in the current state.");
  }
  // A pool that was never told takes the phone number first.
  const stated = pool.settings.recovery?.RecoveryMechanisms?.toSorted(
    (a, b) => a.Priority - b.Priority,
  ).map(({ Name }) => Name);
  if (stated?.includes("admin_only") === true) {
    throw error("NotAuthorizedException", "Contact administrator to reset password.");
  }
  const name = (stated ?? [...ways.keys()]).find((candidate) => {
    const way = ways.get(candidate);
    return (
      way !== undefined &&
      user.attributes.get(way.proof) === "true" &&
      // https://github.com/aws/aws-sdk-js-v3/issues/7401
      !user.mfa.includes(way.factor)
    );
  });
  const way = ways.get(name ?? "");
  if (way !== undefined) return way.medium;
  // https://github.com/aws-amplify/aws-sdk-android/issues/142
  throw error(
    "InvalidParameterException",
    "Cannot reset password for the user as there is no registered/verified email or phone_number",
  );
}
