import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { admins, customers, mailers, sampleSeed } from "../support/sample-seed.js";
import { startTestGateway, type TestGateway } from "../support/test-gateway.js";

// UserPool tells of itself, for two kinds of pools: one that states everything, and one that states nothing.

const stated = {
  selfSignUp: true,
  tier: "PLUS",
  mfa: "ON",
  recovery: ["verified_email", "verified_phone_number"],
  autoVerifiedAttributes: ["email"],
  keepsOriginal: ["email"],
  schema: [
    { Name: "given_name", Required: true },
    {
      Name: "tier",
      Mutable: false,
      StringAttributeConstraints: { MinLength: "2", MaxLength: "8" },
    },
    {
      Name: "level",
      AttributeDataType: "Number",
      NumberAttributeConstraints: { MinValue: "0", MaxValue: "9007199254740993" },
    },
    { Name: "note", DeveloperOnlyAttribute: true },
  ],
} as const;

const factsById: Readonly<Record<string, object>> = {
  [customers]: stated,
  [admins]: { recovery: ["admin_only"], mfa: "OPTIONAL", tier: "LITE" },
};

const seed = { pools: sampleSeed.pools.map((pool) => ({ ...pool, ...factsById[pool.id ?? ""] })) };

const folder = mkdtempSync(join(tmpdir(), "pool-facts-"));
const policies = join(folder, "roles.cedar");
/** The help desk sees one custom attribute and nothing else; auditors list users without seeing any. */
const narrow = `
@id("look") permit (principal in Role::"helpdesk", action in [Action::"pool:read", Action::"user:read"], resource);
@id("tier") permit (principal in Role::"helpdesk", action == Action::"user:read-attribute", resource)
  when { context.attribute == "custom:tier" };
@id("list") permit (principal in Role::"auditor", action in [Action::"pool:read", Action::"user:list"], resource);
`;

let gateway: TestGateway;
let narrowed: TestGateway;

beforeAll(async () => {
  writeFileSync(policies, narrow);
  gateway = await startTestGateway({ seed });
  narrowed = await startTestGateway({ seed, config: { policies: [policies] } });
});

afterAll(async () => {
  await gateway.stop();
  await narrowed.stop();
  rmSync(folder, { recursive: true });
});

const definitionFields =
  "name type mutable required minLength maxLength minValue maxValue readable";
const everything = `selfSignUp recoverBy tier mfa keepsOriginalUntilVerified allowedActions attributes { ${definitionFields} }`;

type Facts = Readonly<Record<string, unknown>> & {
  readonly attributes: readonly Readonly<Record<string, unknown>>[];
};

async function factsOf(of: TestGateway, caller: string, pool: string): Promise<Facts> {
  const send = await of.as(caller as Parameters<TestGateway["as"]>[0]);
  const { data, errors } = await send(`{ userPool(id: "${pool}") { ${everything} } }`);
  expect(errors).toBeUndefined();
  return data?.["userPool"] as Facts;
}

const named = ({ attributes }: Facts, name: string) =>
  attributes.find((attribute) => attribute["name"] === name);

const readableIn = ({ attributes }: Facts) =>
  attributes.filter(({ readable }) => readable === true).map(({ name }) => name);

describe("what UserPool says of itself", () => {
  it("is what the pool states", async () => {
    expect(await factsOf(gateway, "ada", customers)).toMatchObject({
      selfSignUp: true,
      recoverBy: ["EMAIL", "PHONE_NUMBER"],
      tier: "PLUS",
      mfa: "REQUIRED",
      keepsOriginalUntilVerified: ["EMAIL"],
    });
  });

  it("is Cognito's way with a pool that states nothing", async () => {
    expect(await factsOf(gateway, "ada", mailers)).toMatchObject({
      selfSignUp: false,
      recoverBy: ["PHONE_NUMBER", "EMAIL"],
      tier: "ESSENTIALS",
      mfa: "OFF",
      keepsOriginalUntilVerified: [],
    });
  });

  it("says that only administrators recover a password, where it is so", async () => {
    const facts = await factsOf(gateway, "ada", admins);
    expect(facts).toMatchObject({ recoverBy: [], tier: "LITE", mfa: "OPTIONAL" });
  });

  it("has the attributes of the pool's schema, but those for developers only", async () => {
    const facts = await factsOf(gateway, "ada", customers);
    expect(facts.attributes.filter(({ name }) => String(name).includes(":"))).toEqual([
      {
        ...{ name: "custom:tier", type: "STRING", mutable: false, required: false },
        ...{ minLength: 2, maxLength: 8, minValue: null, maxValue: null, readable: true },
      },
      {
        ...{ name: "custom:level", type: "NUMBER", mutable: true, required: false },
        ...{ minLength: null, maxLength: null, minValue: "0", maxValue: "9007199254740993" },
        readable: true,
      },
    ]);
    expect(named(facts, "given_name")).toMatchObject({ required: true });
    expect(named(facts, "sub")).toMatchObject({ required: true, mutable: false });
    expect((await factsOf(gateway, "ada", mailers)).attributes).toHaveLength(21);
  });
});

