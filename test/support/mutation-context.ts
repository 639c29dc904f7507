import type { CognitoWrite } from "../../src/cognito/calls/cognito-write.js";
import type { GatewayContext } from "../../src/graphql/request/context.js";
import { MutationLimits } from "../../src/graphql/request/mutation-limits.js";
import { ProcessTargetLocks } from "../../src/graphql/request/process-target-locks.js";
import { RevokedSessions } from "../../src/loaders/revoked-sessions.js";

/**
 * A request's context around one pool, which acknowledges every write unless `write` does otherwise; keeps what happened, in order.
 * `facts` are what else the pool tells.
 */
export function mutationContext(facts: object = {}) {
  const happened: unknown[] = [];
  const write = jest.fn(async ({ operation }: CognitoWrite): Promise<unknown> => {
    happened.push(operation);
    return { answer: undefined, awsRequestId: "aws-1" };
  });
  const pool = {
    settings: { id: "eu-west-1_A" },
    enterWrite: async () => () => void happened.push("left"),
    write,
    ...facts,
  };
  const context = {
    requestId: "r-1",
    reason: undefined,
    access: {
      principal: { subject: "ann", issuer: "https://issuer.example.com", roles: [] },
      require: () => undefined,
      may: () => true,
      decidedBy: () => ["admin"],
    },
    pools: { find: () => pool },
    loaders: { writeSlot: { poolId: null }, revokedSessions: new RevokedSessions() },
    audit: {
      intent: async (intent: object) => {
        happened.push({ intent });
        return { id: "audit-1", result: async (result: object) => void happened.push({ result }) };
      },
    },
    mutationLimits: new MutationLimits(
      {
        mutationsPerCallerPerMinute: 1000,
        mutationsPerTargetPerMinute: 1000,
        deletionsPerCallerPerMinute: 1000,
      },
      () => undefined,
    ),
    targetLocks: new ProcessTargetLocks(),
    attempt: {},
    warnings: [],
    itemFailures: [],
    hasWritten: false,
    now: () => 0,
  } as unknown as GatewayContext;
  return { context, happened, write };
}
