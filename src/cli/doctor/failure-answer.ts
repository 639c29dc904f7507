import { type FailureReason, failureReasonOf } from "../../cognito/calls/failure-reason.js";
import type { GatewayError } from "../../errors/gateway-error.js";
import { type Answer, missing } from "./finding.js";

const texts: Readonly<Record<FailureReason, readonly [answer: string, remedy: string]>> = {
  NO_CREDENTIALS: [
    "no provider of the AWS SDK's chain has keys",
    "Give the process a role, or keys in the environment.",
  ],
  KEYS_UNKNOWN: [
    "AWS does not know the access key, or not with this session",
    "Use keys that are active, with the token of their session if they have one.",
  ],
  KEYS_EXPIRED: ["the session of the keys is over", "Renew the keys."],
  SIGNATURE: [
    "the signature is refused",
    "Use the secret that belongs to the access key; let no proxy change requests.",
  ],
  CLOCK: ["the signature is refused for its time", "Synchronize this machine's clock, by NTP."],
  ROLE: [
    "the role may not be assumed",
    "Let the role trust these keys, with its external id if it asks for one, and give them sts:AssumeRole.",
  ],
  PERMISSION: [
    "is not permitted",
    "Attach the policy that the command iam-policy prints for this configuration.",
  ],
  ACCOUNT: ["the account has not opted in", "Opt in to the service and to the Region."],
  POOL_NOT_FOUND: ["the pool is not there", "Correct id and region of the pool, or the account."],
  THROTTLED: ["one call too many at this moment", "Ask again later."],
  NO_ANSWER: ["no answer", "Open the way to it: DNS, routes, proxies, endpoint."],
  FAULT: ["answered with a fault", "Ask again later."],
  REFUSED: ["is refused", "Look the call up in CloudTrail."],
};

/** What the doctor says of a call that has failed. */
export const failureAnswer = (error: GatewayError): Answer =>
  missing(...texts[failureReasonOf(error)]);

/** Whether all other calls with the same keys in the same pool would fail like this one. */
export const isOfAllCalls = (error: GatewayError): boolean =>
  !["PERMISSION", "THROTTLED", "FAULT", "REFUSED"].includes(failureReasonOf(error));
