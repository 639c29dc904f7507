import { writeFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { configSchema } from "../../src/config/config.js";
import { applyEnvironment } from "../../src/config/environment-overrides.js";
import { readConfig } from "../../src/config/read-config.js";
import { secretVariables } from "../../src/config/secrets.js";
import { pick, readText, root, tableUnder } from "./documents.js";

/** One key that holds a value: its path, and its type and default as the document words them. */
interface Leaf {
  readonly path: string;
  readonly type: string;
  readonly fallback: string;
}

interface Wrapping {
  readonly fallback: string;
  readonly isNullable: boolean;
}

function* leavesOf(
  schema: z.core.$ZodType,
  path = "",
  wrapping: Wrapping = { fallback: "required", isNullable: false },
): Generator<Leaf> {
  const { fallback, isNullable } = wrapping;
  if (schema instanceof z.ZodOptional) {
    yield* leavesOf(schema.unwrap(), path, { ...wrapping, fallback: "none" });
  } else if (schema instanceof z.ZodDefault) {
    yield* leavesOf(schema.unwrap(), path, {
      ...wrapping,
      fallback: wordsOf(schema.def.defaultValue),
    });
  } else if (schema instanceof z.ZodNullable) {
    yield* leavesOf(schema.unwrap(), path, { ...wrapping, isNullable: true });
  } else if (schema instanceof z.ZodPrefault) {
    yield* leavesOf(schema.unwrap(), path);
  } else if (schema instanceof z.ZodObject) {
    const shape: z.core.$ZodShape = schema.shape;
    for (const [key, value] of Object.entries(shape)) {
      yield* leavesOf(value, path === "" ? key : `${path}.${key}`);
    }
  } else if (schema instanceof z.ZodRecord) {
    // Pools go by alias; other tables by the names of groups and roles.
    if (path === "pools") yield* leavesOf(schema.valueType, "pools.<alias>");
    else yield* leavesOf(schema.valueType, `${path}.<name>`, { ...wrapping, fallback: "none" });
  } else if (schema instanceof z.ZodArray && schema.element instanceof z.ZodObject) {
    yield* leavesOf(schema.element, `${path}[]`);
  } else {
    yield { path, type: `${typeOf(schema)}${isNullable ? ", or null" : ""}`, fallback };
  }
}

/** A default, as the document words it: nothing in it is none. */
function wordsOf(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.join(", ");
  return typeof value === "object" ? "none" : JSON.stringify(value).replaceAll('"', "");
}

function typeOf(schema: z.core.$ZodType): string {
  if (schema instanceof z.ZodArray) return `list of ${typeOf(schema.element)}`;
  if (schema instanceof z.ZodEnum) return `one of ${schema.options.join(", ")}`;
  if (schema instanceof z.ZodBoolean) return "true or false";
  if (schema instanceof z.ZodURL) return "URL";
  if (schema instanceof z.ZodString) return "text";
  if (schema instanceof z.ZodNumber) {
    return `integer, ${String(schema.minValue)} to ${String(schema.maxValue)}`;
  }
  throw new Error(`No words for ${schema._zod.def.type}.`);
}

/** The variable that overrides a key: for the first item of a list, for the alias `customers`. */
function variableOf({ path, type }: Leaf): string {
  const steps = path
    .replace("<alias>", "customers")
    .replace("<name>", "admin")
    .replace("[]", ".0")
    .split(".");
  if (type.startsWith("list")) steps.push("0");
  return `GATEWAY_${steps
    .map((step) => step.replaceAll(/(?<=.)([A-Z])/g, "_$1").toUpperCase())
    .join("__")}`;
}

const leaves = [...leavesOf(configSchema)];
const bare = { issuers: [{}], pools: { customers: {} } };
const example = join(root, "examples/gateway.yaml");

describe("docs/configuration.md", () => {
  it("lists exactly the secrets", () => {
    const rows = tableUnder("docs/configuration.md", "Secrets");
    expect(rows.map((row) => row["Variable"])).toEqual(secretVariables);
  });

  it("lists exactly the keys, with type, default and environment variable", () => {
    const expected = leaves.map((leaf) => [
      leaf.path,
      [leaf.type, leaf.fallback, variableOf(leaf)],
    ]);
    const rows = tableUnder("docs/configuration.md", "Keys");
    expect(pick(rows, "Key", "Type", "Default", "Environment variable")).toEqual(
      Object.fromEntries(expected),
    );
    expect(rows.filter((row) => row["Meaning"] === "")).toEqual([]);
  });

  it.each(leaves.map((leaf) => [variableOf(leaf), leaf.path]))("%s overrides %s", (name, path) => {
    const { raw, mistakes } = applyEnvironment(bare, { [name]: "1" });
    const steps = path
      .replace("<alias>", "customers")
      .replace("<name>", "admin")
      .replace("[]", ".0")
      .split(".");
    const value = steps.reduce<unknown>(
      (at, step) => (at as Readonly<Record<string, unknown>>)[step],
      raw,
    );
    expect(mistakes).toEqual([]);
    expect(String(value)).toBe("1");
  });
});

/** The example with its commented keys put in force. */
function withWholeExample(use: (file: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), "gateway-"));
  const file = join(folder, "gateway.yaml");
  const text = readText("examples/gateway.yaml");
  writeFileSync(file, text.replaceAll(/^( *)# ( *[a-zA-Z]+:( .*)?)$/gm, "$1$2"));
  try {
    use(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("examples/gateway.yaml", () => {
  it("is a configuration without mistakes", () => {
    const { pools, issuers } = readConfig(example, {});
    expect(Object.keys(pools)).toEqual(["customers", "partners"]);
    expect(issuers).toHaveLength(2);
  });

  it("has commented parts that are without mistakes too, together", () => {
    withWholeExample((file) => {
      const { listen, router, audit, pools } = readConfig(file, {});
      expect(Object.keys(listen.tls ?? {})).toEqual(["cert", "key", "clientCa"]);
      expect(router?.clientCertificate?.subjects).toHaveLength(1);
      expect(audit.file).toMatch(/audit\.jsonl$/);
      expect(audit.cloudWatchLogs?.region).toBe("eu-west-1");
      expect(pools["partners"]?.roleArn).toBeDefined();
    });
  });

  it("states defaults where it could leave a key out, but for what it explains", () => {
    const { limits, subgraph, log, introspection, explorer } = readConfig(example, {});
    const bareConfig = configSchema.parse({
      issuers: [{ issuer: "https://example.com", tokenUse: null, audience: ["x"] }],
      pools: { customers: { id: "eu-west-1_AbCdEf123", region: "eu-west-1" } },
      policies: ["policies/roles.cedar"],
      audit: { file: "audit.jsonl" },
    });
    expect({ limits, subgraph, log, introspection, explorer }).toEqual({
      limits: bareConfig.limits,
      subgraph: bareConfig.subgraph,
      log: bareConfig.log,
      introspection: false,
      explorer: false,
    });
  });
});

describe(".env.example", () => {
  const variables = [...readText(".env.example").matchAll(/^(?:# )?([A-Z]\w+)=(.*)$/gm)].map(
    ([, name, value]) => [name ?? "", value ?? ""] as const,
  );

  it("names a fair number of variables", () => {
    expect(variables.length).toBeGreaterThan(8);
  });

  it.each(variables)("%s is read, and its value %s accepted", (name, value) => {
    withWholeExample((file) => {
      // Of the list of issuers, the one whose first client id is overridden.
      expect(() => readConfig(file, { [name]: value })).not.toThrow();
    });
  });

  it("names every secret", () => {
    const names = variables.map(([name]) => name);
    expect(secretVariables.filter((name) => !names.includes(name))).toEqual([]);
  });
});
