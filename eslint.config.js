import js from "@eslint/js";
import { importX } from "eslint-plugin-import-x";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["dist", "coverage", "test/generated", "node_modules"] },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  js.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    plugins: { "import-x": importX },
    languageOptions: {
      parserOptions: { project: ["./test/tsconfig.json"], tsconfigRootDir: import.meta.dirname },
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
    files: ["src/config/**", "src/main.ts", "test/**"],
    rules: { "no-restricted-properties": "off" },
  },
  {
    files: ["src/main.ts", "src/cli/**"],
    rules: { "no-console": "off" },
  },
  {
    files: ["test/**"],
    rules: {
      "max-lines": "off",
      "max-lines-per-function": "off",
      "@typescript-eslint/no-non-null-assertion": "off",
    },
  },
  {
    files: ["*.config.js", "**/*.cjs", "**/*.mjs"],
    languageOptions: {
      globals: { console: "readonly", module: "readonly", process: "readonly" },
    },
  },
);
