import { ServiceError } from "../service-model/service-error.js";
import type { AccessKeys, AccessKey } from "./access-key.js";
import { readAuthorization, type SignedAuthorization } from "./authorization-header.js";
import { isSignatureOf, sha256, type ReceivedRequest } from "./signature.js";

/** The one service that the local pool stands in for, as a signature's scope names it. */
const service = "cognito-idp";

/** How far a request's time may be from the service's. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html */
const clockToleranceMs = 5 * 60_000;

/** The AWS account of every pool and key of a local pool. */
export const localAccount = "000000000000";

/** One call of an operation that AWS signs. */
export interface SignedCall {
  readonly operation: string;
  /** The pool that the call is about, if it is about one. */
  readonly poolId: string | undefined;
  readonly request: ReceivedRequest;
}

/**
 * Admits a call that is signed as AWS takes it, by a key that may make it; throws AWS's refusal otherwise. Names, texts and status
 * (400) are those that user pools answer with; AWS documents the names, and people's reports show the texts, such as
 * https://github.com/aws/aws-sdk-php/issues/2444 and https://github.com/ArranJacques/laravel-aws-cognito-auth/issues/18.
 *
 * @param keys the keys that are known
 * @param now the time by which signatures and sessions are judged
 */
export function admitCall(call: SignedCall, keys: AccessKeys, now: Date): void {
  const { request } = call;
  const only = (name: string) => request.headers.get(name)?.[0];
  const authorization = readAuthorization(only("authorization"), only("x-amz-date"));
  checkScope(authorization, regionOf(call.poolId));
  checkSignedHeaders(request, authorization);
  checkTime(authorization.time, now);
  checkBodyHash(request);
  const key = keys.find(authorization.accessKeyId);
  if (key === undefined) {
    if (keys.isStrict) throw unrecognized();
    return;
  }
  checkKey(request, authorization, key, now);
  checkPermission(call, authorization.region, key);
}

function checkScope(scope: SignedAuthorization, region: string | undefined): void {
  const day = scope.time.slice(0, 8);
  const isRegion = region === undefined ? isRegionName(scope.region) : scope.region === region;
  const problems = [
    ...(isRegion ? [] : ["Credential should be scoped to a valid region. "]),
    ...(scope.service === service
      ? []
      : [`Credential should be scoped to correct service: '${service}'. `]),
    ...(scope.terminator === "aws4_request"
      ? []
      : ["Credential should be scoped with a valid terminator: 'aws4_request'. "]),
    ...(scope.day === day
      ? []
      : [
          `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${scope.day}' != '${day}', from '${scope.time}'. `,
        ]),
  ];
  if (problems.length > 0) throw invalid(problems.join(""));
}

/** The Region of a pool, which its id begins with; none of an id such as `local_Shop`. */
function regionOf(poolId: string | undefined): string | undefined {
  const prefix = poolId?.split("_")[0];
  return prefix !== undefined && isRegionName(prefix) ? prefix : undefined;
}

const isRegionName = (text: string): boolean => /^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/u.test(text);

/** A header that is not signed could have been added on the way: `host` and all that begins with `x-amz-` must be. */
function checkSignedHeaders({ headers }: ReceivedRequest, { signedHeaders }: SignedAuthorization) {
  if (!signedHeaders.includes("host")) {
    throw invalid("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
  }
  const unsigned = [...headers.keys()].filter(
    (name) => name.startsWith("x-amz-") && !signedHeaders.includes(name),
  );
  if (unsigned.length > 0) {
    throw invalid(
      `There were headers present in the request which were not signed: ${unsigned.join(", ")}`,
    );
  }
}

function checkTime(time: string, now: Date): void {
  const signedAt = Date.parse(time.replace(/^(....)(..)(..T..)(..)(..Z)$/u, "$1-$2-$3:$4:$5"));
  const earliest = now.getTime() - clockToleranceMs;
  const latest = now.getTime() + clockToleranceMs;
  if (signedAt < earliest) {
    throw invalid(
      `Signature expired: ${time} is now earlier than ${basic(earliest)} (${basic(now.getTime())} - 5 min.)`,
    );
  }
  // A date that is none, such as a 31 February, is never early enough.
  if (!(signedAt <= latest)) {
    throw invalid(
      `Signature not yet current: ${time} is still later than ${basic(latest)} (${basic(now.getTime())} + 5 min.)`,
    );
  }
}

const basic = (milliseconds: number): string =>
  new Date(milliseconds).toISOString().replaceAll(/[-:]|\.\d+/gu, "");

/** A client that states the body's hash has to state the right one. */
function checkBodyHash({ headers, body }: ReceivedRequest): void {
  const stated = headers.get("x-amz-content-sha256")?.[0];
  if (stated !== undefined && stated !== sha256(body)) throw mismatch();
}

function checkKey(
  request: ReceivedRequest,
  authorization: SignedAuthorization,
  key: AccessKey,
  now: Date,
): void {
  const token = request.headers.get("x-amz-security-token")?.[0];
  if (token !== key.sessionToken) throw unrecognized();
  if (!isSignatureOf(request, authorization, key.secretAccessKey)) throw mismatch();
  if (key.expiresAt !== undefined && key.expiresAt <= now) {
    throw new ServiceError(
      "ExpiredTokenException",
      "The security token included in the request is expired",
    );
  }
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
function checkPermission({ operation, poolId }: SignedCall, region: string, key: AccessKey): void {
  const action = `${service}:${operation}`;
  const resource =
    poolId === undefined
      ? "*"
      : `arn:${partitionOf(region)}:${service}:${region}:${localAccount}:userpool/${poolId}`;
  const decision = key.policy?.decide(action, resource) ?? "allowed";
  if (decision === "allowed") return;
  const reason =
    decision === "denied"
      ? "with an explicit deny in an identity-based policy"
      : `because no identity-based policy allows the ${action} action`;
  throw new ServiceError(
    "AccessDeniedException",
    `User: arn:${partitionOf(region)}:iam::${localAccount}:user/${key.accessKeyId} is not authorized to perform: ${action} on resource: ${resource} ${reason}`,
  );
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
const partitions = [
  ["cn-", "aws-cn"],
  ["us-gov-", "aws-us-gov"],
  ["eusc-", "aws-eusc"],
] as const;

const partitionOf = (region: string): string =>
  partitions.find(([prefix]) => region.startsWith(prefix))?.[1] ?? "aws";

const invalid = (message: string) => new ServiceError("InvalidSignatureException", message);

const mismatch = () =>
  invalid(
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.",
  );

const unrecognized = () =>
  new ServiceError(
    "UnrecognizedClientException",
    "The security token included in the request is invalid.",
  );
