import { mapBounded } from "../../src/loaders/map-bounded.js";
import type { FaultKind } from "../../src/local-pool/handles/faults.js";
import type { UserSeed } from "../../src/local-pool/seed/seed.js";
import { randomFrom } from "../support/canary-requests.js";
import type { FaultPlan } from "../support/faulty-proxy.js";
import {
  type Battery,
  startBattery,
  titledWays,
  verdictOf,
  type Way,
} from "../support/mutation-battery.js";
import { suits } from "../support/mutation-samples.js";
import { declaredExceptions } from "../support/sdk-declarations.js";
import {
  answerFaults,
  exceptionAnswer,
  type WireFault,
  wireFaults,
} from "../support/wire-faults.js";

// Every mutation, with every exception that the SDK declares for its operation and whatever the network does to it, before it is
// done and after: what is told must be what has happened. The pool itself says what has happened.

const count = Number(process.env["MUTATION_RUNS"] ?? 120);
const seed = Number(process.env["MUTATION_SEED"] ?? Date.now() % 2 ** 31);
const atOnce = 16;

/** AWS raises these once the change may have been made; all others before it. By hand, from AWS's pages and public reports. */
const late: ReadonlySet<string> = new Set([
  "CodeDeliveryFailureException",
  "InternalErrorException",
  "InvalidEmailRoleAccessPolicyException",
  "InvalidLambdaResponseException",
  "InvalidSmsRoleAccessPolicyException",
  "InvalidSmsRoleTrustRelationshipException",
  "UnexpectedLambdaException",
  "UserLambdaValidationException",
]);

const statusOf = (name: string): number => (name === "InternalErrorException" ? 500 : 400);

/** What goes wrong with a write, and whether it is done all the same. */
interface Trouble {
  readonly name: string;
  readonly isDone: boolean;
  readonly inPool?: FaultKind;
  readonly onWire?: WireFault;
}

function troublesOf(operation: string): readonly Trouble[] {
  const exceptions = declaredExceptions(operation);
  const inPool = (isDone: boolean, ...kinds: readonly FaultKind[]): readonly Trouble[] =>
    kinds.map((kind) => ({ name: kind.kind, isDone, inPool: kind }));
  const onWire = (isDone: boolean, faults: Readonly<Record<string, WireFault>>) =>
    Object.entries(faults).map(([name, fault]) => ({ name, isDone, onWire: fault }));
  return [
    { name: "nothing", isDone: true },
    ...exceptions.map((type) => ({
      name: type,
      isDone: false,
      inPool: { kind: "error", type, status: statusOf(type) } as const,
    })),
    ...exceptions
      .filter((type) => late.has(type))
      .map((type) => ({
        name: `${type}, though done`,
        isDone: true,
        onWire: exceptionAnswer(type, statusOf(type)),
      })),
    ...inPool(false, { kind: "unavailable" }, { kind: "hang" }, { kind: "cut-before" }),
    ...inPool(true, { kind: "throttle" }, { kind: "hang-after" }, { kind: "cut-after" }),
    ...inPool(true, { kind: "garbage" }),
    ...onWire(false, wireFaults),
    ...onWire(true, { ...wireFaults, ...answerFaults }),
  ];
}

const planned = new Map<string, { readonly operation: string; readonly trouble: Trouble }>();

const plan: FaultPlan = (operation, username) => {
  const { trouble, operation: meant } = planned.get(username) ?? {};
  if (meant !== operation || trouble?.onWire === undefined) return undefined;
  planned.delete(username);
  return { reachesPool: trouble.isDone, fault: trouble.onWire };
};

let battery: Battery;

beforeAll(async () => {
  const limits = {
    ...{ readAttemptTimeoutMs: 300, readDeadlineMs: 800, writeDeadlineMs: 300 },
    // What the faults of one do must not refuse another.
    ...{ breakerFaults: 1_000_000, writesUnderWay: 2 * atOnce, placeWaitMs: 5000 },
  };
  battery = await startBattery({ plan, config: { limits } });
});

afterAll(async () => {
  await battery.stop();
});

/** What was told, and what has happened. */
interface Told {
  readonly verdict: string;
  readonly outcome: "done" | "NOT_APPLIED" | "APPLIED" | "UNKNOWN";
  readonly isApplied: boolean;
  readonly writes: number;
}

async function tell(way: Way, username: string, trouble: Trouble): Promise<Told> {
  const { operation } = way.sample;
  if (trouble.inPool !== undefined) {
    battery.gateway.pool.faults.add({ operation, username, ...trouble.inPool });
  }
  planned.set(username, { operation, trouble });
  const answer = await battery.perform(way, username);
  planned.delete(username);
  const verdict = verdictOf(answer);
  const [, outcome = "done"] = verdict.split(" ");
  return {
    verdict,
    outcome: outcome as Told["outcome"],
    isApplied: await battery.isApplied(way, username),
    writes: battery.writes(way, username),
  };
}

