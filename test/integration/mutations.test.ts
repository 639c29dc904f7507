import { factsOf } from "../../src/authorization/actions.js";
import { operationFacts } from "../../src/cognito/records/operations.js";
import type { FaultKind } from "../../src/local-pool/handles/faults.js";
import { FaultyDisk } from "../support/audit-samples.js";
import type { FaultPlan } from "../support/faulty-proxy.js";
import { userOf } from "../support/local-pool-client.js";
import {
  type Battery,
  fieldsOfAnswer,
  startBattery,
  stateIn,
  titledWays,
  verdictOf,
  type Way,
} from "../support/mutation-battery.js";
import { suits } from "../support/mutation-samples.js";
import { customers } from "../support/sample-seed.js";
import { until } from "../support/until.js";
import { wireFaults } from "../support/wire-faults.js";

// What the gateway promises of a mutation, proved for each row of `mutations` and each action that it can amount to. A
// further mutation needs a sample in `mutation-samples.ts` and nothing here.

/** What goes wrong between the gateway and the pool with the next call of this user's. */
const onWire = new Map<
  string,
  { readonly operation: string; readonly fault: ReturnType<FaultPlan> }
>();

const plan: FaultPlan = (operation, username) => {
  const planned = onWire.get(username);
  if (planned?.operation !== operation) return undefined;
  onWire.delete(username);
  return planned.fault;
};

const short = { readAttemptTimeoutMs: 300, readDeadlineMs: 800, writeDeadlineMs: 300 };

/** Exceptions that AWS raises when it has done what it was asked for, or may have, whatever that was. */
const comingAfter = [
  ...["UserLambdaValidationException", "UnexpectedLambdaException"],
  ...["InvalidLambdaResponseException", "CodeDeliveryFailureException"],
  ...["InvalidSmsRoleAccessPolicyException", "InvalidSmsRoleTrustRelationshipException"],
  "InvalidEmailRoleAccessPolicyException",
];

/** Fields that calls of their own tell, made anew after the write: no read-back is needed for what it does to them. */
const toldAnew: ReadonlySet<string> = new Set([
  ...["authFactors", "sessions", "devices", "authEvents", "lastActiveAt"],
]);

type Answer = Awaited<ReturnType<Battery["perform"]>>;

let battery: Battery;

beforeAll(async () => {
  battery = await startBattery({ plan, config: { limits: short, admin: { port: 0 } } });
});

beforeEach(() => {
  battery.gateway.pool.faults.clear();
  battery.gateway.pool.ledger.clear();
});

afterAll(async () => {
  await battery.stop();
});

const isApplied = (way: Way, username: string, on: Battery = battery) =>
  on.isApplied(way, username);

const stateOf = ({ UserStatus, Enabled }: Awaited<ReturnType<typeof userOf>>) => ({
  status: UserStatus!,
  enabled: Enabled ?? true,
});

/** Codes that a caller gets for who they are, and who the target is. */
const permissionCodes = /FORBIDDEN|OUT_OF_SCOPE_USER|SELF_TARGET|FEDERATED_USER/;

/** The records of the audit log that are about this user, and the results that belong to them. */
const recordsOf = (username: string, { gateway }: Battery = battery) => {
  const records = gateway.auditRecords();
  const intents = records.filter(
    ({ target }) => (target as { username?: string } | undefined)?.username === username,
  );
  const ids = new Set(intents.map(({ id }) => id));
  return records.filter(({ id, kind }) => ids.has(id) && (kind === "intent" || kind === "result"));
};

/** Both attempts of the next read of a user fail, once this write has come. */
function failReadAfter(operation: string): void {
  const { faults } = battery.gateway.pool;
  faults.add({
    operation,
    kind: "run",
    run: () => {
      faults.add({ operation: "AdminGetUser", kind: "internal-error", times: 2 });
    },
  });
}

/** Nobody has done anything: no call that changes something was made, and nothing has changed. */
async function expectUntouched(way: Way, username: string): Promise<void> {
  expect(battery.writes(way)).toBe(0);
  expect(recordsOf(username)).toEqual([]);
  expect(await isApplied(way, username)).toBe(false);
}

