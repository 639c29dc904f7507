import { writeFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { configSchema } from "../../src/config/config.js";
import { applyEnvironment } from "../../src/config/environment-overrides.js";
import { readConfig } from "../../src/config/read-config.js";
import { secretVariables } from "../../src/config/secrets.js";
import { configurationKeys, stepsTo, variableOf } from "../docs/configuration-keys.js";
import { readText, root } from "./documents.js";

const bare = { issuers: [{}], pools: { customers: {} } };
const example = join(root, "examples/gateway.yaml");

describe("docs/configuration.md", () => {
  it.each(configurationKeys)("tells the variable that overrides $path", (key) => {
    const { raw, mistakes } = applyEnvironment(bare, { [variableOf(key)]: "1" });
    const value = stepsTo(key).reduce<unknown>(
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
