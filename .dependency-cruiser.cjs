/**
 * The dependency rule of ARCHITECTURE.md, as one table: a layer may import itself and the layers of its row.
 * A folder of src without a row fails the check.
 */
const layers = {
  "src/main\\.ts$": ["src/cli/", "src/config/", "src/server/", "src/errors/"],
  "src/cli/": [
    "src/config/",
    "src/server/",
    "src/graphql/",
    "src/audit/",
    "src/authorization/",
    "src/cognito/",
    "src/local-pool/",
    "src/errors/",
  ],
  "src/config/": ["src/errors/"],
  "src/server/": [
    "src/config/",
    "src/graphql/",
    "src/loaders/",
    "src/audit/",
    "src/authorization/",
    "src/cognito/",
    "src/errors/",
  ],
  "src/graphql/": [
    "src/loaders/",
    "src/audit/",
    "src/authorization/",
    "src/cognito/",
    "src/errors/",
  ],
  "src/loaders/": ["src/cognito/", "src/errors/"],
  "src/audit/": ["src/authorization/", "src/errors/"],
  "src/authorization/": ["src/errors/"],
  "src/cognito/": ["src/errors/"],
  "src/errors/": [],
  "src/local-pool/": [],
};

/** Packages that only some layers may import. */
const fences = {
  "@aws-sdk/client-cloudwatch-logs/": ["src/audit/"],
  "@aws-sdk/(?!client-cloudwatch-logs/)|@smithy/": ["src/cognito/"],
  "undici/": ["src/cognito/"],
  "graphql/|type-graphql/|graphql-scalars/|@apollo/|@graphql-tools/|reflect-metadata/": [
    "src/graphql/",
    "src/server/",
    "src/cli/",
  ],
  "fastify/|pino/|prom-client/": ["src/server/"],
  "aws-jwt-verify/": ["src/authorization/"],
  "dataloader/": ["src/loaders/"],
  "rate-limiter-flexible/": ["src/graphql/"],
  "yaml/|zod/": ["src/config/"],
};

const anyOf = (patterns) => `^(${patterns.join("|")})`;

module.exports = {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "no-orphans",
      severity: "error",
      from: { orphan: true, path: "^src/", pathNot: "^src/main\\.ts$" },
      to: {},
    },
    {
      name: "src-never-imports-test",
      severity: "error",
      from: { path: "^src/" },
      to: { path: "^test/" },
    },
    {
      name: "every-folder-has-a-row",
      severity: "error",
      from: { path: "^src/", pathNot: anyOf(Object.keys(layers)) },
      to: {},
    },
    ...Object.entries(layers).map(([layer, allowed]) => ({
      name: `layer ${layer}`,
      severity: "error",
      from: { path: anyOf([layer]) },
      to: { path: "^src/", pathNot: anyOf([layer, ...allowed]) },
    })),
    ...Object.entries(fences).map(([packages, allowed]) => ({
      name: `fence ${packages}`,
      severity: "error",
      from: { path: "^src/", pathNot: anyOf(allowed) },
      to: { path: `node_modules/(${packages})` },
    })),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
