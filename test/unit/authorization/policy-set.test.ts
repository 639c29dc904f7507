import { readFileSync } from "node:fs";
import type { EntityJson } from "@cedar-policy/cedar-wasm/nodejs";
import { readFamilies, writeFamilies } from "../../../src/authorization/actions.js";
import {
  callerEntity,
  type CedarEntity,
  poolEntity,
  targetEntity,
} from "../../../src/authorization/cedar-entities.js";
import { sampleRolesFile, targetRulesFile } from "../../../src/authorization/policy-files.js";
import { PolicySet, type Question } from "../../../src/authorization/policy-set.js";
import { splitPolicies } from "../../../src/authorization/policy-source.js";

const pool = {
  id: "eu-west-1_A",
  alias: "customers",
  region: "eu-west-1",
  groupRanks: { staff: 10, bosses: 200 },
  protectedGroups: [],
  writes: writeFamilies,
  shows: readFamilies,
};
const principal = {
  subject: "caller",
  issuer: "https://issuer.example",
  roles: ["admin", "federated-password", "protected-password"],
  subjectPoolIds: [pool.id],
};
const target = {
  poolId: pool.id,
  username: "ann",
  subject: "ann-sub",
  status: "CONFIRMED",
  enabled: true,
  groups: ["staff"],
};

const onPool: Question = {
  caller: callerEntity(principal, { admin: 100 }),
  action: "user:read",
  pool: poolEntity(pool),
};
const onTarget: Question = {
  ...onPool,
  action: "user:set-permanent-password",
  target: targetEntity(pool, target),
};
const onAttribute: Question = { ...onPool, action: "user:read-attribute", attribute: "locale" };

const shipped = [targetRulesFile, sampleRolesFile].flatMap((file) =>
  splitPolicies(file, readFileSync(file, "utf8")),
);
const setOf = (...texts: string[]) =>
  new PolicySet([...shipped, ...texts.flatMap((text) => splitPolicies("added.cedar", text))]);

const without = ({ uid, json }: CedarEntity, attribute: string): CedarEntity => ({
  uid,
  json: {
    ...json,
    attrs: Object.fromEntries(Object.entries(json.attrs).filter(([name]) => name !== attribute)),
  } satisfies EntityJson,
});

describe("a decision", () => {
  it("names the policies that it rests on", () => {
    expect(setOf().decide(onTarget)).toEqual({ isAllowed: true, policies: ["admin"], code: null });
    const lowly = { ...onTarget, caller: callerEntity(principal, {}) };
    expect(setOf().decide(lowly)).toEqual({
      isAllowed: false,
      policies: ["no-higher-rank"],
      code: "OUT_OF_SCOPE_USER",
    });
  });

  it("is a refusal when no policy permits", () => {
    const stranger = callerEntity({ ...principal, roles: ["stranger"] }, {});
    expect(setOf().decide({ ...onPool, caller: stranger })).toEqual({
      isAllowed: false,
      policies: [],
      code: null,
    });
  });

  const removals = (["caller", "pool", "target"] as const).flatMap((entity) =>
    Object.keys(onTarget[entity]?.json.attrs ?? {}).map(
      (attribute) => [entity, attribute] as const,
    ),
  );

  it("depends on attributes that are all tried", () => {
    expect(removals).toHaveLength(4 + 2 + 7);
  });

  it.each(removals)("without the %s's %s refuses", (entity, attribute) => {
    const question = { ...onTarget, [entity]: without(onTarget[entity]!, attribute) };
    expect(setOf().decide(question)).toMatchObject({ isAllowed: false, isFailure: true });
  });

  it("about an attribute that is not named refuses, and about a name where none belongs", () => {
    expect(setOf().decide(onAttribute).isAllowed).toBe(true);
    const { attribute: _attribute, ...unnamed } = onAttribute;
    expect(setOf().decide(unnamed)).toMatchObject({ isAllowed: false, isFailure: true });
    const strange = { ...onPool, attribute: "locale" };
    expect(setOf().decide(strange)).toMatchObject({ isAllowed: false, isFailure: true });
  });

  it("refuses when a forbid fails, which Cedar by itself passes over", () => {
    const overflowing = `forbid (principal, action, resource is User)
      when { resource.rank + 9223372036854775807 < 0 };`;
    expect(setOf(overflowing).decide(onTarget)).toMatchObject({
      isAllowed: false,
      isFailure: true,
    });
    expect(setOf(overflowing).decide(onPool).isAllowed).toBe(true);
  });

  it("refuses what is not understood at all", () => {
    const caller = { ...onPool.caller, json: null } as unknown as CedarEntity;
    expect(setOf().decide({ ...onTarget, caller })).toMatchObject({
      isAllowed: false,
      isFailure: true,
    });
  });

  it("refuses an action on what it is not for, whatever a policy permits", () => {
    const everything = setOf("permit (principal, action, resource);");
    expect(everything.decide({ ...onTarget, action: "user:read" })).toMatchObject({
      isAllowed: false,
      isFailure: true,
    });
    expect(everything.decide(onTarget).isAllowed).toBe(true);
  });

  it("refuses when the engine itself throws", () => {
    const attrs = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error("No attributes can be read.");
        },
      },
    );
    const { uid, json } = onPool.caller;
    const caller: CedarEntity = { uid, json: { ...json, attrs } };
    expect(setOf().decide({ ...onTarget, caller })).toMatchObject({
      isAllowed: false,
      isFailure: true,
    });
  });

  it("about a pool is remembered, for this caller with these roles alone", () => {
    const policies = setOf();
    expect(policies.decide(onPool)).toBe(policies.decide({ ...onPool }));
    const demoted = callerEntity({ ...principal, roles: [] }, { admin: 100 });
    expect(policies.decide({ ...onPool, caller: demoted }).isAllowed).toBe(false);
  });

  it("about a target is remembered, for all that is known of the target alone", () => {
    const policies = setOf();
    const inGroups = (groups: readonly string[]) => ({
      ...onTarget,
      target: targetEntity(pool, { ...target, groups }),
    });
    expect(policies.decide(inGroups([]))).toBe(policies.decide(inGroups([])));
    expect(policies.decide(inGroups([])).isAllowed).toBe(true);
    expect(policies.decide(inGroups(["bosses"])).isAllowed).toBe(false);
    expect(policies.decide(inGroups([])).isAllowed).toBe(true);
  });

  it("about an attribute that a caller has named is taken anew", () => {
    const policies = setOf();
    expect(policies.decide(onAttribute)).not.toBe(policies.decide(onAttribute));
  });

  it("that the engine could not take is not remembered", () => {
    const policies = setOf();
    const { uid, json } = onPool.caller;
    let reads = 0;
    const attrs = new Proxy(json.attrs, {
      ownKeys: (all) => {
        reads += 1;
        if (reads === 2) throw new Error("The second to read the attributes cannot.");
        return Reflect.ownKeys(all);
      },
    });
    const caller: CedarEntity = { uid, json: { ...json, attrs } };
    expect(policies.decide({ ...onPool, caller })).toMatchObject({ isFailure: true });
    expect(policies.decide({ ...onPool, caller }).isAllowed).toBe(true);
  });
});
