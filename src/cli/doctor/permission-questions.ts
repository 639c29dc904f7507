import { harmlessCalls } from "../../cognito/probes/harmless-calls.js";
import { isPermitted, type PoolProbe } from "../../cognito/probes/pool-probe.js";
import { type CognitoOperation, operationFacts } from "../../cognito/records/operations.js";
import type { GatewayError } from "../../errors/gateway-error.js";
import { clockAnswer } from "./clock-answer.js";
import { failureAnswer, isOfAllCalls } from "./failure-answer.js";
import { type Answer, finding, type Findings, notProven, ok } from "./finding.js";

/** Beyond it AWS refuses a signature. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html */
const clockLimitMs = 5 * 60_000;

const checkedFirst: CognitoOperation = "DescribeUserPool";

/** Makes the write of a probe, and writes it down before and after; its error, if it was told one. */
export type ProbeWrite = (
  operation: CognitoOperation,
  probe: PoolProbe,
) => Promise<GatewayError | null>;

/** What the gateway may do in the pool, each permission by a call that changes nothing. */
export async function* askPermissions(
  about: string,
  probe: PoolProbe,
  probeWrite: ProbeWrite | null,
  operations: readonly CognitoOperation[],
): Findings {
  const told = await probe.ask(checkedFirst);
  yield finding(about, "clock", clockAnswer(probe.clockAheadMs, clockLimitMs));
  yield finding(about, checkedFirst, answerTo(checkedFirst, told));
  const areAllRefused = told !== null && isOfAllCalls(told);
  for (const operation of operations) {
    if (operation === checkedFirst) continue;
    const unasked = notAsked(operation, probeWrite, areAllRefused);
    const answer = unasked ?? answerTo(operation, await ask(operation, probe, probeWrite));
    yield finding(about, operation, answer);
  }
}

/** Why an operation is not asked for; null if it is. */
function notAsked(
  operation: CognitoOperation,
  probeWrite: ProbeWrite | null,
  areAllRefused: boolean,
): Answer | null {
  const harmless = harmlessCalls[operation];
  if (harmless === null) return notProven("there is no call that would change nothing");
  if (areAllRefused) return notProven(`not asked for: see ${checkedFirst}`);
  return isWrite(operation) && probeWrite === null
    ? notProven("asked for with --probe-writes alone")
    : null;
}

const isWrite = (operation: CognitoOperation): boolean =>
  operationFacts(operation).kind === "write";

const ask = (operation: CognitoOperation, probe: PoolProbe, probeWrite: ProbeWrite | null) =>
  isWrite(operation) && probeWrite !== null ? probeWrite(operation, probe) : probe.ask(operation);

const answerTo = (operation: CognitoOperation, told: GatewayError | null): Answer =>
  told === null || isPermitted(operation, told) ? ok("is permitted") : failureAnswer(told);
