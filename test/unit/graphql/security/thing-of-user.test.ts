import type { SessionRecord } from "../../../../src/cognito/records/activity-records.js";
import type { ErrorCode } from "../../../../src/errors/error-codes.js";
import { GatewayError } from "../../../../src/errors/gateway-error.js";
import { forgetUserDevice } from "../../../../src/graphql/security/forget-user-device.js";
import { rateAuthEvent } from "../../../../src/graphql/security/rate-auth-event.js";
import { revokeUserSession } from "../../../../src/graphql/security/revoke-user-session.js";
import {
  checkId,
  devicePattern,
  eventPattern,
  sessionPattern,
} from "../../../../src/graphql/security/thing-of-user.js";
import { keptAnswer, performOn, refusalBy } from "../../../support/user-mutation.js";

const sessionId = "tknm5k9p2q7r4s8t1v6w3x0y5z2b";
const deviceKey = "eu-west-1_a1b2c3d4-0000-4000-8000-000000000001";
const eventId = "1a2b3c4d-5e6f+x";

/** What the pool tells of a feature. */
type Feature = boolean | GatewayError;

const kept = (feature: Feature, fact?: string) =>
  keptAnswer(async () => {
    if (feature instanceof GatewayError) throw feature;
    return fact === undefined ? feature : { [fact]: feature };
  });

interface Ask {
  readonly id?: string;
  readonly feature?: Feature;
  readonly failure?: GatewayError;
}

const failing = ({ failure }: Ask) => (failure === undefined ? {} : { failure });

const rows = {
  sessionId: (ask: Ask, linked = false) =>
    performOn(revokeUserSession, {
      ...failing(ask),
      input: { sessionId: ask.id ?? sessionId, linked },
      pool: { tracksSessions: kept(ask.feature ?? true) },
    }),
  deviceKey: (ask: Ask) =>
    performOn(forgetUserDevice, {
      ...failing(ask),
      input: { deviceKey: ask.id ?? deviceKey },
      pool: { description: kept(ask.feature ?? true, "remembersDevices") },
    }),
  eventId: (ask: Ask) =>
    performOn(rateAuthEvent, {
      ...failing(ask),
      input: { eventId: ask.id ?? eventId, verdict: "INVALID" },
      pool: { description: kept(ask.feature ?? true, "recordsAuthEvents") },
    }),
};

describe.each(Object.entries(rows))("the mutation that takes a %s", (argument, run) => {
  it("is FEATURE_UNAVAILABLE where the pool says that it lacks it, and sends nothing", async () => {
    const { refusal, sent } = await run({ feature: false });
    expect(refusal).toEqual({ code: "FEATURE_UNAVAILABLE", outcome: "NOT_APPLIED" });
    expect(sent).toEqual([]);
  });

  it("asks Cognito where the pool does not tell", async () => {
    const { refusal, sent } = await run({ feature: new GatewayError("UPSTREAM_TIMEOUT") });
    expect(refusal).toBeNull();
    expect(sent).toHaveLength(1);
  });

  it("is BAD_USER_INPUT for what is no id, and sends nothing", async () => {
    const { refusal, sent } = await run({ id: "a b" });
    expect(refusal).toEqual({ code: "BAD_USER_INPUT", argument, outcome: "NOT_APPLIED" });
    expect(sent).toEqual([]);
  });

  it("is RESOURCE_NOT_FOUND when Cognito finds nothing: the pool and the user were found", async () => {
    const failure = refusalBy("ResourceNotFoundException", "POOL_NOT_FOUND");
    const { refusal, result } = await run({ failure });
    const told = { outcome: "NOT_APPLIED", auditId: "audit-1" };
    expect(refusal).toEqual({ code: "RESOURCE_NOT_FOUND", argument, ...told });
    expect(result).toMatchObject({ code: "RESOURCE_NOT_FOUND", outcome: "NOT_APPLIED" });
  });

  it("blames the id when Cognito does not take it", async () => {
    const { refusal } = await run({
      failure: refusalBy("InvalidParameterException", "BAD_USER_INPUT"),
    });
    expect(refusal).toMatchObject({
      code: argument === "sessionId" ? "RESOURCE_NOT_FOUND" : "BAD_USER_INPUT",
      argument,
    });
  });

  it.each<[string, ErrorCode]>([
    ["OperationNotEnabledException", "READ_ONLY_REPLICA"],
    ["UserPoolAddOnNotEnabledException", "FEATURE_UNAVAILABLE"],
    ["UserNotFoundException", "USER_NOT_FOUND"],
  ])("leaves %s the code %s, and blames no argument", async (name, code) => {
    const { refusal } = await run({ failure: refusalBy(name, code) });
    expect(refusal).toEqual({ code, outcome: "NOT_APPLIED", auditId: "audit-1" });
  });
});

