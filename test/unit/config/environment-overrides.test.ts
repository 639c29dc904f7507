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
    ["COGNITO_ADMIN_GATEWAY_LISTEN__PORT", "0", { listen: { port: 0 } }],
    ["COGNITO_ADMIN_GATEWAY_LISTEN__HOST", "0.0.0.0", { listen: { host: "0.0.0.0" } }],
    ["COGNITO_ADMIN_GATEWAY_ADMIN__PORT", "9090", { admin: { port: 9090 } }],
    ["COGNITO_ADMIN_GATEWAY_INTROSPECTION", "true", { introspection: true }],
    ["COGNITO_ADMIN_GATEWAY_EXPLORER", "false", { explorer: false }],
    ["COGNITO_ADMIN_GATEWAY_LOG__LEVEL", "error", { log: { level: "error" } }],
    ["COGNITO_ADMIN_GATEWAY_LIMITS__BODY_BYTES", "1024", { limits: { bodyBytes: 1024 } }],
    ["COGNITO_ADMIN_GATEWAY_LIMITS__BODYBYTES", "1024", { limits: { bodyBytes: 1024 } }],
    ["COGNITO_ADMIN_GATEWAY_SUBGRAPH__TYPE_NAME", "Person", { subgraph: { typeName: "Person" } }],
  ])("%s=%s sets %j", (name, value, expected) => {
    expect(apply({ [name]: value })).toEqual({ raw: { ...fromFile, ...expected }, unknown: [] });
  });

  it("reaches into lists by number, and can make them longer", () => {
    const { raw } = apply({
      COGNITO_ADMIN_GATEWAY_ISSUERS__0__CLIENT_IDS__1: "z",
      COGNITO_ADMIN_GATEWAY_ISSUERS__0__TOKEN_USE: "null",
      COGNITO_ADMIN_GATEWAY_ISSUERS__1__ISSUER: "https://two.example.com",
      COGNITO_ADMIN_GATEWAY_ISSUERS__1__AUDIENCE__0: "gateway",
    });
    expect((raw as typeof fromFile).issuers).toEqual([
      { issuer: "https://one.example.com", tokenUse: null, clientIds: ["a", "z"] },
      { issuer: "https://two.example.com", audience: ["gateway"] },
    ]);
  });

  it("writes the - of an alias as _, for pools of the file and for new ones", () => {
    const { raw, unknown } = apply({
      COGNITO_ADMIN_GATEWAY_POOLS__BACK_OFFICE__REGION: "eu-north-1",
      COGNITO_ADMIN_GATEWAY_POOLS__NEW_ONE__ID: "eu-west-1_New",
      COGNITO_ADMIN_GATEWAY_POOLS__CUSTOMERS__ENDPOINT: "http://127.0.0.1:1",
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
      COGNITO_ADMIN_GATEWAY_ISSUERS__0__CLIENT_IDS__0: "0123",
      COGNITO_ADMIN_GATEWAY_ISSUERS__0__CLIENT_IDS__1: "1e3",
      COGNITO_ADMIN_GATEWAY_ISSUERS__0__ROLES_CLAIM: "true",
      COGNITO_ADMIN_GATEWAY_SUBGRAPH__TYPE_NAME: "null",
      COGNITO_ADMIN_GATEWAY_LISTEN__HOST: "{ a: b }",
    });
    expect(raw).toMatchObject({
      issuers: [{ clientIds: ["0123", "1e3"], rolesClaim: "true" }],
      subgraph: { typeName: "null" },
      listen: { host: "{ a: b }" },
    });
  });

  it("leaves the federation version a text", () => {
    const { raw } = apply({ COGNITO_ADMIN_GATEWAY_SUBGRAPH__FEDERATION_VERSION: "2.8" });
    expect(raw).toMatchObject({ subgraph: { federationVersion: "2.8" } });
  });

  it.each([
    "COGNITO_ADMIN_GATEWAY_LISTEN",
    "COGNITO_ADMIN_GATEWAY_LISTEN__PORTS",
    "COGNITO_ADMIN_GATEWAY_LISTEN__PORT__0",
    "COGNITO_ADMIN_GATEWAY_LISTEN____PORT",
    "COGNITO_ADMIN_GATEWAY_",
    "COGNITO_ADMIN_GATEWAY_ISSUERS",
    "COGNITO_ADMIN_GATEWAY_ISSUERS__X__ISSUER",
    "COGNITO_ADMIN_GATEWAY_ISSUERS__-1__ISSUER",
    "COGNITO_ADMIN_GATEWAY_ISSUERS__0",
    "COGNITO_ADMIN_GATEWAY_ISSUERS__0__CLIENT_IDS",
    "COGNITO_ADMIN_GATEWAY_POOLS__CUSTOMERS",
    "COGNITO_ADMIN_GATEWAY_POOLS__CUSTOMERS__COLOUR",
    "COGNITO_ADMIN_GATEWAY_LIMIT__BODY_BYTES",
    "COGNITO_ADMIN_GATEWAY_CONSTRUCTOR",
    "COGNITO_ADMIN_GATEWAY_LISTEN__CONSTRUCTOR__PROTOTYPE",
  ])("reports %s as no setting", (name) => {
    expect(apply({ [name]: "1" }).unknown).toEqual([name]);
  });

  it("reports an item number that is none instead of losing the setting", () => {
    const { raw, unknown } = apply({
      COGNITO_ADMIN_GATEWAY_ISSUERS__00__ISSUER: "https://two.example.com",
    });
    const [first] = (raw as typeof fromFile).issuers;
    expect(unknown.length === 1 || first?.issuer === "https://two.example.com").toBe(true);
  });

  it.each([
    ["COGNITO_ADMIN_GATEWAY_ISSUERS__0__TOKEN_USE", ""],
    ["COGNITO_ADMIN_GATEWAY_ISSUERS__0__TOKEN_USE", " "],
    ["COGNITO_ADMIN_GATEWAY_LISTEN__PORT", ""],
    ["COGNITO_ADMIN_GATEWAY_POOLS__CUSTOMERS__ENDPOINT", ""],
  ])("takes %s=%j for a mistake, and leaves what the file says", (name, value) => {
    const { raw, mistakes } = applyEnvironment(fromFile, { [name]: value });
    expect(mistakes).toEqual([{ path: name, problem: "is empty" }]);
    expect(raw).toMatchObject(fromFile);
  });

  it("takes an empty text where a text is wanted", () => {
    expect(apply({ COGNITO_ADMIN_GATEWAY_LISTEN__HOST: "" })).toEqual({
      raw: { ...fromFile, listen: { host: "" } },
      unknown: [],
    });
  });

  it("ignores variables of others, those without a value, and COGNITO_ADMIN_GATEWAY_CONFIG", () => {
    const environment = {
      PATH: "/bin",
      COGNITO_ADMIN_GATEWAY_CONFIG: "x.yaml",
      COGNITO_ADMIN_GATEWAY_LISTEN__PORT: undefined,
    };
    expect(apply(environment)).toEqual({ raw: fromFile, unknown: [] });
  });

  it.each([
    ["GATEWAY_SERVICE_HOST", "10.0.0.1"],
    ["GATEWAY_PORT", "tcp://10.0.0.1:4000"],
    ["GATEWAY_LISTEN__PORT", "1"],
    ["GATEWAY_VERSION", "1"],
    ["COGNITO_ADMIN_GATEWAY", "1"],
    ["cognito_admin_gateway_listen__port", "1"],
  ])("leaves %s=%s to whom it belongs", (name, value) => {
    expect(apply({ [name]: value })).toEqual({ raw: fromFile, unknown: [] });
  });

  it.each([
    ["SERVICE_HOST", "10.0.0.1"],
    ["SERVICE_PORT", "4000"],
    ["SERVICE_PORT_HTTP", "4000"],
    ["PORT", "tcp://10.0.0.1:4000"],
    ["PORT_4000_TCP", "tcp://10.0.0.1:4000"],
    ["PORT_4000_TCP_PROTO", "tcp"],
    ["PORT_4000_TCP_PORT", "4000"],
    ["PORT_4000_TCP_ADDR", "10.0.0.1"],
    ["ADMIN_SERVICE_HOST", "10.0.0.1"],
    ["ADMIN_PORT", "tcp://10.0.0.1:9464"],
  ])("passes over what Kubernetes sets for a Service of its own name: %s=%s", (rest, value) => {
    expect(apply({ [`COGNITO_ADMIN_GATEWAY_${rest}`]: value }).unknown).toEqual([]);
  });

  it.each([
    ["LISTEN_PORT", "4000"],
    ["PORT", "4000"],
    ["LISTEN__SERVICE_HOST", "10.0.0.1"],
    ["CURSOR_SECRETS", "x"],
  ])("takes no typing error for that: %s=%s", (rest, value) => {
    const name = `COGNITO_ADMIN_GATEWAY_${rest}`;
    expect(apply({ [name]: value }).unknown).toEqual([name]);
  });

  it("does not show the value of a variable that it does not know", () => {
    const { mistakes } = applyEnvironment({}, { COGNITO_ADMIN_GATEWAY_SECRET: "hunter2" });
    expect(JSON.stringify(mistakes)).not.toContain("hunter2");
  });

  it("changes neither its input nor any prototype", () => {
    const before = structuredClone(fromFile);
    apply({
      COGNITO_ADMIN_GATEWAY_LISTEN__PORT: "1",
      COGNITO_ADMIN_GATEWAY_POOLS__CONSTRUCTOR__ID: "x",
      COGNITO_ADMIN_GATEWAY_POOLS__PROTOTYPE__ID: "x",
    });
    expect(fromFile).toEqual(before);
    expect(Object.hasOwn(Object, "id")).toBe(false);
    expect(({} as { id?: unknown }).id).toBeUndefined();
  });

  it.each([null, [], "text", 1])("meets a file that holds %j without falling over", (file) => {
    expect(() => apply({ COGNITO_ADMIN_GATEWAY_LISTEN__PORT: "1" }, file)).not.toThrow();
  });
});
