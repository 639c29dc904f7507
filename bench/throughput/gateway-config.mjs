// The gateway as shipped, but for limits that would refuse what the bench asks for: they stay on, and count, with room.
import { sampleRolesFile } from "../../build/authorization/policy-files.js";
import { callerRole, issuerClientId, poolId, region } from "./population.mjs";

/** Named in docs/benchmarks.md, beside the table. */
const roomyLimits = {
  aliases: 60,
  concurrentLookups: 50,
  mutationsPerCallerPerMinute: 1_000_000,
  mutationsPerTargetPerMinute: 1_000_000,
  // As many sets at a time as the load has connections; and a connection for each call of reads.
  writesUnderWay: 16,
  readsUnderWay: 400,
  readsWaiting: 10_000,
  placeWaitMs: 20_000,
  eventLoopDelayMs: 10_000,
  // A busy machine must not end a call.
  readAttemptTimeoutMs: 10_000,
  readDeadlineMs: 20_000,
  writeDeadlineMs: 20_000,
};

/** No bound on loopback unless they are given; as much as can be given, so that the queue of turns is at work. */
const roomyQuotas = {
  UserAccountRecovery: 10_000,
  UserRead: 10_000,
  UserList: 10_000,
  UserResourceRead: 10_000,
  UserPoolRead: 10_000,
};

export const gatewayConfig = ({ issuer, upstreamUrl, auditFile, limits }) => ({
  listen: { port: 0 },
  issuers: [{ issuer, tokenUse: "access", clientIds: [issuerClientId] }],
  pools: {
    customers: { id: poolId, region, endpoint: upstreamUrl, groupRanks: { customers: 0, "*": 50 } },
  },
  policies: [sampleRolesFile],
  roleRanks: { [callerRole]: 100 },
  audit: { file: auditFile },
  limits: { ...roomyLimits, ...limits },
  quotas: roomyQuotas,
});