describe("what a caller may read", () => {
  it("is every attribute for an administrator, and none for an auditor", async () => {
    const all = await factsOf(gateway, "ada", customers);
    expect(readableIn(all)).toHaveLength(all.attributes.length);
    expect(readableIn(await factsOf(gateway, "audrey", customers))).toEqual([]);
  });

  it("is what User.attributes answers and what a filter takes", async () => {
    const facts = await factsOf(narrowed, "henry", customers);
    expect(readableIn(facts)).toEqual(["custom:tier"]);
    const send = await narrowed.as("henry");
    for (const { name, readable } of facts.attributes) {
      const { errors } = await send(
        `query($n: String!) { user(poolId: "customers", username: "buyer") { attributes(names: [$n]) { value } } }`,
        { n: name },
      );
      expect([name, errors === undefined]).toEqual([name, readable]);
    }
  });

  it("is told for a hundred names of a request, and no more", async () => {
    const many = Array.from({ length: 45 }, (_, index) => index);
    const pools = sampleSeed.pools.map((pool, index) => ({
      ...pool,
      schema: [{ Name: "tier" }, ...many.map((nth) => ({ Name: `a${index}-${nth}` }))],
    }));
    const large = await startTestGateway({ seed: { pools } });
    const send = await large.as("ada");
    const { data, errors } = await send("{ userPools { attributes { readable } } }");
    expect(errors?.map(({ extensions }) => extensions.code)).toContain("QUERY_TOO_LARGE");
    expect(data?.["userPools"]).toContainEqual({ attributes: null });
    expect((await send(`{ userPool(id: "mailers") { attributes { readable } } }`)).errors).toBe(
      undefined,
    );
    await large.stop();
  });
});

describe("UserPool.allowedActions", () => {
  it.each([
    [
      "ada",
      [
        "CREATE_USER",
        "LIST_USERS",
        "READ_ACTIVITY",
        "READ_ATTRIBUTES",
        "READ_CONTACT",
        "READ_GROUPS",
        "READ_SECURITY",
      ],
    ],
    ["audrey", ["LIST_USERS", "READ_GROUPS", "READ_SECURITY"]],
  ])("names for %s what the lists and fields answer", async (caller, actions) => {
    const { allowedActions } = await factsOf(gateway, caller, customers);
    expect([...(allowedActions as string[])].sort()).toEqual(actions);
  });

  it("has READ_ATTRIBUTES for a caller who may see one custom attribute, where the pool has it", async () => {
    expect((await factsOf(narrowed, "henry", customers))["allowedActions"]).toEqual([
      "READ_ATTRIBUTES",
    ]);
    expect((await factsOf(narrowed, "henry", mailers))["allowedActions"]).toEqual([]);
  });

  it("has no LIST_USERS for a caller who may not look users up: the list is refused, too", async () => {
    expect((await factsOf(narrowed, "audrey", customers))["allowedActions"]).toEqual([]);
    const send = await narrowed.as("audrey");
    const { errors } = await send(`{ users(poolId: "customers") { scanned } }`);
    expect(errors?.[0]?.extensions.code).toBe("FORBIDDEN");
  });

  it("asks Cognito nothing for a caller who may see a standard attribute", async () => {
    const fresh = await startTestGateway({ seed });
    const send = await fresh.as("ada");
    fresh.pool.ledger.clear();
    const { data } = await send("{ userPools { allowedActions } }");
    expect(data?.["userPools"]).toHaveLength(3);
    expect(fresh.pool.ledger.calls()).toEqual([]);
    await fresh.stop();
  });
});

describe("a page that shows all of it", () => {
  it("asks for a pool's description once, and the next page not at all", async () => {
    const fresh = await startTestGateway({ seed });
    const send = await fresh.as("audrey");
    fresh.pool.ledger.clear();
    const page = `{
      me { pools { name ${everything} } }
      userPool(id: "customers") { passwordPolicy { minimumLength } ${everything} }
      again: userPool(id: "${customers}") { ${everything} }
      users(poolId: "customers", first: 20) { nodes { username } }
    }`;
    for (const _time of [1, 2]) {
      expect((await send(page)).errors).toBeUndefined();
      const asked = fresh.pool.ledger.calls({ operation: "DescribeUserPool" });
      expect(asked.map(({ poolId }) => poolId).sort()).toEqual([admins, customers, mailers].sort());
    }
    await fresh.stop();
  });
});
