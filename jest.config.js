// Tests compile to CommonJS: no experimental flag is needed. What ships is ES modules; the suites that
// start `dist/main.js` as a process test those.
const transform = {
  "\\.ts$": [
    "@swc/jest",
    {
      jsc: {
        parser: { syntax: "typescript", decorators: true },
        transform: { legacyDecorator: true, decoratorMetadata: false },
        target: "es2022",
      },
      module: { type: "commonjs" },
    },
  ],
};

/** One project for each kind of test, so that `npm run test:<kind>` is `jest --selectProjects <kind>`. */
const project = (displayName) => ({
  displayName,
  rootDir: import.meta.dirname,
  testMatch: [`<rootDir>/test/${displayName}/**/*.test.ts`],
  transform,
  moduleNameMapper: { "^(\\.{1,2}/.*)\\.js$": "$1" },
  setupFiles: ["reflect-metadata"],
  testEnvironment: "node",
});

/** Beside the adapters, too: there the packages of each toolkit are found. */
const toolkits = {
  ...project("toolkits"),
  testMatch: [
    "<rootDir>/test/toolkits/*.test.ts",
    "<rootDir>/examples/{react-admin,refine}/*.test.ts",
  ],
};

export default {
  testTimeout: 60_000,
  projects: [
    ...[
      "unit",
      "project",
      "integration",
      "contract",
      "property",
      "federation",
      "browser",
      "production",
      "container",
    ].map(project),
    toolkits,
  ],
};
