import { Access, furtherActions } from "../../../src/authorization/access.js";
import { readFamilies, writeFamilies } from "../../../src/authorization/actions.js";
import { poolEntity } from "../../../src/authorization/cedar-entities.js";
import { sampleRolesFile } from "../../../src/authorization/policy-files.js";
import { PolicySet } from "../../../src/authorization/policy-set.js";
import { splitPolicies } from "../../../src/authorization/policy-source.js";
import type { PoolResource, Target } from "../../../src/authorization/resources.js";

const poolOf = (id: string): PoolResource => ({
  id,
  alias: id.toLowerCase(),
  region: "eu-west-1",
  groupRanks: { gold: 0, staff: 80 },
  protectedGroups: ["gold"],
  writes: writeFamilies,
  shows: readFamilies,
});
const pools = new Map(
  ["A", "B"].map((id) => [id, { resource: poolOf(id), entity: poolEntity(poolOf(id)) }]),
);
const shipped = PolicySet.read([sampleRolesFile]);

const accessOf = (roles: readonly string[], policies = shipped) =>
  new Access(
    { subject: "me", issuer: "https://a.example", roles, subjectPoolIds: ["A"] },
    { policies, pools, roleRanks: { admin: 100, helpdesk: 50 } },
  );

const target: Target = {
  poolId: "A",
  username: "ann",
  subject: "ann-sub",
  status: "CONFIRMED",
  enabled: true,
  groups: [],
};

afterEach(() => {
  jest.restoreAllMocks();
});

describe("a write that is switched off in a pool", () => {
  it("is refused to everybody, without a question, in the pool and on a target", () => {
    const resource = { ...poolOf("A"), writes: ["password"] as const };
    const here = new Map([["A", { resource, entity: poolEntity(resource) }]]);
    const policies = new PolicySet(
      splitPolicies("a.cedar", "permit (principal, action, resource);"),
    );
    const access = new Access(
      { subject: "me", issuer: "https://a.example", roles: [], subjectPoolIds: [] },
      { policies, pools: here, roleRanks: {} },
    );
    const decide = jest.spyOn(PolicySet.prototype, "decide");
    expect(access.may("user:disable", "A")).toBe(false);
    expect(access.may("user:disable")).toBe(false);
    expect(access.refusal("user:disable", target)).toBe("FORBIDDEN");
    expect(decide).not.toHaveBeenCalled();
    expect(access.may("user:set-temporary-password", "A")).toBe(true);
    expect(access.may("user:read", "A")).toBe(true);
    expect(access.may("user:change-protected", "A")).toBe(true);
  });
});

describe("an action for local users", () => {
  it("is FEDERATED_USER for a user of an identity provider, whatever policies permit", () => {
    const all = new PolicySet(splitPolicies("a.cedar", "permit (principal, action, resource);"));
    const federated = { ...target, status: "EXTERNAL_PROVIDER" };
    const access = accessOf([], all);
    expect(access.refusal("user:reset-password", federated)).toBe("FEDERATED_USER");
    expect(access.refusal("user:reset-password", target)).toBeNull();
    expect(access.refusal("user:disable", federated)).toBeNull();
    expect(accessOf([]).refusal("user:reset-password", federated)).toBe("OUT_OF_SCOPE_USER");
  });
});

describe("may", () => {
  it("is decided once for each action, pool and attribute", () => {
    const decide = jest.spyOn(PolicySet.prototype, "decide");
    const access = accessOf(["auditor"]);
    for (let times = 0; times < 3; times += 1) {
      expect(access.may("user:read", "A")).toBe(true);
      expect(access.may("user:read-contact", "A")).toBe(false);
      expect(access.may("user:read", "B")).toBe(true);
      expect(access.may("user:read-attribute", "A", "locale")).toBe(false);
      expect(access.may("user:read-attribute", "A", "zoneinfo")).toBe(false);
    }
    expect(decide).toHaveBeenCalledTimes(5);
  });

  it("without a pool means any pool, and remembers what it found", () => {
    const onlyB = new PolicySet(
      splitPolicies("a.cedar", 'permit (principal, action, resource in Pool::"B");'),
    );
    const access = accessOf([], onlyB);
    const decide = jest.spyOn(PolicySet.prototype, "decide");
    expect(access.may("user:read")).toBe(true);
    expect([access.may("user:read", "A"), access.may("user:read", "B")]).toEqual([false, true]);
    expect(decide).toHaveBeenCalledTimes(2);
  });

  it("is false for a pool that is not configured, and asks nobody", () => {
    const decide = jest.spyOn(PolicySet.prototype, "decide");
    expect(accessOf(["admin"]).may("user:read", "C")).toBe(false);
    expect(accessOf(["admin"]).may("user:read", "__proto__")).toBe(false);
    expect(decide).not.toHaveBeenCalled();
  });
});

