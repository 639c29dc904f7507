import { parseArgs } from "node:util";
import { cloudWatchLogsOperations } from "../audit/sinks/cloud-watch-logs-sink.js";
import { readFamilies, writeFamilies } from "../authorization/actions.js";
import { operationsFor } from "../cognito/records/operations.js";
import type { Config } from "../config/config.js";
import { ConfigurationError } from "../config/configuration-error.js";
import { partitionOf } from "../config/partition.js";
import { configFileFromEnvironment, readConfig } from "../config/read-config.js";

const usage = `Usage: cognito-admin-gateway iam-policy --config FILE [--account ID]

Prints the least IAM policy that the gateway's role needs for the pools of the configuration; with a roleArn, also that
of each role which the gateway assumes.`;

/** Prints an IAM policy: the operations that the gateway calls, on the pools and the log group that it is configured for. */
export async function iamPolicy(argv: readonly string[]): Promise<{ exitCode: number }> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      config: { type: "string" },
      account: { type: "string", default: "*" },
      help: { type: "boolean", short: "h" },
    },
  });
  const file = values.config ?? configFileFromEnvironment();
  if (values.help === true || file === undefined || !/^(\*|\d{12})$/.test(values.account)) {
    console.log(usage);
    return { exitCode: values.help === true ? 0 : 64 };
  }
  try {
    const config = readConfig(file);
    console.log(JSON.stringify(policiesFor(config, values.account), null, 2));
    return { exitCode: 0 };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    console.error(error.message);
    return { exitCode: 78 };
  }
}

type Pool = Pick<Config["pools"][string], "id" | "region" | "roleArn" | "writes" | "shows">;

/** The gateway's own policy alone, or, where roles are assumed, with that of each role. */
export function policiesFor(
  { pools: byAlias, audit }: Pick<Config, "pools" | "audit">,
  account: string,
) {
  const pools = Object.values(byAlias);
  const mayShip = audit.cloudWatchLogs === undefined ? [] : [mayLog(audit.cloudWatchLogs, account)];
  const own = pools.filter(({ roleArn }) => roleArn === undefined);
  const byRole = new Map<string, Pool[]>();
  for (const pool of pools) {
    if (pool.roleArn === undefined) continue;
    byRole.set(pool.roleArn, [...(byRole.get(pool.roleArn) ?? []), pool]);
  }
  if (byRole.size === 0) return policyOf(...mayUse(own, account), ...mayShip);
  const mayAssume = {
    Sid: "AssumeRoles",
    Effect: "Allow",
    Action: ["sts:AssumeRole"],
    Resource: [...byRole.keys()],
  };
  const roles = [...byRole].map(([arn, ofRole]) => {
    // A role reaches the pools of its own account.
    const [, , , , roleAccount = account] = arn.split(":");
    return [arn, policyOf(...mayUse(ofRole, roleAccount))] as const;
  });
  return {
    gateway: policyOf(...mayUse(own, account), mayAssume, ...mayShip),
    roles: Object.fromEntries(roles),
  };
}

const policyOf = (...statements: readonly object[]) => ({
  Version: "2012-10-17",
  Statement: statements,
});

/**
 * A statement for all pools in which the same is switched on.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncognitouserpools.html
 */
function mayUse(pools: readonly Pool[], account: string): readonly object[] {
  const bySwitches = new Map<string, Pool[]>();
  for (const pool of pools) {
    const switches = [
      ...writeFamilies.filter((family) => pool.writes.includes(family)),
      ...readFamilies.filter((family) => pool.shows.includes(family)),
    ].join(" ");
    bySwitches.set(switches, [...(bySwitches.get(switches) ?? []), pool]);
  }
  return [...bySwitches].map(([switches, alike]) => ({
    Sid: `CognitoAdminGateway${suffixOf(switches)}`,
    Effect: "Allow",
    Action: operationsFor(switches.split(" ")).map((operation) => `cognito-idp:${operation}`),
    Resource: alike.map(
      ({ id, region }) =>
        `arn:${partitionOf(region)}:cognito-idp:${region}:${account}:userpool/${id}`,
    ),
  }));
}

/** Statements of one policy need different names, of letters and digits: those of the families, but for passwords alone. */
function suffixOf(switches: string): string {
  if (switches === "password") return "";
  const words = switches === "" ? ["reads"] : switches.split(" ");
  return words.map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`).join("");
}

/** By the gateway's own role. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html */
const mayLog = (
  { logGroup, region }: NonNullable<Config["audit"]["cloudWatchLogs"]>,
  account: string,
) => ({
  Sid: "AuditLog",
  Effect: "Allow",
  Action: cloudWatchLogsOperations.map((operation) => `logs:${operation}`),
  Resource: [`arn:${partitionOf(region)}:logs:${region}:${account}:log-group:${logGroup}:*`],
});