describe.each(titledWays)("%s", (_title, way) => {
  const { field, sample, action } = way;
  const { operation } = sample;
  const facts = factsOf(action);
  const fields = fieldsOfAnswer(way);
  const outside = [...fields.keys()].filter((name) => !field.leaves.has(name));
  /** Costs a read-back, if anything does. */
  const readField =
    fields.get(outside.find((name) => fields.get(name) === name) ?? "") ?? "__typename";
  const isSettled = field.kind === "STATE" || field.kind === "DELETE";
  const { isDeletion, isReadBackAlways } = field;
  const isReadBack = !isDeletion && !field.isAnswered;

  describe("for callers who may not", () => {
    it("is 401 without a token, and nothing is asked of Cognito", async () => {
      const username = battery.newUser(way);
      const body = {
        query: sample.document("__typename"),
        variables: { poolId: "customers", username, ...way.variables },
      };
      const answer = await battery.gateway.post(JSON.stringify(body));
      expect([answer.httpStatus, answer.data]).toEqual([401, undefined]);
      expect(answer.errors?.map(({ extensions }) => extensions.code)).toEqual(["UNAUTHENTICATED"]);
      expect(battery.calls()).toEqual([]);
      await expectUntouched(way, username);
    });

    it.each(["nobody", way.otherRole])(
      "is FORBIDDEN to %s, the same for every user and pool, and nothing is asked of Cognito",
      async (as) => {
        const username = battery.newUser(way);
        const headers = { "x-request-id": "same" };
        await battery.perform(way, username, { as });
        battery.gateway.pool.ledger.clear();
        const told = new Set<string>();
        for (const [poolId, name] of [
          ["customers", username],
          ["customers", "not-there"],
          [customers, "guarded"],
          ["mailers", username],
          ["eu-west-1_Nowhere", username],
        ] as const) {
          const answer = await battery.perform(way, name, { as, poolId, headers });
          expect(verdictOf(answer)).toBe("FORBIDDEN NOT_APPLIED");
          told.add(answer.text);
        }
        expect(told.size).toBe(1);
        expect(battery.calls()).toEqual([]);
        await expectUntouched(way, username);
      },
    );

    it("is USER_NOT_FOUND for nobody's name to those who may look users up", async () => {
      expect(verdictOf(await battery.perform(way, "not-there"))).toBe("USER_NOT_FOUND NOT_APPLIED");
      expect(battery.writes(way)).toBe(0);
    });

    it("is FORBIDDEN to the others, the same and after the same calls as for a user out of reach", async () => {
      const ask = { as: "blind", headers: { "x-request-id": "same" } };
      const told = new Set<string>();
      for (const name of ["not-there", battery.newUser(way, { groups: ["staff"] })]) {
        battery.gateway.pool.ledger.clear();
        const answer = await battery.perform(way, name, ask);
        expect(verdictOf(answer)).toBe("FORBIDDEN NOT_APPLIED");
        told.add([...battery.calls(), answer.text].join(" "));
      }
      expect([...told]).toEqual([expect.stringMatching(/^AdminGetUser AdminListGroupsForUser \{/)]);
    });

    it.each([
      ["of higher rank", "staff"],
      ["in a group that nobody has ranked", "unranked"],
    ])("is OUT_OF_SCOPE_USER for a user %s", async (_who, group) => {
      const username = battery.newUser(way, { groups: [group] });
      const answer = await battery.perform(way, username);
      expect(verdictOf(answer)).toBe("OUT_OF_SCOPE_USER NOT_APPLIED");
      await expectUntouched(way, username);
    });

    it("is SELF_TARGET for oneself", async () => {
      const answer = await battery.perform(way, "doer", { poolId: "admins" });
      expect(verdictOf(answer)).toBe("SELF_TARGET NOT_APPLIED");
      expect(battery.writes(way)).toBe(0);
    });

    it("is FEDERATED_USER for a user of an identity provider where it is for local users", async () => {
      if (facts.isForLocalUsers !== true) return;
      for (const as of ["doer", "linker"]) {
        const username = battery.newUser(way, { status: "EXTERNAL_PROVIDER" });
        const answer = await battery.perform(way, username, { as });
        expect(verdictOf(answer)).toBe("FEDERATED_USER NOT_APPLIED");
        await expectUntouched(way, username);
      }
    });

    it.each([
      ["protected", facts.protectedGrant, "guardian", "OUT_OF_SCOPE_USER"],
      ["federated", facts.federatedGrant, "linker", "FEDERATED_USER"],
    ] as const)(
      "needs for a %s user the grant %s and no other",
      async (kind, grant, holder, code) => {
        const newTarget = () =>
          kind === "protected"
            ? battery.newUser(way, { groups: ["break-glass"] })
            : battery.newUser(way, { status: "EXTERNAL_PROVIDER" });
        const username = newTarget();
        const verdict = verdictOf(await battery.perform(way, username));
        if (kind === "federated" && facts.isForLocalUsers === true) return;
        if (grant === undefined) {
          const isSuitable = suits(sample, { ...sample.before, status: "EXTERNAL_PROVIDER" });
          expect(verdict).toBe(isSuitable ? "done" : "INVALID_USER_STATE NOT_APPLIED");
          return;
        }
        expect(verdict).toBe(`${code} NOT_APPLIED`);
        await expectUntouched(way, username);
        const other = kind === "protected" ? "linker" : "guardian";
        expect(verdictOf(await battery.perform(way, newTarget(), { as: other }))).toBe(
          `${code} NOT_APPLIED`,
        );
        const permitted = newTarget();
        expect(verdictOf(await battery.perform(way, permitted, { as: holder }))).toBe("done");
        expect(battery.writes(way, permitted)).toBe(1);
      },
    );
  });

  describe("allowedActions", () => {
    const targets: readonly (readonly [string, Parameters<Battery["newUser"]>[1]])[] = [
      ["an ordinary user", {}],
      ["a disabled user", { enabled: false }],
      ["an unconfirmed user", { status: "UNCONFIRMED" }],
      ["a colleague of rank 80", { groups: ["buyers", "staff"] }],
      ["a protected user", { groups: ["break-glass"] }],
      ["a user in a group without rank", { groups: ["unranked"] }],
      ["a federated user", { status: "EXTERNAL_PROVIDER" }],
    ];
    const callers = ["ada", "henry", "audrey", "fiona", "paula", "doer", "guardian", "linker"];

    it.each(targets)("say of %s what it then does, whoever asks", async (_who, more) => {
      for (const as of callers) {
        const username = battery.newUser(way, more);
        const { data } = await battery.query(
          as,
          `query($u: String!) { user(poolId: "customers", username: $u) { allowedActions } }`,
          { u: username },
        );
        const { allowedActions } = data?.["user"] as { allowedActions: readonly string[] };
        const verdict = verdictOf(await battery.perform(way, username, { as }));
        const isAllowed = [action, ...(sample.further ?? [])].every((needed) =>
          allowedActions.includes(factsOf(needed).shownAs?.name ?? ""),
        );
        expect([as, !permissionCodes.test(verdict)]).toEqual([as, isAllowed]);
        const isDone = isAllowed && suits(sample, { ...sample.before, ...more });
        expect([as, verdict === "done"]).toEqual([as, isDone]);
        expect([as, battery.writes(way, username)]).toEqual([as, isDone ? 1 : 0]);
      }
    });
  });

  describe("that is permitted", () => {
    it("is one write, on the canonical username, by whatever name the user was asked for", async () => {
      const username = battery.newUser(way);
      const answer = await battery.perform(way, `${username}@example.com`);
      expect(verdictOf(answer)).toBe("done");
      expect(battery.calls()).toEqual([
        ...["AdminGetUser", "AdminListGroupsForUser", operation],
        ...(sample.second === undefined ? [] : [sample.second]),
        ...(isReadBackAlways ? ["AdminGetUser"] : []),
      ]);
      expect(battery.writes(way, username)).toBe(1);
      expect(await isApplied(way, username)).toBe(true);
    });

    it("has in the audit log an intent before it with the state, and a result after it", async () => {
      const username = battery.newUser(way);
      await battery.perform(way, username, { fields: readField });
      const [intent, result, ...others] = recordsOf(username);
      expect(others).toEqual([]);
      expect(intent).toMatchObject({
        kind: "intent",
        action,
        target: {
          kind: "user",
          poolId: customers,
          username,
          groups: ["buyers"],
          before: {
            status: sample.before.status ?? "CONFIRMED",
            enabled: sample.before.enabled ?? true,
          },
        },
        decidedBy: ["battery-doer"],
      });
      expect(result).toMatchObject({ kind: "result", outcome: "APPLIED" });
      if (isDeletion) return;
      const { UserStatus, Enabled } = await userOf(battery.gateway.pool, customers, username);
      expect(result?.["after"]).toEqual({ status: UserStatus, enabled: Enabled });
    });

    it("leaves every field as it is that it says it leaves", async () => {
      const username = battery.newUser(way);
      const isLeft = (name: string) => field.leaves.has(name) && !toldAnew.has(name);
      const read = async () => {
        const { data, errors } = await battery.query(
          "doer",
          `query($u: String!) { user(poolId: "customers", username: $u) { ${[...fields.values()].join(" ")} } }`,
          { u: username },
        );
        expect(errors).toBeUndefined();
        const all = data?.["user"] as Readonly<Record<string, unknown>>;
        return Object.entries(all).filter(([name]) => isLeft(name));
      };
      const before = await read();
      // Each has a value that could get lost.
      expect(before.filter(([, value]) => value === null)).toEqual([]);
      expect(before.map(([name]) => name).sort()).toEqual(
        [...field.leaves].filter((name) => name !== "__typename" && isLeft(name)).sort(),
      );
      const left = [...fields].filter(([name]) => isLeft(name));
      const answer = await battery.perform(way, username, {
        fields: left.map(([, selection]) => selection).join(" "),
      });
      expect(stateIn(way, answer)).toEqual(Object.fromEntries(before));
      expect(await isApplied(way, username)).toBe(true);
      if (!isDeletion) expect(await read()).toEqual(before);
    });

    it.each([...fields])(
      "reads %s back if it can have changed it, and else does not",
      async (name, selection) => {
        const username = battery.newUser(way);
        const { errors } = await battery.perform(way, username, { fields: selection });
        expect(errors).toBeUndefined();
        const calls = battery.calls(username);
        const after = calls.slice(calls.indexOf(operation) + 1);
        const isRead = isReadBack && (isReadBackAlways || !field.leaves.has(name));
        expect(after.filter((call) => call === "AdminGetUser")).toHaveLength(isRead ? 1 : 0);
      },
    );

    it("answers as the pool then has it", async () => {
      const username = battery.newUser(way);
      const selection = [...fields.values()].join(" ");
      const answer = await battery.perform(way, username, { fields: selection });
      if (isDeletion) return;
      const { data: read } = await battery.query(
        "doer",
        `query($u: String!) { user(poolId: "customers", username: $u) { ${selection} } }`,
        { u: username },
      );
      const { temporaryPassword: _, ...now } = read?.["user"] as Record<string, unknown>;
      expect(stateIn(way, answer)).toEqual(expect.objectContaining(now));
    });

    it("is done though the read-back fails, and warns of that", async () => {
      const username = battery.newUser(way);
      failReadAfter(operation);
      const answer = await battery.perform(way, username, { fields: readField });
      expect(answer.errors).toBeUndefined();
      battery.gateway.pool.faults.clear();
      const warned = (answer.extensions?.warnings ?? []).map(({ code }) => code);
      expect(warned).toEqual(isReadBack ? ["READBACK_FAILED"] : []);
      expect(await isApplied(way, username)).toBe(true);
      expect(recordsOf(username).at(-1)).toMatchObject({ kind: "result", outcome: "APPLIED" });
    });

    it("comes after the one before on the same user, and is judged again", async () => {
      const { pool } = battery.gateway;
      const username = battery.newUser(way);
      pool.faults.add({
        operation,
        kind: "run",
        run: async () => {
          // The second has judged the user as they were.
          await until(
            () => battery.calls().filter((call) => call === "AdminListGroupsForUser").length === 2,
            "both had looked",
          );
          battery.newUser(way, { username, groups: ["staff"] });
        },
      });
      const first = battery.perform(way, username);
      await until(() => battery.writes(way) === 1, "the first was sent");
      const second = battery.perform(way, `${username}@example.com`);
      expect(verdictOf(await first)).toBe("done");
      expect(verdictOf(await second)).toBe(
        isDeletion ? "USER_NOT_FOUND NOT_APPLIED" : "OUT_OF_SCOPE_USER NOT_APPLIED",
      );
      expect(battery.writes(way)).toBe(1);
    });
  });

  describe("that fails on its way", () => {
    interface Failure {
      /** Cognito has said that it was not done. */
      readonly isRefused?: boolean;
      /** It was done all the same. */
      readonly isDone?: boolean;
      /** What arrived is an acknowledgement as AWS documents it. */
      readonly isAcknowledged?: boolean;
    }

    const named = (type: string): FaultKind => ({ kind: "error", type, status: 400 });
    const inPool: readonly (readonly [string, FaultKind, Failure])[] = [
      ["a throttle", { kind: "throttle" }, { isRefused: true }],
      ...["AccessDeniedException", "InvalidParameterException", "UserNotFoundException"].map(
        (type) =>
          [type, named(type), field.appliedOn.has(type) ? {} : { isRefused: true }] as const,
      ),
      ...[...new Set([...field.appliedOn, ...comingAfter, "NeverHeardOfException"])]
        // A row that settles these itself has tests of its own.
        .filter((type) => !field.settledOn.has(type))
        .map((type) => [`${type}, after which it may be done`, named(type), {}] as const),
      ["an internal error", { kind: "internal-error" }, {}],
      ["a 503", { kind: "unavailable" }, {}],
      ["no answer", { kind: "hang" }, {}],
      ["no answer, though done", { kind: "hang-after" }, { isDone: true }],
      ["a cut connection", { kind: "cut-before" }, {}],
      ["a cut connection, though done", { kind: "cut-after" }, { isDone: true }],
      ["garbage, though done", { kind: "garbage" }, { isDone: true }],
    ];

    /** Done when it was acknowledged; open when nothing tells, unless a state can be read that proves it done. */
    async function expectTruth(username: string, answer: Answer, failure: Failure): Promise<void> {
      const { isRefused = false, isDone = false, isAcknowledged = false } = failure;
      const [intent, result, ...others] = recordsOf(username);
      expect([intent?.kind, result?.kind, others]).toEqual(["intent", "result", []]);
      expect(await isApplied(way, username)).toBe(isDone);
      if (isDone && (isAcknowledged || isSettled)) {
        expect(verdictOf(answer)).toBe("done");
        expect(result?.["outcome"]).toBe("APPLIED");
        expect(result?.["settledBy"]).toBe(isAcknowledged ? undefined : "read-back");
        return;
      }
      const outcome = isRefused ? "NOT_APPLIED" : "UNKNOWN";
      const [error, ...more] = answer.errors ?? [];
      expect(more).toEqual([]);
      expect(error?.extensions).toMatchObject({ outcome, auditId: intent?.["id"] });
      expect(result).toMatchObject({ outcome, code: error?.extensions.code });
      // To be tried again is only what certainly was not done.
      if (!isRefused) expect(error?.extensions["retryable"]).toBe(false);
    }

    it.each(inPool)("with %s is told as what is known of it", async (_what, fault, failure) => {
      const username = battery.newUser(way);
      battery.gateway.pool.faults.add({ operation, username, ...fault });
      const answer = await battery.perform(way, username);
      await expectTruth(username, answer, failure);
      expect(battery.writes(way, username)).toBe(1);
    });

    // The same call goes the same way, whatever it amounts to: of those with one operation the first meets all of them.
    const isFirst =
      titledWays.find(([, other]) => other.sample.operation === operation)?.[1] === way;
    const faultsOnWire = Object.entries(wireFaults).slice(0, isFirst ? undefined : 1);

    // With the request id of AWS these are as it documents them.
    const acknowledgements = field.isAnswered
      ? []
      : ["an empty 200", "200 in zipped bytes that are none"];

    it.each(
      faultsOnWire.flatMap(([name, fault]) => [
        [name, "before it was done", fault, {}] as const,
        [
          name,
          "though done",
          fault,
          { isDone: true, isAcknowledged: acknowledgements.includes(name) },
        ] as const,
      ]),
    )(
      "with %s, %s, is told as what is known of it",
      async (_what, _when, fault, failure: Failure) => {
        const username = battery.newUser(way);
        const reachesPool = failure.isDone === true;
        onWire.set(username, { operation, fault: { reachesPool, fault } });
        await expectTruth(username, await battery.perform(way, username), failure);
        expect(onWire.has(username)).toBe(false);
      },
    );

    it("stays UNKNOWN when the read that could settle it fails", async () => {
      const username = battery.newUser(way);
      failReadAfter(operation);
      onWire.set(username, { operation, fault: { reachesPool: true, fault: wireFaults["204"]! } });
      expect(verdictOf(await battery.perform(way, username))).toMatch(/ UNKNOWN$/);
      battery.gateway.pool.faults.clear();
    });

    it("stays UNKNOWN when all was before as it would be after it", async () => {
      if (field.kind === "DELETE" || field.kind === "CREATE") return;
      // Once it is done its condition does not hold any more.
      if (field.kind === "STATE" && sample.needs !== undefined) return;
      const username = battery.newUser(way);
      await battery.perform(way, username);
      if (!suits(sample, stateOf(await userOf(battery.gateway.pool, customers, username)))) {
        // It can be done once.
        expect(verdictOf(await battery.perform(way, username))).toBe(
          "INVALID_USER_STATE NOT_APPLIED",
        );
        return;
      }
      battery.gateway.pool.faults.add({ operation, username, kind: "cut-after" });
      expect(verdictOf(await battery.perform(way, username))).toMatch(/ UNKNOWN$/);
    });
  });

  describe("within limits", () => {
    let limited: Battery;

    beforeAll(async () => {
      const limits = { mutationsPerCallerPerMinute: 4, mutationsPerTargetPerMinute: 2 };
      limited = await startBattery({ config: { limits } });
    });

    afterAll(async () => {
      await limited.stop();
    });

    const expectLimited = (answer: Answer) => {
      expect(verdictOf(answer)).toBe("RATE_LIMITED NOT_APPLIED");
      expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    };

    it("is sent again after a throttle; then RATE_LIMITED for the user, and for the caller", async () => {
      const { pool } = limited.gateway;
      const [one, other] = [limited.newUser(way), limited.newUser(way)];
      pool.faults.add({ operation, kind: "throttle" });
      expect(verdictOf(await limited.perform(way, one))).toBe("done");
      expect(limited.writes(way, one)).toBe(2);
      expect(recordsOf(one, limited).map(({ kind }) => kind)).toEqual(["intent", "result"]);

      limited.newUser(way, { username: one });
      expect(verdictOf(await limited.perform(way, one))).toBe("done");
      limited.newUser(way, { username: one });
      pool.ledger.clear();
      // By another name it is the same user.
      const ofTarget = await limited.perform(way, `${one}@example.com`);
      expectLimited(ofTarget);
      expect(limited.writes(way, one)).toBe(0);
      expect(await isApplied(way, one, limited)).toBe(false);

      expect(verdictOf(await limited.perform(way, other))).toBe("done");
      pool.ledger.clear();
      const ofCaller = await limited.perform(way, limited.newUser(way));
      expectLimited(ofCaller);
      expect(limited.calls()).toEqual([]);
    });
  });

  describe("that carries secrets", () => {
    it("names them in its sample, if its operation alone carries any", () => {
      const { secrets, secretsTold = [] } = sample;
      const isSecret = secrets.length + secretsTold.length > 0;
      // The invitation of somebody new can carry one, in another suite.
      const isShared = operation === "AdminCreateUser";
      expect(isSecret).toBe(operationFacts(operation).carriesSecret === true && !isShared);
    });

    it("tells one that it has made up in its answer, and shows it nowhere else", async () => {
      const { gateway } = battery;
      const { second, secretsTold = [] } = sample;
      const told: string[] = [];
      for (const name of secretsTold) {
        const ask = { fields: readField, besides: name };
        for (const kind of [null, "internal-error", "cut-after"] as const) {
          const username = battery.newUser(way);
          if (kind !== null && second !== undefined) {
            gateway.pool.faults.add({ operation: second, username, kind });
          }
          const { data, errors } = await battery.perform(way, username, ask);
          expect(errors).toBeUndefined();
          const secret = (data?.[way.name] as Readonly<Record<string, unknown>>)[name];
          expect(secret).toEqual(expect.stringMatching(/^.{16,}$/));
          told.push(String(secret));
        }
        // A field of the user that may not be seen does not take it along.
        const blind = await battery.perform(way, battery.newUser(way), {
          ...{ as: "blind", fields: "id", besides: name },
        });
        expect(verdictOf(blind)).toBe("FORBIDDEN APPLIED");
        expect(blind.data?.[way.name]).toEqual({
          [field.stateIn ?? ""]: null,
          [name]: expect.stringMatching(/^.{16,}$/) as string,
        });
        gateway.pool.faults.add({ operation, kind: "cut-after" });
        const lost = await battery.perform(way, battery.newUser(way), ask);
        expect(lost.data).toEqual({ [way.name]: null });
      }
      expect(new Set(told).size).toBe(told.length);
      const metrics = await (await fetch(`${gateway.adminUrl}/metrics`)).text();
      const shown = [gateway.logged(), JSON.stringify(gateway.auditRecords()), metrics].join(" ");
      expect(told.filter((secret) => shown.includes(secret))).toEqual([]);
    });

    it("shows them nowhere, whatever becomes of it", async () => {
      const { gateway } = battery;
      const texts: string[] = [];
      const kinds: readonly (FaultKind | null)[] = [
        null,
        ...(["throttle", "internal-error", "hang-after", "cut-after", "garbage"] as const).map(
          (kind) => ({ kind }),
        ),
        { kind: "error", type: "InvalidParameterException", status: 400 },
      ];
      for (const secret of sample.secrets) {
        const canary = `Canary-${secret}-7f3A`;
        const variables = { [secret]: canary };
        for (const kind of kinds) {
          const username = battery.newUser(way);
          if (kind !== null) gateway.pool.faults.add({ operation, username, ...kind });
          texts.push((await battery.perform(way, username, { variables, fields: readField })).text);
        }
        for (const value of [
          [canary],
          { [canary]: canary },
          `${canary}\ud800`,
          canary.repeat(30),
        ]) {
          const username = battery.newUser(way);
          const answer = await battery.perform(way, username, { variables: { [secret]: value } });
          expect(verdictOf(answer)).not.toBe("done");
          texts.push(answer.text);
        }
        for (const [as, name] of [
          ["nobody", battery.newUser(way)],
          ["doer", "not-there"],
          ["doer", canary],
          ["blind", "guarded"],
        ] as const) {
          texts.push((await battery.perform(way, name, { as, variables })).text);
        }
        const literal = sample.document("__typename").replace(`: $${secret}`, `: "${canary}"`);
        const all = { poolId: "customers", username: "confirmed", ...way.variables };
        texts.push((await battery.query("doer", literal, all)).text);
        expect(texts.at(-1)).toContain("LITERAL_SECRET");
      }
      const metrics = await (await fetch(`${gateway.adminUrl}/metrics`)).text();
      expect(metrics).toContain(operation);
      const shown = [...texts, gateway.logged(), JSON.stringify(gateway.auditRecords()), metrics];
      expect(shown.filter((text) => /canary-/i.test(text))).toEqual([]);
    });
  });
});

describe("the audit log on a disk that can hang", () => {
  let disk: FaultyDisk;
  let slow: Battery;

  beforeAll(async () => {
    disk = new FaultyDisk();
    slow = await startBattery({ auditFiles: disk });
  });

  afterAll(async () => {
    await slow.stop();
  });

  it.each(titledWays)(
    "%s is sent once its intent is durable, and answered once its result is",
    async (_title, way) => {
      const { operation } = way.sample;
      const username = slow.newUser(way);
      let isAnswered = false;
      let { syncs } = disk;
      let release = disk.hang();
      slow.gateway.pool.faults.add({
        operation,
        kind: "run",
        run: () => {
          // Who sent this had the intent in the file.
          expect(recordsOf(username, slow).map(({ kind }) => kind)).toEqual(["intent"]);
          ({ syncs } = disk);
          release = disk.hang();
        },
      });
      const answer = slow.perform(way, username).finally(() => (isAnswered = true));
      await until(() => disk.syncs > syncs, "the intent was about to be durable");
      expect(slow.writes(way, username)).toBe(0);
      release();
      await until(() => slow.writes(way, username) === 1, "it was sent");
      await until(() => disk.syncs > syncs, "the result was about to be durable");
      expect(isAnswered).toBe(false);
      release();
      expect(verdictOf(await answer)).toBe("done");
      expect(recordsOf(username, slow).map(({ kind }) => kind)).toEqual(["intent", "result"]);
    },
  );

  it.each(titledWays)(
    "%s is AUDIT_UNAVAILABLE, and not sent, when it cannot be written",
    async (_title, way) => {
      const username = slow.newUser(way);
      disk.onWrite = "EIO";
      expect(verdictOf(await slow.perform(way, username))).toBe("AUDIT_UNAVAILABLE NOT_APPLIED");
      expect(slow.writes(way, username)).toBe(0);
      disk.onWrite = null;
      await until(
        async () => verdictOf(await slow.perform(way, username)) === "done",
        "it was well",
      );
    },
  );
});
