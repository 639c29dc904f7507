import type { FastifyRequest } from "fastify";
import type { AuditLog } from "../../audit/audit-log.js";
import type { Authorizer } from "../../authorization/authorizer.js";
import type { UserPools } from "../../cognito/user-pools.js";
import type { Config } from "../../config/config.js";
import { GatewayError } from "../../errors/gateway-error.js";
import { AnswerBytes, AnswersUnderWay } from "../../graphql/request/answer-bytes.js";
import { ContactReads } from "../../graphql/request/contact-reads.js";
import type { GatewayContext } from "../../graphql/request/context.js";
import type { Cursors } from "../../graphql/request/cursors.js";
import type { MutationLimits } from "../../graphql/request/mutation-limits.js";
import { ProcessTargetLocks } from "../../graphql/request/process-target-locks.js";
import { createLoaders } from "../../loaders/loaders.js";

interface ContextParts {
  readonly authorizer: Authorizer;
  readonly pools: UserPools;
  readonly audit: AuditLog;
  readonly cursors: Cursors;
  readonly mutationLimits: MutationLimits;
  readonly now: () => number;
}

/** Makes the context of each request, of what the gateway shares and what belongs to the request alone. */
export function contextFactory(
  { limits, audit: { readsOfContact } }: Config,
  { authorizer, pools, audit, cursors, mutationLimits, now }: ContextParts,
): (request: FastifyRequest) => GatewayContext {
  const targetLocks = new ProcessTargetLocks();
  const answersUnderWay = new AnswersUnderWay(limits.answersUnderWayBytes);
  return ({ id, principal, isFromRouter, reason, facts }) => {
    if (principal === null) throw new GatewayError("UNAUTHENTICATED");
    const access = authorizer.accessOf(principal);
    return {
      requestId: id,
      facts,
      access,
      isFromRouter,
      pools,
      loaders: createLoaders(pools, limits),
      cursors,
      audit,
      answer: new AnswerBytes(limits.answerBytes, answersUnderWay),
      contactReads: readsOfContact
        ? new ContactReads({ audit, access, requestId: id, reason })
        : null,
      mutationLimits,
      targetLocks,
      reason,
      warnings: [],
      itemFailures: [],
      attempt: {},
      hasWritten: false,
      givenTemporaryPassword: new Set(),
      now,
      attributeNames: new Set(),
      maximumUserKeys: limits.userKeys,
      batchUntil: performance.now() + limits.lookupDeadlineMs,
      maximumPasswordItems: limits.passwordItems,
      representationsAsked: 0,
      maximumRepresentations: limits.representations,
    };
  };
}
