import { readFileSync } from "node:fs";
import {
  type Expr,
  type PolicyJson,
  policyToJson,
  policyToText,
} from "@cedar-policy/cedar-wasm/nodejs";
import fc from "fast-check";
import { Access } from "../../src/authorization/access.js";
import {
  type Action,
  actions,
  isAboutAttribute,
  readFamilies,
  writeFamilies,
} from "../../src/authorization/actions.js";
import { poolEntity } from "../../src/authorization/cedar-entities.js";
import { PolicyError } from "../../src/authorization/policy-error.js";
import {
  readPolicies,
  sampleRolesFile,
  targetRulesFile,
} from "../../src/authorization/policy-files.js";
import { PolicySet } from "../../src/authorization/policy-set.js";
import type { PolicySource } from "../../src/authorization/policy-source.js";
import type { PoolResource, Target } from "../../src/authorization/resources.js";
import { naivelyMay, naiveRefusal, type World, writes } from "./naive-rules.js";

/** How many worlds are judged; every mutation of a policy meets a fixed sample besides. */
const runs = Number(process.env["PROPERTY_RUNS"] ?? 5000);
const timeoutMs = 30_000 + runs * 10;
const sampleSize = 4000;

const actionNames = Object.keys(actions) as Action[];

/** Names that an object has by itself, that mean something elsewhere, or that look like another. */
const trickyNames = [
  ..."constructor __proto__ toString hasOwnProperty valueOf * Admin ADMIN".split(" "),
  ...["", " ", "admin ", "admin,helpdesk", "аdmin", "admin\0", 'Role::"admin"', 'admin", "x'],
];
const aTrickyName = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...trickyNames) },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme", maxLength: 12 }) },
);
const aName = (...usual: readonly string[]) =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...usual) },
    { weight: 1, arbitrary: aTrickyName },
  );
const aRole = aName(
  "admin",
  "helpdesk",
  "auditor",
  "federated-password",
  "protected-password",
  "user-deleter",
  "contact-voucher",
);
const aGroup = aName("buyers", "staff", "break-glass", "admin", "unjudged");

const aRank = fc.oneof(
  fc.constantFrom(0, 1, 10, 50, 100, 999, 1000),
  fc.integer({ min: 0, max: 1000 }),
);
const ranksOf = (name: fc.Arbitrary<string>, min: number) =>
  fc
    .array(fc.tuple(name, aRank), { minLength: min, maxLength: 6 })
    .map((entries): Readonly<Record<string, number>> => Object.fromEntries(entries));

const here = "eu-west-1_Here";
const there = "eu-west-1_There";
const unconfigured = "eu-west-1_Unknown";
const aPoolId = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(here, there) },
  { weight: 1, arbitrary: fc.constant(unconfigured) },
);
const aSubject = fc.constantFrom("sub-1", "sub-2", "", "__proto__");

const aPool = (id: string, alias: string): fc.Arbitrary<PoolResource> =>
  fc.record({
    id: fc.constant(id),
    alias: fc.constant(alias),
    region: fc.constant("eu-west-1"),
    groupRanks: fc.oneof(
      ranksOf(aGroup, 0),
      fc
        .tuple(ranksOf(aGroup, 2), aRank)
        .map(([ranks, others]) => Object.fromEntries([...Object.entries(ranks), ["*", others]])),
    ),
    protectedGroups: fc.array(aGroup, { maxLength: 2 }),
    writes: fc.oneof(fc.constant(writeFamilies), fc.subarray([...writeFamilies])),
    shows: fc.oneof(fc.constant(readFamilies), fc.subarray([...readFamilies])),
  });

const aTarget: fc.Arbitrary<Target> = fc.record({
  poolId: aPoolId,
  username: aTrickyName,
  subject: fc.oneof(
    { weight: 15, arbitrary: aSubject },
    { weight: 1, arbitrary: fc.constant(null) },
  ),
  status: fc.oneof(
    fc.constantFrom("CONFIRMED", "FORCE_CHANGE_PASSWORD", "UNCONFIRMED", "RESET_REQUIRED"),
    fc.constantFrom("EXTERNAL_PROVIDER", "EXTERNAL_PROVIDER", "external_provider", ""),
  ),
  enabled: fc.boolean(),
  groups: fc.array(aGroup, { maxLength: 3 }),
});

