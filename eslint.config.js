import { existsSync } from "node:fs";
import { join } from "node:path";
import js from "@eslint/js";
import graphqlEslint from "@graphql-eslint/eslint-plugin";
import { importX } from "eslint-plugin-import-x";
import tseslint from "typescript-eslint";

/** Federation's directives become known through the schema's own `@link`: the plugin builds it as a subgraph. */
const graphqlLanguage = {
  parser: graphqlEslint.parser,
  parserOptions: {
    graphQLConfig: {
      schema: join(import.meta.dirname, "schema/schema.graphql"),
      documents: join(import.meta.dirname, "test/operations/*.graphql"),
    },
  },
};

/** Adapters with packages of their own: `npm run test:toolkits` installs them, and only then can types be known. */
const toolkits = ["examples/react-admin", "examples/refine"];
const notInstalled = toolkits.filter(
  (folder) => !existsSync(join(import.meta.dirname, folder, "node_modules")),
);

export default tseslint.config(
  {
    ignores: [
      ...notInstalled,
      "build",
      "dist",
      "coverage",
      "test/generated",
      "examples/frontends/generated",
      "examples/admin-console/src/generated",
      "**/node_modules",
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  { ...js.configs.recommended, files: ["**/*.{js,cjs,mjs,ts,tsx}"] },
  {
    files: ["**/*.{ts,tsx}"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    plugins: { "import-x": importX },
    languageOptions: {
      parserOptions: {
        project: ["./test/tsconfig.json", ...toolkits.map((folder) => `./${folder}/tsconfig.json`)],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      // A function may meet a Promise-returning type without having to wait for anything.
      "@typescript-eslint/require-await": "off",
      "@typescript-eslint/consistent-type-imports": "error",
      // Under verbatimModuleSyntax, `import { type A }` would still load the module.
      "@typescript-eslint/no-import-type-side-effects": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_" },
      ],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // type-graphql's types are classes that hold decorators only.
      "@typescript-eslint/no-extraneous-class": ["error", { allowWithDecorator: true }],
      "import-x/no-default-export": "error",
      "import-x/no-duplicates": ["error", { "prefer-inline": true }],
      "import-x/order": ["error", { alphabetize: { order: "asc" }, "newlines-between": "never" }],
      "max-lines": ["error", 250],
      "max-lines-per-function": ["error", 50],
      "no-console": "error",
      "no-restricted-syntax": [
        "error",
        { selector: "TSEnumDeclaration", message: "Use a union of literals." },
      ],
      "no-warning-comments": ["error", { terms: ["fixme"] }],
      "no-restricted-properties": [
        "error",
        { object: "process", property: "env", message: "Only src/config reads the environment." },
        { object: "process", property: "exit", message: "Only src/main.ts ends the process." },
      ],
    },
  },
  {
    files: ["examples/admin-console/**/*.{ts,tsx}"],
    languageOptions: {
      parserOptions: { project: ["./examples/admin-console/tsconfig.json"] },
    },
  },
  {
    files: ["src/config/**", "src/main.ts", "test/**", "examples/admin-console/vite.config.ts"],
    rules: { "no-restricted-properties": "off" },
  },
  {
    files: ["src/main.ts", "src/cli/**"],
    rules: { "no-console": "off" },
  },
  {
    files: ["test/**", "examples/*/*.test.ts"],
    rules: {
      "max-lines": "off",
      "max-lines-per-function": "off",
      "@typescript-eslint/no-non-null-assertion": "off",
    },
  },
  {
    files: toolkits.map((folder) => `${folder}/*.test.ts`),
    // React's test renderer is deprecated in favour of trees in a browser; these need none.
    rules: { "@typescript-eslint/no-deprecated": "off" },
  },
  {
    files: ["*.config.js", "**/*.cjs", "**/*.mjs"],
    languageOptions: {
      globals: { console: "readonly", module: "readonly", process: "readonly" },
    },
  },
  {
    files: ["schema/schema.graphql"],
    plugins: { "@graphql-eslint": graphqlEslint },
    languageOptions: graphqlLanguage,
    rules: {
      ...graphqlEslint.configs["flat/schema-recommended"].rules,
      "@graphql-eslint/no-scalar-result-type-on-mutation": "error",
      "@graphql-eslint/require-nullable-fields-with-oneof": "error",
      "@graphql-eslint/require-type-pattern-with-oneof": "error",
      "@graphql-eslint/require-description": [
        "error",
        {
          types: true,
          rootField: true,
          FieldDefinition: true,
          InputValueDefinition: true,
          EnumValueDefinition: true,
          DirectiveDefinition: true,
          // The root types are known to every reader of GraphQL.
          ignoredSelectors: ["[type=ObjectTypeDefinition][name.value=/^(Query|Mutation)$/]"],
        },
      ],
      // `User.username` is the name that Cognito and every reader know.
      "@graphql-eslint/no-typename-prefix": "off",
      // Value types such as PasswordPolicy have no identity. Entities have one: by the restriction below.
      "@graphql-eslint/strict-id-in-types": "off",
      "no-restricted-syntax": [
        "error",
        {
          selector:
            "ObjectTypeDefinition:has(> Directive[name.value='key']):not(:has(> FieldDefinition[name.value='id'][gqlType.type='NonNullType'][gqlType.gqlType.name.value='ID']))",
          message: "An entity has a field `id: ID!`, by which clients cache it.",
        },
        // Not require-deprecation-date: it wants an argument that `@deprecated` does not have, so no schema would build.
        {
          selector:
            "Directive[name.value='deprecated']:not(:has(Argument[name.value='reason'] > StringValue[value=/Removed after [0-9]{4}-[0-9]{2}-[0-9]{2}[.]$/]))",
          message: "A deprecation's reason ends with its date: `Removed after 2027-06-30.`",
        },
      ],
    },
  },
  {
    files: ["test/operations/*.graphql"],
    plugins: { "@graphql-eslint": graphqlEslint },
    languageOptions: graphqlLanguage,
    rules: {
      ...graphqlEslint.configs["flat/operations-recommended"].rules,
      "@graphql-eslint/lone-executable-definition": "error",
      "@graphql-eslint/match-document-filename": [
        "error",
        { query: "kebab-case", mutation: "kebab-case", fragment: "kebab-case" },
      ],
    },
  },
);
