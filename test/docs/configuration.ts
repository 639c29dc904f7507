import { cognitoOperations, operations } from "../../src/cognito/records/operations.js";
import { quotaCategories, type QuotaCategory } from "../../src/cognito/records/quota-categories.js";
import { secretVariables } from "../../src/config/secrets.js";
import { configurationKeys, variableOf } from "./configuration-keys.js";
import { code, codes, type DocumentWithTables, table } from "./table.js";

/** What a key means, where the code knows it: those of the quotas are of its operations. */
function meaningOf(path: string): { readonly Meaning?: string } {
  const [group, category = ""] = path.split(".");
  if (group !== "quotas" || !Object.hasOwn(quotaCategories, category)) return {};
  const counted = cognitoOperations.filter((name) => operations[name].quota === category);
  const granted = quotaCategories[category as QuotaCategory];
  return {
    Meaning:
      `${codes(counted)} calls a second, for each account and Region. Without a value ${Math.floor(granted / 2)} of the ` +
      `${granted} that AWS grants, and no bound for an \`endpoint\` of plain http.`,
  };
}

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
        ...meaningOf(key.path),
      })),
    ),
  },
};
