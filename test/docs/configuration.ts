import { secretVariables } from "../../src/config/secrets.js";
import { configurationKeys, variableOf } from "./configuration-keys.js";
import { code, type DocumentWithTables, table } from "./table.js";

export const configuration: DocumentWithTables = {
  path: "docs/configuration.md",
  tables: {
    secrets: table(["Variable", "Form", "For"], () =>
      secretVariables.map((variable) => ({ Variable: code(variable) })),
    ),
    keys: table(["Key", "Type", "Default", "Environment variable", "Meaning"], () =>
      configurationKeys.map((key) => ({
        Key: code(key.path),
        Type: key.type,
        Default: key.fallback,
        "Environment variable": code(variableOf(key)),
      })),
    ),
  },
};
