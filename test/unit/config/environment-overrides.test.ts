import { applyEnvironment, type Environment } from "../../../src/config/environment-overrides.js";

const fromFile = {
  issuers: [{ issuer: "https://one.example.com", tokenUse: "access", clientIds: ["a", "b"] }],
  pools: { customers: { id: "eu-west-1_A", region: "eu-west-1" }, "back-office": {} },
};

const apply = (environment: Environment, file: unknown = fromFile) => {
  const { raw, mistakes } = applyEnvironment(file, environment);
  return { raw, unknown: mistakes.map(({ path }) => path) };
};

describe("applyEnvironment", () => {
  it.each([
    ["GATEWAY_LISTEN__PORT", "0", { listen: { port: 0 } }],
    ["GATEWAY_LISTEN__HOST", "0.0.0.0", { listen: { host: "0.0.0.0" } }],
    ["GATEWAY_ADMIN__PORT", "9090", { admin: { port: 9090 } }],
    ["GATEWAY_INTROSPECTION", "true", { introspection: true }],
    ["GATEWAY_EXPLORER", "false", { explorer: false }],
    ["GATEWAY_LOG__LEVEL", "error", { log: { level: "error" } }],
    ["GATEWAY_LIMITS__BODY_BYTES", "1024", { limits: { bodyBytes: 1024 } }],
    ["GATEWAY_LIMITS__BODYBYTES", "1024", { limits: { bodyBytes: 1024 } }],
    ["GATEWAY_SUBGRAPH__TYPE_NAME", "Person", { subgraph: { typeName: "Person" } }],
  ])("%s=%s sets %j", (name, value, expected) => {
    expect(apply({ [name]: value })).toEqual({ raw: { ...fromFile, ...expected }, unknown: [] });
  });

  it("reaches into lists by number, and can make them longer", () => {
    const { raw } = apply({
      GATEWAY_ISSUERS__0__CLIENT_IDS__1: "z",
      GATEWAY_ISSUERS__0__TOKEN_USE: "null",
      GATEWAY_ISSUERS__1__ISSUER: "https://two.example.com",
      GATEWAY_ISSUERS__1__AUDIENCE__0: "gateway",
    });
    expect((raw as typeof fromFile).issuers).toEqual([
      { issuer: "https://one.example.com", tokenUse: null, clientIds: ["a", "z"] },
      { issuer: "https://two.example.com", audience: ["gateway"] },
    ]);
  });

  it("writes the - of an alias as _, for pools of the file and for new ones", () => {
    const { raw, unknown } = apply({
      GATEWAY_POOLS__BACK_OFFICE__REGION: "eu-north-1",
      GATEWAY_POOLS__NEW_ONE__ID: "eu-west-1_New",
      GATEWAY_POOLS__CUSTOMERS__ENDPOINT: "http://127.0.0.1:1",
    });
    expect(unknown).toEqual([]);
    expect((raw as typeof fromFile).pools).toEqual({
      customers: { id: "eu-west-1_A", region: "eu-west-1", endpoint: "http://127.0.0.1:1" },
      "back-office": { region: "eu-north-1" },
      "new-one": { id: "eu-west-1_New" },
    });
  });

  it("leaves text that looks like something else alone where text is wanted", () => {
    const { raw } = apply({
      GATEWAY_ISSUERS__0__CLIENT_IDS__0: "0123",
      GATEWAY_ISSUERS__0__CLIENT_IDS__1: "1e3",
      GATEWAY_ISSUERS__0__ROLES_CLAIM: "true",
      GATEWAY_SUBGRAPH__TYPE_NAME: "null",
      GATEWAY_LISTEN__HOST: "{ a: b }",
    });
    expect(raw).toMatchObject({
      issuers: [{ clientIds: ["0123", "1e3"], rolesClaim: "true" }],
      subgraph: { typeName: "null" },
      listen: { host: "{ a: b }" },
    });
  });

  it("leaves the federation version a text", () => {
    const { raw } = apply({ GATEWAY_SUBGRAPH__FEDERATION_VERSION: "2.8" });
    expect(raw).toMatchObject({ subgraph: { federationVersion: "2.8" } });
  });

  it.each([
    "GATEWAY_LISTEN",
    "GATEWAY_LISTEN__PORTS",
    "GATEWAY_LISTEN__PORT__0",
    "GATEWAY_LISTEN____PORT",
    "GATEWAY_",
    "GATEWAY_ISSUERS",
    "GATEWAY_ISSUERS__X__ISSUER",
    "GATEWAY_ISSUERS__-1__ISSUER",
    "GATEWAY_ISSUERS__0",
    "GATEWAY_ISSUERS__0__CLIENT_IDS",
    "GATEWAY_POOLS__CUSTOMERS",
    "GATEWAY_POOLS__CUSTOMERS__COLOUR",
    "GATEWAY_LIMIT__BODY_BYTES",
    "GATEWAY_CONSTRUCTOR",
    "GATEWAY_LISTEN__CONSTRUCTOR__PROTOTYPE",
  ])("reports %s as no setting", (name) => {
    expect(apply({ [name]: "1" }).unknown).toEqual([name]);
  });

  it("reports an item number that is none instead of losing the setting", () => {
    const { raw, unknown } = apply({ GATEWAY_ISSUERS__00__ISSUER: "https://two.example.com" });
    const [first] = (raw as typeof fromFile).issuers;
    expect(unknown.length === 1 || first?.issuer === "https://two.example.com").toBe(true);
  });

  it.each([
    ["GATEWAY_ISSUERS__0__TOKEN_USE", ""],
    ["GATEWAY_ISSUERS__0__TOKEN_USE", " "],
    ["GATEWAY_LISTEN__PORT", ""],
    ["GATEWAY_POOLS__CUSTOMERS__ENDPOINT", ""],
  ])("takes %s=%j for a mistake, and leaves what the file says", (name, value) => {
    const { raw, mistakes } = applyEnvironment(fromFile, { [name]: value });
    expect(mistakes).toEqual([{ path: name, problem: "is empty" }]);
    expect(raw).toMatchObject(fromFile);
  });

  it("takes an empty text where a text is wanted", () => {
    expect(apply({ GATEWAY_LISTEN__HOST: "" })).toEqual({
      raw: { ...fromFile, listen: { host: "" } },
      unknown: [],
    });
  });

  it("ignores variables of others, those without a value, and GATEWAY_CONFIG", () => {
    const environment = { PATH: "/bin", GATEWAY_CONFIG: "x.yaml", GATEWAY_LISTEN__PORT: undefined };
    expect(apply(environment)).toEqual({ raw: fromFile, unknown: [] });
  });

  it("does not show the value of a variable that it does not know", () => {
    const { mistakes } = applyEnvironment({}, { GATEWAY_SECRET: "hunter2" });
    expect(JSON.stringify(mistakes)).not.toContain("hunter2");
  });

  it("changes neither its input nor any prototype", () => {
    const before = structuredClone(fromFile);
    apply({
      GATEWAY_LISTEN__PORT: "1",
      GATEWAY_POOLS__CONSTRUCTOR__ID: "x",
      GATEWAY_POOLS__PROTOTYPE__ID: "x",
    });
    expect(fromFile).toEqual(before);
    expect(Object.hasOwn(Object, "id")).toBe(false);
    expect(({} as { id?: unknown }).id).toBeUndefined();
  });

  it.each([null, [], "text", 1])("meets a file that holds %j without falling over", (file) => {
    expect(() => apply({ GATEWAY_LISTEN__PORT: "1" }, file)).not.toThrow();
  });
});
