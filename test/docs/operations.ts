import { cloudWatchLogsOperations } from "../../src/audit/sinks/cloud-watch-logs-sink.js";
import { failureReasons } from "../../src/cognito/calls/failure-reason.js";
import { cognitoOperations } from "../../src/cognito/records/operations.js";
import { quotaCategories } from "../../src/cognito/records/quota-categories.js";
import { tokenRefusals } from "../../src/errors/gateway-error.js";
import { awsConfigKeys, awsVariables, fates } from "../support/aws-settings.js";
import { onePool, ownMetrics } from "./own-metrics.js";
import { code, type DocumentWithTables, table } from "./table.js";

export const operations: DocumentWithTables = {
  path: "docs/operations.md",
  tables: {
    "reasons of failures": table(["`reason`", "What it is", "What mends it"], () =>
      failureReasons.map((reason) => ({ "`reason`": code(reason) })),
    ),
    "reasons of refused tokens": table(["`token`", "What is wrong", "What mends it"], () =>
      tokenRefusals.map((reason) => ({ "`token`": code(reason) })),
    ),
    permissions: table(["Permission", "For"], () =>
      [
        ...cognitoOperations.map((operation) => `cognito-idp:${operation}`),
        ...cloudWatchLogsOperations.map((operation) => `logs:${operation}`),
      ].map((permission) => ({ Permission: code(permission) })),
    ),
    "AWS's variables": table(["Variable", "What becomes of it"], () =>
      Object.entries(awsVariables).map(([variable, fate]) => ({
        Variable: code(variable),
        "What becomes of it": fates[fate],
      })),
    ),
    "keys of AWS's files": table(["Key", "What becomes of it"], () =>
      Object.entries(awsConfigKeys).map(([key, fate]) => ({
        Key: code(key),
        "What becomes of it": fates[fate],
      })),
    ),
    quotas: table(["category", "requests a second", "adjustable", "what the gateway calls"], () =>
      onePool.accounts.flatMap(({ byCategory }) =>
        [...byCategory.keys()].map((category) => ({
          category: code(category),
          "requests a second": String(quotaCategories[category]),
        })),
      ),
    ),
    metrics: table(["Metric", "Type", "Labels", "Meaning"], async () =>
      (await ownMetrics()).map(({ name, type, labels }) => ({
        Metric: code(name),
        Type: type,
        Labels: labels.join(", "),
      })),
    ),
  },
};