/** The attribute is stated where it belongs, except now and then. */
const aQuestion: fc.Arbitrary<World["asked"]> = fc
  .record({
    action: fc.constantFrom(...actionNames),
    poolId: fc.oneof(
      { weight: 9, arbitrary: aPoolId },
      { weight: 1, arbitrary: fc.constant(undefined) },
    ),
    name: fc.oneof(fc.constantFrom("email", "custom:tier", "sub"), aTrickyName),
    isOdd: fc.nat(19).map((number) => number === 0),
  })
  .map(({ action, poolId, name, isOdd }) => ({
    action,
    ...(poolId === undefined ? {} : { poolId }),
    ...(isAboutAttribute(action) === isOdd ? {} : { attribute: name }),
  }));

const aWorld: fc.Arbitrary<World> = fc.record({
  caller: fc.record({
    subject: aSubject,
    issuer: fc.constantFrom("https://a.example.com", "https://b.example.com"),
    roles: fc.array(aRole, { maxLength: 4 }),
    subjectPoolIds: fc.subarray([here, there, unconfigured]),
  }),
  roleRanks: ranksOf(aRole, 0),
  pools: fc.tuple(aPool(here, "here"), aPool(there, "there")),
  asked: aQuestion,
  write: fc.constantFrom(...writes),
  target: aTarget,
});

interface Verdict {
  readonly may: boolean;
  readonly refusal: string | null;
}

const naively = (world: World): Verdict => ({
  may: naivelyMay(world),
  refusal: naiveRefusal(world),
});

/** What the gateway says by these policies. */
function judge(policies: PolicySet, { caller, roleRanks, pools, ...world }: World): Verdict {
  const known = pools.map(
    (resource) => [resource.id, { resource, entity: poolEntity(resource) }] as const,
  );
  const access = new Access(caller, { policies, pools: new Map(known), roleRanks });
  const { action, poolId, attribute } = world.asked;
  return {
    may: access.may(action, poolId, attribute),
    refusal: access.refusal(world.write, world.target),
  };
}

describe("a random world", () => {
  it(
    "is judged by the shipped policies as by rules written a second time",
    () => {
      const policies = PolicySet.read([sampleRolesFile]);
      const verdicts = new Map<string, number>();
      const property = fc.property(aWorld, (world) => {
        const expected = naively(world);
        expect(judge(policies, world)).toEqual(expected);
        for (const verdict of [`may: ${expected.may}`, `refusal: ${expected.refusal}`]) {
          verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
        }
      });
      fc.assert(property, { numRuns: runs });
      // What never happened has not been tested.
      const codes = ["null", "FORBIDDEN", "OUT_OF_SCOPE_USER", "SELF_TARGET", "FEDERATED_USER"];
      expect([...verdicts.keys()].sort()).toEqual(
        ["may: false", "may: true", ...codes.map((code) => `refusal: ${code}`)].sort(),
      );
    },
    timeoutMs,
  );
});

/** One change to the shipped policies. */
interface Mutation {
  readonly what: string;
  readonly policies: readonly PolicySource[];
}

const shipped = readPolicies([targetRulesFile, sampleRolesFile]);

function jsonOf({ text }: PolicySource): PolicyJson {
  const answer = policyToJson(text);
  if (answer.type === "failure") throw new Error("A shipped policy does not parse.");
  return answer.json;
}

function textOf(json: PolicyJson): string {
  const answer = policyToText(json);
  if (answer.type === "failure") throw new Error("A mutated policy has no text.");
  return answer.text;
}

/** One policy replaced, or taken away. */
const mutation = (what: string, policy: PolicySource, json: PolicyJson | null): Mutation => ({
  what: `${jsonOf(policy).annotations?.["id"]}: ${what}`,
  policies: shipped.flatMap((other) => {
    if (other !== policy) return [other];
    return json === null ? [] : [{ ...policy, text: textOf(json) }];
  }),
});

const without = <Item>(items: readonly Item[], index: number): Item[] =>
  items.filter((_, other) => other !== index);

const everything = { op: "All" } as const;

/** The two sides of "&&"; nothing for another condition. */
function operandsOf(body: Expr): readonly Expr[] {
  const both = "&&" in body ? body["&&"] : [];
  return "left" in both ? [both.left, both.right] : [];
}