/** By username, what the audit log says that became of each mutation. */
function resultsByUser(): ReadonlyMap<string, readonly unknown[]> {
  const users = new Map<unknown, string>();
  const results = new Map<string, unknown[]>();
  for (const record of battery.gateway.auditRecords()) {
    const { username } = (record["target"] ?? {}) as { readonly username?: string };
    if (username !== undefined) users.set(record["id"], username);
    if (record.kind !== "result") continue;
    const user = users.get(record["id"]) ?? "";
    results.set(user, [...(results.get(user) ?? []), record["outcome"]]);
  }
  return results;
}

/** What is false in what was told; nothing when all is true. */
function lies(
  { outcome, isApplied, writes }: Told,
  trouble: Trouble,
  results: readonly unknown[] = [],
): readonly string[] {
  const isThrottled = /Throttl|TooManyRequests/i.test(trouble.name);
  return [
    ...(outcome === "NOT_APPLIED" && isApplied ? ["it was applied"] : []),
    ...((outcome === "done" || outcome === "APPLIED") && !isApplied ? ["it was not applied"] : []),
    ...(writes > (isThrottled ? 2 : 1) ? [`it was sent ${writes} times`] : []),
    ...(results.length > 1 ? ["it has two results"] : []),
    ...(writes > 0 && results[0] !== (outcome === "done" ? "APPLIED" : outcome)
      ? [`the audit log says ${String(results[0])}`]
      : []),
  ];
}

describe.each(titledWays)("%s", (_title, way) => {
  const { operation } = way.sample;
  const isSettled = way.field.kind === "STATE" || way.field.kind === "DELETE";
  const { settledOn } = way.field;

  it.each(declaredExceptions(operation))("tells the truth of %s", async (type) => {
    const before = battery.newUser(way);
    const refused = { name: type, isDone: false };
    const told = await tell(way, before, {
      ...refused,
      inPool: { kind: "error", type, status: statusOf(type) },
    });
    expect(lies(told, refused, resultsByUser().get(before))).toEqual([]);
    if (!settledOn.has(type)) {
      expect(told.outcome).toBe(late.has(type) ? "UNKNOWN" : "NOT_APPLIED");
    }
    if (!late.has(type)) return;
    const after = battery.newUser(way);
    const done = { name: type, isDone: true, onWire: exceptionAnswer(type, statusOf(type)) };
    const toldAfter = await tell(way, after, done);
    expect(lies(toldAfter, done, resultsByUser().get(after))).toEqual([]);
    expect(toldAfter.isApplied).toBe(true);
    if (!settledOn.has(type)) expect(toldAfter.outcome).toBe(isSettled ? "done" : "UNKNOWN");
  });
});

describe("any mutation on any user, whatever goes wrong", () => {
  const statuses = ["CONFIRMED", "UNCONFIRMED", "FORCE_CHANGE_PASSWORD", "RESET_REQUIRED"] as const;

  it(`tells no lie in ${count} runs`, async () => {
    const random = randomFrom(seed);
    const oneOf = <Item>(items: readonly Item[]): Item => {
      const item = items[Math.floor(random() * items.length)];
      if (item === undefined) throw new Error("There is nothing to choose from.");
      return item;
    };
    const runs = Array.from({ length: count }, () => {
      const [title, way] = oneOf(titledWays);
      const trouble = oneOf(troublesOf(way.sample.operation));
      // Whether a password was set is told by a sign-in, which a disabled user could not make.
      const state: Partial<UserSeed> = random() < 0.8 ? {} : { status: oneOf(statuses) };
      return { title, way, trouble, state };
    });
    const outcomes = new Map<string, number>();
    const found = await mapBounded(runs, atOnce, async ({ title, way, trouble, state }) => {
      const username = battery.newUser(way, state);
      // Nothing can be told of a write that changes nothing.
      const isSuitable = suits(way.sample, { ...way.sample.before, ...state });
      if (!isSuitable || (await battery.isApplied(way, username))) return [];
      const told = await tell(way, username, trouble);
      outcomes.set(told.outcome, (outcomes.get(told.outcome) ?? 0) + 1);
      return [{ title, trouble, told, username }];
    });
    const results = resultsByUser();
    const told = found
      .flat()
      .flatMap(({ title, trouble, told: answer, username }) =>
        lies(answer, trouble, results.get(username)).map((lie) => [
          title,
          trouble.name,
          answer,
          lie,
        ]),
      );
    expect({ seed, lies: told }).toEqual({ seed, lies: [] });
    // The runs are about something: each outcome has come.
    expect([...outcomes.keys()].sort()).toEqual(["NOT_APPLIED", "UNKNOWN", "done"]);
    const counts = [...outcomes].map(([outcome, times]) => `${times} ${outcome}`).join(", ");
    // eslint-disable-next-line no-console -- counts are printed, as the other long tests do
    console.log(`${count} runs (MUTATION_SEED=${seed}): ${counts}, no lie.`);
  }, 3_600_000);
});