describe("require", () => {
  it("throws FORBIDDEN for what the caller may not do", () => {
    const access = accessOf(["auditor"]);
    expect(() => {
      access.require("user:read", "A");
      access.require("user:read");
    }).not.toThrow();
    for (const poolId of ["A", "C", undefined]) {
      expect(() => {
        access.require("user:read-contact", poolId);
      }).toThrow(expect.objectContaining({ code: "FORBIDDEN" }) as Error);
    }
  });
});

describe("refusal", () => {
  const both = ["admin", "protected-password"];
  const federated = { status: "EXTERNAL_PROVIDER" };

  it.each<[readonly string[], Partial<Target>, string | null]>([
    [["admin"], {}, null],
    [["helpdesk"], { groups: ["staff"] }, "OUT_OF_SCOPE_USER"],
    [["admin"], { groups: ["unjudged"] }, "OUT_OF_SCOPE_USER"],
    [["admin"], { subject: "me" }, "SELF_TARGET"],
    [["admin"], { subject: "me", poolId: "B" }, null],
    [["admin"], { subject: null }, "OUT_OF_SCOPE_USER"],
    [["admin"], { groups: ["gold"] }, "OUT_OF_SCOPE_USER"],
    [both, { groups: ["gold"] }, null],
    [["admin"], federated, "FEDERATED_USER"],
    [["admin", "federated-password"], federated, null],
    [both, { ...federated, groups: ["gold"] }, "FEDERATED_USER"],
    [["federated-password", "protected-password"], {}, "OUT_OF_SCOPE_USER"],
    [["admin"], { poolId: "C" }, "FORBIDDEN"],
  ])("for %j about %j is %j", (roles, about, refusal) => {
    const access = accessOf(roles);
    expect(access.refusal("user:set-permanent-password", { ...target, ...about })).toBe(refusal);
  });

  it("is decided anew each time", () => {
    const decide = jest.spyOn(PolicySet.prototype, "decide");
    const access = accessOf(["admin"]);
    access.refusal("user:set-temporary-password", target);
    access.refusal("user:set-temporary-password", target);
    expect(decide).toHaveBeenCalledTimes(2);
  });

  it("stops at the first decision that refuses", () => {
    const about = { ...target, ...federated, groups: ["gold"] };
    const asked = accessOf(["admin"]).explain("user:set-permanent-password", "A", {
      target: about,
    });
    expect(asked.map(({ action, decision }) => [action, decision.isAllowed])).toEqual([
      ["user:set-permanent-password", true],
      ["user:set-protected-password", false],
    ]);
  });
});

describe("furtherActions", () => {
  const pool = { resource: poolOf("A") };
  const special: Target = { ...target, status: "EXTERNAL_PROVIDER", groups: ["gold"] };
  const passwords = {
    protectedGrant: "user:set-protected-password",
    federatedGrant: "user:set-federated-password",
  } as const;

  it("are the grants that the action itself names, by what the target is", () => {
    expect(furtherActions(passwords, pool, special)).toEqual([
      "user:set-protected-password",
      "user:set-federated-password",
    ]);
    expect(furtherActions(passwords, pool, { ...special, groups: [] })).toEqual([
      "user:set-federated-password",
    ]);
    expect(furtherActions(passwords, pool, target)).toEqual([]);
  });

  it("are no grants for passwords, for an action that names none", () => {
    expect(furtherActions({}, pool, special)).toEqual([]);
    expect(furtherActions({ protectedGrant: "user:read" }, pool, special)).toEqual(["user:read"]);
  });
});
