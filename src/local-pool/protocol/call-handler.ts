import { randomUUID } from "node:crypto";
import type { AccessKeys } from "../access/access-key.js";
import { admitCall } from "../access/admit-call.js";
import type { ReceivedRequest } from "../access/signature.js";
import type { Clock } from "../handles/clock.js";
import type { Fault, Faults } from "../handles/faults.js";
import type { Ledger, ReceivedCall, Settle } from "../handles/ledger.js";
import { pause } from "../handles/pause.js";
import { operationTable } from "../operation-table.js";
import type { Operation, Services } from "../operation.js";
import { ServiceError } from "../service-model/service-error.js";

/** One request of the AWS JSON protocol, as it arrived. */
export interface WireRequest {
  /** The header `x-amz-target`, which names the operation. */
  readonly target: string;
  readonly received: ReceivedRequest;
}

/** What goes back, or what is done to the connection instead. */
export type WireReply =
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly body: string;
      readonly requestId: string;
      readonly error?: ServiceError;
      readonly contentType?: string;
    }
  | { readonly kind: "cut" }
  | { readonly kind: "hang" };

/** The services of a running pool, with what watches and disturbs its calls. */
export interface Engine extends Services {
  readonly ledger: Ledger;
  readonly faults: Faults;
  readonly keys: AccessKeys;
  /** The time by which signatures and sessions are judged. A test that moves `clock` does not move the clocks of its clients. */
  readonly signatureClock: Clock;
  /** Ends the waits of slow answers when the pool stops. */
  readonly stopping: AbortSignal;
}

const TARGET_PREFIX = "AWSCognitoIdentityProviderService.";

/**
 * Answers one call: enters it in the ledger, refuses it unless its caller may make it, lets the fault that fits have its way,
 * runs the operation.
 */
export async function handleCall(request: WireRequest, engine: Engine): Promise<WireReply> {
  const isOurs = request.target.startsWith(TARGET_PREFIX);
  const name = request.target.slice(isOurs ? TARGET_PREFIX.length : 0).slice(0, 128);
  const requestId = randomUUID();
  const body = parseBody(Buffer.from(request.received.body).toString("utf8"));
  const call = describeCall(name, requestId, body, engine);
  const settle = engine.ledger.enter(call);
  try {
    // Without the service's prefix even the name of an operation names none.
    const operation = requireOperation(isOurs ? operationTable.get(name) : undefined);
    if (operation.signed) {
      const signed = { operation: name, poolId: call.poolId, request: request.received };
      admitCall(signed, engine.keys, engine.signatureClock.now());
    }
    return await answer(operation, requestId, body, call.username, engine, settle);
  } catch (error) {
    return settled(errorReply(asServiceError(error), requestId), false, settle);
  }
}

async function answer(
  operation: Operation,
  requestId: string,
  body: unknown,
  username: string | undefined,
  engine: Engine,
  settle: Settle,
): Promise<WireReply> {
  const fault = engine.faults.take(operation.name, username);
  const instead = await sufferBefore(fault, requestId, engine);
  if (instead !== null) return settled(instead, false, settle);
  const input = fault?.kind === "short-page" ? withLimit(body, fault.rows) : body;
  const { reply, applied } = await run(operation, requestId, input, engine);
  return settled(sufferAfter(fault, reply), applied, settle);
}

function settled(reply: WireReply, applied: boolean, settle: Settle): WireReply {
  settle({
    status: reply.kind === "answer" ? reply.status : null,
    applied,
    ...(reply.kind === "answer" && reply.error !== undefined
      ? { errorType: reply.error.type }
      : {}),
  });
  return reply;
}

async function run(
  operation: Operation,
  requestId: string,
  body: unknown,
  engine: Engine,
): Promise<{ readonly reply: WireReply; readonly applied: boolean }> {
  try {
    if (body === undefined) throw new ServiceError("SerializationException", "Body is not JSON.");
    const reply: WireReply = {
      kind: "answer",
      status: 200,
      body: JSON.stringify(await operation.run(body, engine)),
      requestId,
    };
    return { reply, applied: operation.changesState };
  } catch (error) {
    const failure = asServiceError(error);
    return {
      reply: errorReply(failure, requestId),
      applied: operation.changesState && failure.isApplied,
    };
  }
}