describe("revokeUserSession", () => {
  it.each([
    [false, "NONE", { session: sessionId }],
    [true, "LINKED", { session: sessionId, linked: true }],
  ])(
    "with linked %s tells Cognito %s and the audit log the session",
    async (linked, told, change) => {
      const performed = await rows.sessionId({}, linked);
      expect(performed.sent).toEqual([
        {
          ...{ UserPoolId: "eu-west-1_A", Username: "carla", SessionId: sessionId },
          RevokeAssociatedSessions: told,
        },
      ]);
      expect(performed.change).toEqual(change);
    },
  );

  const nothing = {
    ...({ kind: "TOKEN", clientId: null, createdAt: null, lastActiveAt: null } as const),
    ...{ device: null, ipAddress: null, city: null, country: null },
  };
  const carla = { poolId: "eu-west-1_A", username: "carla" };
  const listed: readonly SessionRecord[] = [
    { ...nothing, id: "sso1", originSessionId: null },
    { ...nothing, id: sessionId, originSessionId: "sso1" },
  ];

  it.each([
    [false, ["sso1"]],
    [true, []],
  ])("with linked %s makes the request leave out what it has ended", async (linked, left) => {
    const { loaders } = await rows.sessionId({}, linked);
    expect(loaders.revokedSessions.withoutRevoked(carla, listed).map(({ id }) => id)).toEqual(left);
  });

  it("makes it leave out nothing when it was refused", async () => {
    const failure = refusalBy("ResourceNotFoundException", "POOL_NOT_FOUND");
    const { loaders } = await rows.sessionId({ failure });
    expect(loaders.revokedSessions.withoutRevoked(carla, listed)).toEqual(listed);
  });
});

describe("a refusal as of somebody who is not authorized", () => {
  const failure = refusalBy("NotAuthorizedException", "OPERATION_REFUSED");

  it("is RESOURCE_NOT_FOUND of a session, which may be another user's", async () => {
    const { refusal } = await rows.sessionId({ failure });
    expect(refusal).toMatchObject({ code: "RESOURCE_NOT_FOUND", argument: "sessionId" });
  });

  it("stays OPERATION_REFUSED of a device and of an event", async () => {
    for (const run of [rows.deviceKey, rows.eventId]) {
      const { refusal } = await run({ failure });
      expect(refusal).toEqual({
        ...{ code: "OPERATION_REFUSED", outcome: "NOT_APPLIED", auditId: "audit-1" },
      });
    }
  });
});

describe("forgetUserDevice", () => {
  it("tells Cognito and the audit log the device", async () => {
    const { sent, change } = await rows.deviceKey({});
    const named = { UserPoolId: "eu-west-1_A", Username: "carla" };
    expect(sent).toEqual([{ ...named, DeviceKey: deviceKey }]);
    expect(change).toEqual({ device: deviceKey });
  });
});

describe("rateAuthEvent", () => {
  it("tells Cognito in its words, and the audit log, what the event was", async () => {
    const { sent, change } = await rows.eventId({});
    const named = { UserPoolId: "eu-west-1_A", Username: "carla" };
    expect(sent).toEqual([{ ...named, EventId: eventId, FeedbackValue: "Invalid" }]);
    expect(change).toEqual({ event: eventId, verdict: "INVALID" });
  });
});

describe("checkId", () => {
  it.each([
    ["tknm5k9p2q7r4s8t1v6w3x0y5z2b", sessionPattern],
    ["ssoq4r8s2t6u9v3w7x1y5z0a2b4c", sessionPattern],
    ["us-west-2_a1b2c3d4-5678-90ab-cdef-000011112222", devicePattern],
    ["a+b_c-1", eventPattern],
    ["x".repeat(50), eventPattern],
  ])("takes %s", (id, pattern) => {
    expect(() => {
      checkId(id, "id", pattern);
    }).not.toThrow();
  });

  it.each([
    ...["", " ", "a b", "a\n", "\u0000", "a/b", "ä", "\ud800", "x".repeat(129)].flatMap((id) =>
      [sessionPattern, devicePattern, eventPattern].map((pattern) => [id, pattern] as const),
    ),
    ["Brand-New-Passw0rd", sessionPattern],
    ["tknM5K9P2Q7R4S8T1V6W3X0Y5Z2B", sessionPattern],
    ["Brand-New-Passw0rd", devicePattern],
    [`eu-west-1_${"a".repeat(46)}`, devicePattern],
    ["x".repeat(51), eventPattern],
  ] as const)("refuses %j by %p", (id, pattern) => {
    expect(() => {
      checkId(id, "id", pattern);
    }).toThrow(GatewayError);
  });
});
