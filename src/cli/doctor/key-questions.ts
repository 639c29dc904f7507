import { fromAwsError } from "../../cognito/calls/cognito-errors.js";
import { failureReasonOf } from "../../cognito/calls/failure-reason.js";
import { getCallerIdentity } from "../../cognito/probes/caller-identity.js";
import { providerOf, shortened, type SourcedKeys } from "../../cognito/probes/key-sources.js";
import type { UserPoolSettings } from "../../cognito/records/records.js";
import type { AwsKeys } from "../../cognito/transport/aws-keys.js";
import { isLoopbackUrl } from "../../config/loopback.js";
import { GatewayError } from "../../errors/gateway-error.js";
import { failureAnswer } from "./failure-answer.js";
import { type Answer, finding, type Findings, missing, notProven, ok } from "./finding.js";

/** How long a provider of keys may take: one that asks an instance's absent metadata takes the longest. */
const patienceMs = 10_000;

/** With which keys the pool is called, and whose they are. */
export async function* askKeys(about: string, pool: UserPoolSettings, awsKeys: AwsKeys): Findings {
  const { roleArn, externalId } = pool;
  const own = await got(awsKeys.for({ ...pool, roleArn: undefined })());
  if (own instanceof GatewayError) {
    yield finding(about, "credentials", failureAnswer(own));
    return;
  }
  yield finding(about, "credentials", ok(`${shortened(own)} by ${providerOf(own)}`));
  let keys: SourcedKeys = own;
  if (roleArn !== undefined) {
    const ofRole = await got(awsKeys.for(pool)());
    const isAssumed = !(ofRole instanceof GatewayError);
    yield finding(about, "role", isAssumed ? ok("is assumed") : failureAnswer(ofRole));
    if (isAssumed) keys = ofRole;
    if (isAssumed && externalId !== undefined) {
      yield finding(about, "external id", await externalIdAnswer(awsKeys, pool));
    }
  }
  yield finding(about, "account", await accountAnswer(keys, pool, awsKeys));
}

/** STS pays no heed to an external id that the role's trust policy does not ask for. */
async function externalIdAnswer(awsKeys: AwsKeys, pool: UserPoolSettings): Promise<Answer> {
  const without = await got(awsKeys.for({ ...pool, externalId: undefined })());
  if (!(without instanceof GatewayError)) {
    return missing(
      "the role can be assumed without it",
      "Let the role's trust policy ask for it: Condition, StringEquals, sts:ExternalId.",
    );
  }
  if (failureReasonOf(without) === "ROLE") return ok("the role cannot be assumed without it");
  return notProven("STS did not say whether the role can be assumed without it");
}

async function accountAnswer(
  keys: SourcedKeys,
  pool: UserPoolSettings,
  { tunnels }: AwsKeys,
): Promise<Answer> {
  const { endpoint, roleArn } = pool;
  // A pool on loopback is no pool of AWS, and its keys are none of AWS's business; a role is AWS's wherever the pool is.
  if (endpoint !== undefined && isLoopbackUrl(endpoint) && roleArn === undefined) {
    return notProven("the pool's endpoint is on loopback, which has no STS");
  }
  const identity = await got(getCallerIdentity(keys, pool, tunnels));
  if (!(identity instanceof GatewayError)) return ok(`${identity.account}, ${identity.arn}`);
  const reason = failureReasonOf(identity);
  const isAnswered = !["NO_ANSWER", "FAULT", "REFUSED", "THROTTLED"].includes(reason);
  return isAnswered ? failureAnswer(identity) : notProven("STS did not tell");
}

/** What was wanted, or why it was not to be had. */
async function got<Wanted>(work: Promise<Wanted>): Promise<Wanted | GatewayError> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new GatewayError("UPSTREAM_TIMEOUT"));
    }, patienceMs);
  });
  try {
    return await Promise.race([work, late]);
  } catch (error) {
    return fromAwsError(error);
  } finally {
    clearTimeout(timer);
  }
}
