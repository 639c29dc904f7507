import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConfigurationError } from "../../../src/config/configuration-error.js";
import { configFileFromEnvironment, readConfig } from "../../../src/config/read-config.js";
import { createSchema } from "../../../src/graphql/schema.js";

const issuer = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Admins";

const policies = "policies: [./roles.cedar]\naudit: { file: audit.jsonl }\n";

const minimal = `
issuers:
  - issuer: ${issuer}
    tokenUse: access
    clientIds: [abc]
pools:
  customers: { id: eu-west-1_AbCdEf123, region: eu-west-1 }
${policies}`;

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "read-config-"));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function read(text: string, environment: Record<string, string> = {}, name = "gateway.yaml") {
  const file = join(folder, name);
  writeFileSync(file, text);
  return readConfig(file, environment);
}

function failureOf(text: string, environment: Record<string, string> = {}): ConfigurationError {
  try {
    read(text, environment);
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
  throw new Error("The configuration was accepted.");
}

const pathsOf = (text: string, environment?: Record<string, string>) =>
  failureOf(text, environment)
    .mistakes.map(({ path }) => path)
    .sort();

/** The minimal configuration with lines of an issuer, and of a pool. */
const withIssuer = (...lines: string[]) =>
  `issuers:\n  - issuer: ${issuer}\n${lines.map((line) => `    ${line}\n`).join("")}pools: { a: { id: eu-west-1_A, region: eu-west-1 } }\n${policies}`;
const withPool = (pool: string) =>
  `${policies}issuers: [{ issuer: "${issuer}", tokenUse: access, clientIds: [abc] }]\npools:\n  a: ${pool}\n`;

describe("listen.cors.origins", () => {
  const withOrigin = (origin: string) =>
    `${minimal}listen: { cors: { origins: [${JSON.stringify(origin)}] } }\n`;

  it.each([
    "https://admin.example.com",
    "https://admin.example.com:8443",
    "http://localhost:5173",
    "http://127.0.0.1",
  ])("may be %s", (origin) => {
    expect(read(withOrigin(origin)).listen.cors.origins).toEqual([origin]);
  });

  it.each([
    ["*", "* would let every page on the web ask"],
    ["null", "must be an origin"],
    ["https://admin.example.com/", "must be an origin"],
    ["https://admin.example.com/path", "must be an origin"],
    ["https://ADMIN.example.com", "must be an origin"],
    ["https://*.example.com", "must be an origin"],
    ["admin.example.com", "must be an origin"],
    ["", "must be an origin"],
    ["http://admin.example.com", "must be https"],
  ])("may not be %j", (origin, problem) => {
    const { mistakes } = failureOf(withOrigin(origin));
    expect(mistakes.map(({ path }) => path)).toEqual(["listen.cors.origins.0"]);
    expect(mistakes[0]?.problem).toContain(problem);
  });

  it("are none by default", () => {
    expect(read(minimal).listen.cors.origins).toEqual([]);
  });
});

describe("readConfig", () => {
  it("fills every default in, and none of them opens anything", () => {
    const config = read(minimal);
    expect(config).toMatchObject({
      listen: { host: "127.0.0.1", port: 4000 },
      introspection: false,
      explorer: false,
      subgraph: { typeName: "User", federationVersion: "2.9" },
      log: { level: "info" },
      issuers: [{ issuer, tokenUse: "access", clientIds: ["abc"], rolesClaim: "cognito:groups" }],
      limits: {
        bodyBytes: 65_536,
        queryLength: 16_384,
        queryTokens: 1000,
        jsonDepth: 32,
        operations: 1,
        fragments: 30,
        variables: 30,
        mutationFields: 1,
        fields: 100,
        aliases: 15,
        directives: 5,
        valueDepth: 8,
        queryDepth: 8,
        userKeys: 100,
        representations: 1000,
        recursiveSelections: 1000,
        connections: 10_000,
        headersTimeoutMs: 5000,
        requestTimeoutMs: 8000,
      },
    });
    expect(config.admin).toBeUndefined();
  });

  it("reads JSON as well", () => {
    const json = JSON.stringify({
      issuers: [{ issuer, tokenUse: "id", clientIds: ["abc"] }],
      pools: { customers: { id: "eu-west-1_A", region: "eu-west-1" } },
      policies: ["roles.cedar"],
      audit: { file: "audit.jsonl" },
      explorer: true,
    });
    expect(read(json, {}, "gateway.json")).toMatchObject({
      explorer: true,
      issuers: [{ tokenUse: "id" }],
    });
  });

  it("reads every key of the design", () => {
    const config = read(`
listen: { host: 0.0.0.0, port: 0 }
policies: [/etc/gateway/*.cedar]
audit: { file: audit.jsonl }
admin: { port: 9090 }
issuers:
  - issuer: https://login.example.com/
    jwksUri: https://login.example.com/keys
    tokenUse: null
    audience: [gateway]
    rolesClaim: roles
pools:
  customers:
    id: eu-west-1_AbCdEf123
    region: eu-west-1
    endpoint: http://127.0.0.1:9229
    roleArn: arn:aws:iam::123456789012:role/path/gateway
introspection: true
explorer: true
subgraph: { typeName: CognitoUser, federationVersion: "2.5" }
log: { level: warn }
limits: { bodyBytes: 100 }
`);
    expect(config).toMatchObject({
      admin: { host: "127.0.0.1", port: 9090 },
      issuers: [{ tokenUse: null, audience: ["gateway"], rolesClaim: "roles" }],
      pools: { customers: { endpoint: "http://127.0.0.1:9229" } },
      subgraph: { typeName: "CognitoUser", federationVersion: "2.5" },
      limits: { bodyBytes: 100, queryTokens: 1000 },
    });
  });

  it("reports every mistake at once, each with its path", () => {
    expect(
      pathsOf(`
listen: { port: 70000, hots: x }
issuers:
  - issuer: http://login.example.com
    tokenUse: acces
    clientIds: []
pools:
  customers: { id: nonsense, region: Ireland }
introspection: "yes"
limits: { bodyBytes: 0, bytes: 1 }
log: { level: debug }
extra: 1
`),
    ).toEqual(
      [
        "audit",
        "extra",
        "introspection",
        "issuers.0.clientIds",
        "issuers.0.issuer",
        "issuers.0.tokenUse",
        "limits.bodyBytes",
        "limits.bytes",
        "listen.hots",
        "listen.port",
        "log.level",
        "policies",
        "pools.customers.id",
        "pools.customers.region",
      ].sort(),
    );
  });

  it("puts file, paths and problems into its message, one mistake a line", () => {
    const { message, source } = failureOf("issuers: []\npools: {}\n");
    expect(source).toBe(join(folder, "gateway.yaml"));
    expect(message.split("\n")[0]).toBe(`${source} cannot be used:`);
    expect(message).toMatch(/^ {2}issuers: /m);
    expect(message).toMatch(/^ {2}pools: at least one pool is needed$/m);
  });

  it("calls what is not there missing", () => {
    for (const empty of ["", "# nothing\n", "{}"]) {
      expect(failureOf(empty).mistakes).toEqual([
        { path: "issuers", problem: "is missing" },
        { path: "pools", problem: "is missing" },
        { path: "policies", problem: "is missing" },
        { path: "audit", problem: "is missing" },
      ]);
    }
    expect(failureOf(withPool("{}")).mistakes).toEqual([
      { path: "pools.a.id", problem: "is missing" },
      { path: "pools.a.region", problem: "is missing" },
    ]);
  });

  it.each([
    ["a list", "- 1\n"],
    ["a word", "hello\n"],
  ])("refuses a file that is %s", (_what, text) => {
    expect(pathsOf(text)).toEqual(["(file)"]);
  });

  it("reports a file that cannot be read by its kind of trouble", () => {
    expect(() => readConfig(join(folder, "nowhere.yaml"), {})).toThrow(
      expect.objectContaining({
        name: "ConfigurationError",
        // Jest's own realm hides from `instanceof` that Node's error is one: outside it says ENOENT.
        mistakes: [
          { path: "(file)", problem: expect.stringMatching(/^cannot be read: /) as string },
        ],
      }) as Error,
    );
    expect(() => readConfig(folder, {})).toThrow(ConfigurationError);
  });

  it("holds the audit log's place in CloudWatch Logs to the names that there can be, and to https", () => {
    const place = (text: string) =>
      minimal.replace("file: audit.jsonl", `file: a, cloudWatchLogs: { ${text} }`);
    expect(pathsOf(place("logGroup: a b, logStream: 'x:y', region: mars"))).toEqual([
      "audit.cloudWatchLogs.logGroup",
      "audit.cloudWatchLogs.logStream",
      "audit.cloudWatchLogs.region",
    ]);
    const away = "logGroup: a, region: eu-west-1, endpoint: 'http://logs.example.com'";
    expect(pathsOf(place(away))).toEqual(["audit.cloudWatchLogs.endpoint"]);
    expect(read(place("logGroup: /a/b, region: eu-west-1")).audit.cloudWatchLogs).toEqual({
      logGroup: "/a/b",
      region: "eu-west-1",
    });
  });

  it.each(["", "short", Buffer.alloc(31).toString("base64"), Buffer.alloc(32).toString("hex")])(
    "refuses %j as the audit log's key, without repeating it",
    (key) => {
      expect(() => read(minimal, { COGNITO_ADMIN_GATEWAY_AUDIT_KEY: key })).toThrow(
        "COGNITO_ADMIN_GATEWAY_AUDIT_KEY: must be 32 bytes in base64",
      );
    },
  );

  it("takes a key of 32 bytes from the environment alone", () => {
    const key = Buffer.alloc(32).toString("base64");
    const config = read(minimal, { COGNITO_ADMIN_GATEWAY_AUDIT_KEY: key });
    expect(config.audit).not.toHaveProperty("key");
    expect(config.secrets).toEqual({ auditKey: key });
  });

  it("finds the audit log beside the configuration", () => {
    const { audit } = read(minimal.replace("file: audit.jsonl", "file: audit/a.jsonl"));
    expect(audit).toMatchObject({ file: join(folder, "audit/a.jsonl"), onFailure: "refuse" });
  });

  it("takes audit for an unknown key anywhere else", () => {
    expect(failureOf(`${minimal}listen: { audit: 1 }\n`).mistakes).toEqual([
      { path: "listen.audit", problem: "is not a known key" },
    ]);
  });
});

describe("YAML that is none", () => {
  it.each([
    ["an open bracket", `issuers: [ hunter2`],
    ["a key twice", `${minimal}listen: { port: 1 }\nlisten: { host: hunter2 }\n`],
    ["bad indentation", `listen:\n  port: 1\n hunter2: 1\n`],
    ["a tab", `listen:\n\thunter2: 1\n`],
    ["two documents", `${minimal}---\nhunter2: 1\n`],
    ["an open string", `listen: "hunter2\n`],
  ])("(%s) is reported with its line and without a word of it", (_what, text) => {
    const { mistakes, message } = failureOf(text);
    expect(mistakes.length).toBeGreaterThan(0);
    for (const { path, problem } of mistakes) {
      expect(path).toMatch(/^\(line \d+\)$/);
      expect(problem).toMatch(/^is not YAML: [A-Z_]+$/);
    }
    expect(message).not.toContain("hunter2");
  });

  it("(an alias without its anchor) is a mistake of the configuration", () => {
    expect(failureOf("listen: *nowhere\n").mistakes).toHaveLength(1);
  });
});

describe("issuers", () => {
  const access = "tokenUse: access";

  it.each([
    ["neither clientIds nor audience", [access]],
    ["both clientIds and audience", [access, "clientIds: [a]", "audience: [b]"]],
  ])("need one of clientIds and audience: %s is refused", (_what, lines) => {
    expect(failureOf(withIssuer(...lines)).mistakes).toEqual([
      { path: "issuers.0", problem: "exactly one of clientIds and audience must be given" },
    ]);
  });

  it("have no default for tokenUse, since null skips a check", () => {
    expect(pathsOf(withIssuer("clientIds: [a]"))).toEqual(["issuers.0.tokenUse"]);
  });

  it.each([
    ['clientIds: [""]', "issuers.0.clientIds.0"],
    ["clientIds: [1]", "issuers.0.clientIds.0"],
    ["clientIds: abc", "issuers.0.clientIds"],
  ])("refuse %s", (line, path) => {
    expect(pathsOf(withIssuer(access, line))).toEqual([path]);
  });

  it("may be named once only", () => {
    const item = `{ issuer: "${issuer}", tokenUse: access, clientIds: [abc] }`;
    const text = `${policies}issuers: [${item}, ${item}]\npools: { a: { id: eu-west-1_A, region: eu-west-1 } }\n`;
    expect(pathsOf(text)).toHaveLength(1);
  });

  it("are checked for clients even with an unknown key", () => {
    expect(pathsOf(withIssuer(access, "extra: 1"))).toEqual(["issuers.0", "issuers.0.extra"]);
  });

  // src/config/config.ts: zod skips an object's own checks while a member of it is wrong.
  it.failing("are checked for clients even when another key of theirs is wrong", () => {
    expect(pathsOf(withIssuer("tokenUse: 1"))).toEqual(["issuers.0", "issuers.0.tokenUse"]);
  });
});

describe("plain http", () => {
  it.each(["http://127.0.0.1:9229/pool", "http://localhost:9229", "http://[::1]:9229"])(
    "is accepted for %s",
    (url) => {
      const config = read(
        `${policies}issuers: [{ issuer: "${url}", jwksUri: "${url}/keys", tokenUse: access, clientIds: [a] }]\npools: { a: { id: eu-west-1_A, region: eu-west-1, endpoint: "${url}" } }\n`,
      );
      expect(config.pools["a"]?.endpoint).toBe(url);
    },
  );

  it.each(["http://example.com", "http://127.0.0.1.example.com", "http://10.0.0.1"])(
    "is refused for %s, wherever a URL stands",
    (url) => {
      expect(
        pathsOf(
          `${policies}issuers: [{ issuer: "${url}", jwksUri: "${url}", tokenUse: access, clientIds: [a] }]\npools: { a: { id: eu-west-1_A, region: eu-west-1, endpoint: "${url}" } }\n`,
        ),
      ).toEqual(["issuers.0.issuer", "issuers.0.jwksUri", "pools.a.endpoint"]);
    },
  );

  const withEndpoint = (url: string) =>
    pathsOf(withPool(`{ id: eu-west-1_A, region: eu-west-1, endpoint: ${url} }`));

  it.each(["ftp://127.0.0.1", "file:///etc/passwd", "javascript://127.0.0.1"])(
    "is not %s",
    (url) => {
      expect(new Set(withEndpoint(url))).toEqual(new Set(["pools.a.endpoint"]));
    },
  );

  it.each(["127.0.0.1:9229", "/keys", "example.com", "'http://'", "''"])(
    "is not %s, which is no URL at all",
    (url) => {
      expect(new Set(withEndpoint(url))).toEqual(new Set(["pools.a.endpoint"]));
    },
  );
});

describe("pools", () => {
  it.each([
    ["{ id: eu-west-1_A, region: eu-west-1, roleArn: nonsense }", "pools.a.roleArn"],
    ["{ id: eu-west-1_A, region: eu-west-1, externalId: abc }", "pools.a.externalId"],
    [
      '{ id: eu-west-1_A, region: eu-west-1, roleArn: "arn:aws:iam::123456789012:role/a", externalId: "a b" }',
      "pools.a.externalId",
    ],
    [
      '{ id: eu-west-1_A, region: eu-west-1, endpoint: "https://vpce.example.com", fips: true }',
      "pools.a.endpoint",
    ],
    [
      '{ id: eu-west-1_A, region: eu-west-1, endpoint: "https://vpce.example.com", dualStack: true }',
      "pools.a.endpoint",
    ],
    ["{ id: ../../x, region: eu-west-1 }", "pools.a.id"],
    [`{ id: eu-west-1_${"A".repeat(50)}, region: eu-west-1 }`, "pools.a.id"],
    ["{ id: eu-west-1_A, region: evil.com }", "pools.a.region"],
    ["{ id: eu-west-1_A, region: localhost }", "pools.a.region"],
    ["{ id: eu-west-1_A, region: EU-WEST-1 }", "pools.a.region"],
    ["{ id: eu-west-1_A, region: eu-west-1, secret: x }", "pools.a.secret"],
  ])("refuse %s", (pool, path) => {
    expect(pathsOf(withPool(pool))).toEqual([path]);
  });

  it.each(["us-gov-west-1", "ap-southeast-2", "il-central-1"])("take the Region %s", (region) => {
    expect(read(withPool(`{ id: ${region}_A, region: ${region} }`)).pools["a"]?.region).toBe(
      region,
    );
  });

  it.each(["Customers", "customer_pool", "1st", '""', "a b"])("refuse the alias %s", (alias) => {
    const pool = "{ id: eu-west-1_A, region: eu-west-1 }";
    const head = `issuers: [{ issuer: "${issuer}", tokenUse: access, clientIds: [a] }]`;
    const { mistakes } = failureOf(`${policies}${head}\npools: { ${alias}: ${pool} }\n`);
    expect(mistakes.map(({ problem }) => problem)).toEqual([
      "an alias is lower-case letters, digits and -",
    ]);
  });

  it("may not share an id", () => {
    const pool = "{ id: eu-west-1_A, region: eu-west-1 }";
    expect(failureOf(`${withPool(pool)}  b: ${pool}\n`).mistakes).toEqual([
      { path: "pools", problem: expect.stringMatching(/no two pools may share an id/) as string },
    ]);
  });
});

describe("wrong types", () => {
  it.each([
    ["listen: 4000", "listen"],
    ['listen: { port: "4000" }', "listen.port"],
    ["listen: { port: 4000.5 }", "listen.port"],
    ["listen: { port: -1 }", "listen.port"],
    ["listen: { host: 127 }", "listen.host"],
    ["admin: { host: 127.0.0.1 }", "admin.port"],
    ["explorer: 1", "explorer"],
    ["introspection: null", "introspection"],
    ["limits: { bodyBytes: many }", "limits.bodyBytes"],
    ["limits: { readDeadlineMs: 300001 }", "limits.readDeadlineMs"],
    ["subgraph: { typeName: __User }", "subgraph.typeName"],
    ["subgraph: { typeName: Us-er }", "subgraph.typeName"],
    ["subgraph: { typeName: _User }", "subgraph.typeName"],
    ["limits: { readAttemptTimeoutMs: 2501 }", "limits.readAttemptTimeoutMs"],
    ["limits: { requestTimeoutMs: 4999 }", "limits.headersTimeoutMs"],
    ['subgraph: { federationVersion: "1.0" }', "subgraph.federationVersion"],
  ])("%s is a mistake at %s", (line, path) => {
    expect(pathsOf(`${minimal}${line}\n`)).toEqual([path]);
  });
});

describe("the router", () => {
  const secret = "a-secret-of-the-router-0123456789";
  const withTls = "listen: { tls: { cert: c, key: ./k, clientCa: /etc/ca } }\n";

  it("has its secrets from the environment, and safe defaults", () => {
    const config = read(`${minimal}router: {}\n`, {
      COGNITO_ADMIN_GATEWAY_ROUTER_SECRET: `${secret},${secret}2`,
    });
    expect(config.secrets?.router).toEqual([secret, `${secret}2`]);
    expect(config.router).toEqual({ secretHeader: "x-router-secret", required: false });
  });

  it.each(["secret", "secrets"])("has no %s in the file, where it is not repeated", (key) => {
    const { mistakes, message } = failureOf(`${minimal}router: { ${key}: ${secret} }\n`);
    expect(mistakes).toEqual([
      {
        path: `router.${key}`,
        problem: "a secret does not belong in the file: set COGNITO_ADMIN_GATEWAY_ROUTER_SECRET",
      },
    ]);
    expect(message).not.toContain(secret);
  });

  it("must be there when a secret is set, and the secret must be long enough", () => {
    const at = (value: string) => ({ COGNITO_ADMIN_GATEWAY_ROUTER_SECRET: value });
    expect(pathsOf(minimal, at(secret))).toEqual(["COGNITO_ADMIN_GATEWAY_ROUTER_SECRET"]);
    expect(pathsOf(`${minimal}router: {}\nexplorer: 1\n`, at("short"))).toEqual([
      "COGNITO_ADMIN_GATEWAY_ROUTER_SECRET",
      "explorer",
    ]);
  });

  it.each([
    ["router: { secretHeader: authorization }", "router.secretHeader"],
    ["router: { secretHeader: connection }", "router.secretHeader"],
    ["router: { secretHeader: X-Router-Secret }", "router.secretHeader"],
    ["router: { secretHeader: 'x router' }", "router.secretHeader"],
    ["router: { secretHeader: '' }", "router.secretHeader"],
    ["router: { clientCertificate: { subjects: [a] } }", "router.clientCertificate"],
    ["router: { required: 1 }", "router.required"],
    ["router: null", "router"],
    ["listen: { tls: { cert: c } }", "listen.tls.key"],
  ])("%s is a mistake at %s", (line, path) => {
    expect(pathsOf(`${minimal}${line}\n`)).toEqual([path]);
  });

  it("takes client certificates where the listener verifies them, from files beside the configuration", () => {
    const text = `${minimal}${withTls}router: { clientCertificate: { subjects: [router] } }\n`;
    expect(read(text).listen.tls).toEqual({
      cert: join(folder, "c"),
      key: join(folder, "k"),
      clientCa: "/etc/ca",
    });
  });
});

describe("the name of the type User", () => {
  // Whatever the schema has, so that a type that is added cannot be forgotten.
  const { schema } = createSchema({
    typeName: "User",
    federationVersion: "2.9",
    directives: ["authenticated", "requiresScopes", "policy", "tag", "cost", "listSize"],
    introspection: true,
  });
  const others = Object.keys(schema.getTypeMap()).filter((name) => name !== "User");

  it.each([...others, "Subscription", "Float", "FieldSet", "link__New"])("cannot be %s", (name) => {
    expect(pathsOf(`${minimal}subgraph: { typeName: ${name} }\n`)).toEqual(["subgraph.typeName"]);
  });

  it("cannot be what the prefix makes of another type", () => {
    const subgraph = "subgraph: { typeName: CognitoUserPool, typePrefix: Cognito }";
    expect(pathsOf(`${minimal}${subgraph}\n`)).toEqual(["subgraph.typeName"]);
    const free = "subgraph: { typeName: UserPool, typePrefix: Cognito }";
    expect(read(`${minimal}${free}\n`).subgraph.typeName).toBe("UserPool");
  });

  it.each(["cognito", "Cog_nito", "1", "A".repeat(32)])("cannot have the prefix %s", (prefix) => {
    const subgraph = `subgraph: { typePrefix: "${prefix}" }`;
    expect(pathsOf(`${minimal}${subgraph}\n`)).toEqual(["subgraph.typePrefix"]);
  });

  it.each(["Cognito", "cog_nito", "1", "", "a".repeat(32)])(
    "stands beside root fields that cannot have the prefix %j",
    (prefix) => {
      const subgraph = `subgraph: { rootFieldPrefix: "${prefix}" }`;
      expect(pathsOf(`${minimal}${subgraph}\n`)).toEqual(["subgraph.rootFieldPrefix"]);
    },
  );

  it("can be CognitoUser", () => {
    expect(read(`${minimal}subgraph: { typeName: CognitoUser }\n`).subgraph.typeName).toBe(
      "CognitoUser",
    );
  });
});

describe("configFileFromEnvironment", () => {
  it.each([
    [{}, undefined],
    [{ COGNITO_ADMIN_GATEWAY_CONFIG: "" }, ""],
    [{ COGNITO_ADMIN_GATEWAY_CONFIG: "/etc/gateway.yaml" }, "/etc/gateway.yaml"],
  ])("reads %j as %s", (environment, file) => {
    expect(configFileFromEnvironment(environment)).toBe(file);
  });
});

describe("a file with an empty name", () => {
  it("is a mistake, and not the first run on sample people", () => {
    expect(() => readConfig("", {})).toThrow(ConfigurationError);
  });
});

describe("the environment", () => {
  it("overrides the file before it is checked, and its mistakes are reported with the file's", () => {
    const text = `${minimal}explorer: 1\n`;
    expect(read(text, { COGNITO_ADMIN_GATEWAY_EXPLORER: "true" }).explorer).toBe(true);
    expect(
      pathsOf(text, {
        COGNITO_ADMIN_GATEWAY_NONSENSE: "1",
        COGNITO_ADMIN_GATEWAY_LISTEN__PORT: "x",
      }),
    ).toEqual(["COGNITO_ADMIN_GATEWAY_NONSENSE", "explorer", "listen.port"]);
  });
});