function requireOperation(operation: Operation | undefined): Operation {
  if (operation !== undefined) return operation;
  throw new ServiceError("UnknownOperationException", "The local pool has no such operation.");
}

// A mistake of our own answers like one of the service's, and shows nothing of the request.
const asServiceError = (error: unknown): ServiceError =>
  error instanceof ServiceError
    ? error
    : new ServiceError("InternalErrorException", "The local pool failed to answer.");

const errorReply = (error: ServiceError, requestId: string): WireReply => ({
  kind: "answer",
  status: error.status,
  body: JSON.stringify({ __type: error.type, [messageMember(error)]: error.message }),
  requestId,
  error,
});

/** AWS writes this one's text with a capital: https://github.com/aws-samples/resource-control-policy-examples/issues/18 */
const messageMember = ({ type }: ServiceError): string =>
  type === "AccessDeniedException" ? "Message" : "message";

/** What a fault does before the operation: null lets the call go on. */
async function sufferBefore(
  fault: Fault | undefined,
  requestId: string,
  engine: Engine,
): Promise<WireReply | null> {
  switch (fault?.kind) {
    case "throttle":
      return errorReply(new ServiceError("TooManyRequestsException", "Rate exceeded"), requestId);
    case "internal-error":
      return errorReply(
        new ServiceError("InternalErrorException", "Something went wrong"),
        requestId,
      );
    case "error":
      return errorReply(
        new ServiceError(fault.type, fault.message ?? "Made to fail.", fault.status),
        requestId,
      );
    case "unavailable":
      return {
        kind: "answer",
        status: 503,
        body: "<html><body><h1>503 Service Unavailable</h1></body></html>",
        requestId,
        contentType: "text/html",
      };
    case "hang":
      return { kind: "hang" };
    case "cut-before":
      return { kind: "cut" };
    case "slow":
      return (await pause(fault.delayMs, engine.stopping)) ? null : { kind: "cut" };
    case "run":
      await fault.run();
      return null;
    case "hang-after":
    case "cut-after":
    case "garbage":
    case "short-page":
    case undefined:
      return null;
  }
}

function sufferAfter(fault: Fault | undefined, reply: WireReply): WireReply {
  if (fault?.kind === "hang-after") return { kind: "hang" };
  if (fault?.kind === "cut-after") return { kind: "cut" };
  if (fault?.kind === "garbage" && reply.kind === "answer") {
    return { ...reply, status: 200, body: '{"Username": "cut off he' };
  }
  return reply;
}

/** Never more than were asked for. */
function withLimit(body: unknown, rows: number | (() => number)): unknown {
  if (typeof body !== "object" || body === null) return body;
  const asked = "Limit" in body && typeof body.Limit === "number" ? body.Limit : Infinity;
  return { ...body, Limit: Math.min(asked, typeof rows === "number" ? rows : rows()) };
}

function parseBody(body: string): unknown {
  try {
    return body === "" ? {} : JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** What the ledger may know of a request. Passwords, tokens and sessions are not read at all. */
function describeCall(
  operation: string,
  requestId: string,
  body: unknown,
  engine: Engine,
): ReceivedCall {
  const poolId = textAt(body, "UserPoolId");
  const username =
    textAt(body, "Username") ??
    textAt(at(body, "AuthParameters"), "USERNAME") ??
    textAt(at(body, "ChallengeResponses"), "USERNAME");
  const groupName = textAt(body, "GroupName");
  const permanent = at(body, "Permanent");
  const filter = textAt(body, "Filter");
  const limit = at(body, "Limit");
  return {
    at: engine.clock.now(),
    operation,
    requestId,
    ...(poolId === undefined ? {} : { poolId }),
    ...(username === undefined ? {} : { username }),
    ...(groupName === undefined ? {} : { groupName }),
    ...(typeof permanent === "boolean" ? { permanent } : {}),
    ...(filter === undefined ? {} : { filter }),
    ...(typeof limit === "number" ? { limit } : {}),
  };
}

const at = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;

function textAt(value: unknown, name: string): string | undefined {
  const found = at(value, name);
  return typeof found === "string" ? found : undefined;
}