function mutationsOf(policy: PolicySource): readonly Mutation[] {
  const json = jsonOf(policy);
  const { principal, action, resource, conditions } = json;
  const list = "entities" in action ? action.entities : [];
  const scopes = {
    principal: [principal, { ...json, principal: everything }],
    action: [action, { ...json, action: everything }],
    resource: [resource, { ...json, resource: everything }],
  } as const;
  return [
    mutation("the policy", policy, null),
    ...conditions.map(({ kind }, index) =>
      mutation(kind, policy, { ...json, conditions: without(conditions, index) }),
    ),
    ...conditions.flatMap(({ kind, body }, index) =>
      operandsOf(body).map((half, side) => {
        const narrowed = conditions.map((clause, other) =>
          other === index ? { ...clause, body: half } : clause,
        );
        const what = `all of ${kind} but operand ${side + 1}`;
        return mutation(what, policy, { ...json, conditions: narrowed });
      }),
    ),
    ...list.map((entity, index) => {
      const fewer = { op: "in", entities: without(list, index) } as const;
      return mutation(`action ${JSON.stringify(entity)}`, policy, { ...json, action: fewer });
    }),
    ...Object.entries(scopes)
      .filter(([, [scope]]) => scope.op !== "All")
      .map(([name, [, wider]]) => mutation(`the constraint of ${name}`, policy, wider)),
  ];
}

/** What cannot be noticed by a verdict, since the schema says the same: only writes are about users. */
const saidBySchemaToo = [
  "no-higher-rank: the constraint of action",
  "not-oneself: the constraint of action",
];

/** Without it the policy reads attributes that a pool does not have, and so is no policy. */
const notEvenValid = [
  "no-higher-rank: the constraint of resource",
  "not-oneself: the constraint of resource",
];

describe("taking something from the shipped policies", () => {
  const sample = fc.sample(aWorld, { numRuns: sampleSize, seed: 20_260_101 });
  const expected = sample.map(naively);
  const mutations = shipped.flatMap(mutationsOf);

  /** "invalid", "same", or "different" at the first world that is judged otherwise. */
  function compare(sources: readonly PolicySource[]): string {
    let policies: PolicySet;
    try {
      policies = new PolicySet(sources);
    } catch (error) {
      if (error instanceof PolicyError) return "invalid";
      throw error;
    }
    const isSame = sample.every((world, index) => {
      const { may, refusal } = judge(policies, world);
      return may === expected[index]?.may && refusal === expected[index].refusal;
    });
    return isSame ? "same" : "different";
  }

  it("is nothing when they are only written anew", () => {
    const rewritten = shipped.map((policy) => ({ ...policy, text: textOf(jsonOf(policy)) }));
    expect(rewritten).not.toEqual(shipped);
    expect(compare(rewritten)).toBe("same");
  });

  it("is tried for everything that they consist of", () => {
    const kindOf = ({ what }: Mutation) =>
      / (?:the policy|when|unless|all|action|the)\b/.exec(what)?.[0].trim();
    const counts = new Map<string, number>();
    for (const one of mutations) {
      const kind = kindOf(one) ?? one.what;
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
    // Of the actions of a list one can be taken away.
    const listed = [sampleRolesFile, targetRulesFile].flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(/action in \[([^\]]*)\]/g)].flatMap(
        ([, list = ""]) => list.match(/Action::/g) ?? [],
      ),
    );
    expect(Object.fromEntries(counts)).toEqual({
      "the policy": 9,
      when: 1,
      unless: 1,
      all: 2,
      action: listed.length,
      the: 18,
    });
  });

  it.each(mutations)("is noticed: $what", ({ what, policies }) => {
    const verdict = notEvenValid.includes(what)
      ? "invalid"
      : saidBySchemaToo.includes(what)
        ? "same"
        : "different";
    expect(compare(policies)).toBe(verdict);
  });

  it("is noticed where a limit moves or a code changes", () => {
    const edited = (from: string, to: string) =>
      shipped.map((policy) => ({ ...policy, text: policy.text.replace(from, to) }));
    expect(compare(edited("<=", "<"))).toBe("different");
    expect(compare(edited('@code("SELF_TARGET")', ""))).toBe("different");
    expect(compare(edited('"SELF_TARGET"', '"FORBIDDEN"'))).toBe("different");
    expect(compare(edited('"OUT_OF_SCOPE_USER"', '"FORBIDDEN"'))).toBe("different");
    expect(compare([...shipped].reverse())).toBe("different");
  });
});
