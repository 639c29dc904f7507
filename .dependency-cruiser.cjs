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
    "src/network/",
  ],
  "src/config/": ["src/errors/"],
  "src/server/": [
    "src/config/",
    "src/graphql/",
    "src/loaders/",
    "src/audit/",
    "src/authorization/",
    "src/cognito/",
    "src/network/",
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
  "src/authorization/": ["src/errors/", "src/network/"],
  "src/cognito/": ["src/errors/", "src/network/"],
  "src/network/": [],
  "src/errors/": [],
  "src/local-pool/": [],
};

/**
 * The folders of a layer as a stack, from the top: one may import itself and what stands in the lines after its own, neither
 * what shares its line nor what comes before. Files of the layer that no line names are on top of them all.
 * A folder inside of a layer without a place here fails the check.
 */
const stacks = {
  "src/config/": ["listeners/", "loopback\\.ts$"],
  "src/cli/": [
    ["check-policy/", "demo/", "doctor/"],
    ["iam-policy\\.ts$", "listening-line\\.ts$"],
  ],
  "src/server/": ["graphql-http/", "http/", "renewal/", "observability/", ["load/", "answers/"]],
  "src/graphql/": [
    "user-group/",
    ["lists/", "activity/", "account/", "federation/", "principal/"],
    ["password/", "security/"],
    "user-pool/",
    "user/",
    "mutations/",
    "pages/",
    ["guards/", "answers/"],
    ["request/", "rules/"],
    ["enum-values\\.ts$", "scalars\\.ts$"],
  ],
  "src/audit/": ["sinks/", "journal/", "chain/"],
  "src/authorization/": ["tokens/", "[^/]+\\.ts$", "actions/"],
  "src/cognito/": [["frugal/", "probes/"], "gate/", "calls/", "transport/", "records/"],
  "src/local-pool/": [
    "protocol/",
    "operation-table\\.ts$",
    "operations/",
    "sign-in/",
    ["seed/", "messages/"],
    "operation\\.ts$",
    "directory/",
    "activity/",
    ["access/", "crypto/", "handles/", "service-model/"],
    "service-model/service-error\\.ts$",
  ],
};

/** Packages that only some layers may import. */
const fences = {
  "@aws-sdk/client-cloudwatch-logs/": ["src/audit/"],
  // Of the SDK's core the configuration uses the table of Regions and partitions.
  "@aws-sdk/core/": ["src/cognito/", "src/config/partition\\.ts$"],
  "@aws-sdk/(?!client-cloudwatch-logs/|core/)|@smithy/": ["src/cognito/"],
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

/** Each folder of a stack with those below it. */
const rooms = Object.entries(stacks).flatMap(([layer, lines]) => {
  const paths = lines.map((line) => [line].flat().map((room) => `${layer}${room}`));
  return paths.flatMap((line, index) =>
    line.map((room) => ({ layer, room, below: paths.slice(index + 1).flat() })),
  );
});

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
    {
      name: "every-folder-of-a-layer-has-a-place",
      severity: "error",
      from: { path: "^src/[^/]+/[^/]+/", pathNot: anyOf(rooms.map(({ room }) => room)) },
      to: {},
    },
    ...rooms.map(({ layer, room, below }) => ({
      name: `room ${room}`,
      severity: "error",
      from: { path: anyOf([room]) },
      to: { path: anyOf([layer]), pathNot: anyOf([room, ...below]) },
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
