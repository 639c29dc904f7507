import { parseArgs } from "node:util";
import { AuditFileError } from "../../audit/journal/audit-file-error.js";
import { PoolProbe } from "../../cognito/probes/pool-probe.js";
import { type CognitoOperation, operationsFor } from "../../cognito/records/operations.js";
import type { UserPoolSettings } from "../../cognito/records/records.js";
import { AwsKeys } from "../../cognito/transport/aws-keys.js";
import type { Config } from "../../config/config.js";
import { configFileFromEnvironment } from "../../config/read-config.js";
import { GatewayError } from "../../errors/gateway-error.js";
import { Tunnels } from "../../network/tunnels.js";
import { askAudit } from "./audit-questions.js";
import { askPolicies, readConfiguration } from "./configuration-questions.js";
import { finding, type Findings, missing, ok } from "./finding.js";
import { askIssuer } from "./issuer-questions.js";
import { askKeys } from "./key-questions.js";
import { askPermissions, type ProbeWrite } from "./permission-questions.js";
import { openProbeLog, type ProbeLog } from "./probe-log.js";
import { createReport } from "./report.js";

const usage = `Usage: cognito-admin-gateway doctor --config FILE [--probe-writes] [--json]

Asks whether this configuration can do its work from here: files, audit log, issuers, credentials, clocks, permissions.
Changes nothing, and disturbs no gateway that runs. Exit code 0 if nothing is missing, 1 if something is, 78 for a
configuration that cannot be used.

  --probe-writes  also send each write, for a user who is not there; written down in an audit log of its own, beside
                  the gateway's
  --json          print one JSON document`;

const exit = { well: 0, missing: 1, usage: 64, configuration: 78 } as const;

const options = {
  config: { type: "string" },
  "probe-writes": { type: "boolean", default: false },
  json: { type: "boolean", default: false },
  help: { type: "boolean", short: "h" },
} as const;

/** Says what of a configuration works from here, and what to do about the rest. */
export async function doctor(argv: readonly string[]): Promise<{ exitCode: number }> {
  const { values } = parseArgs({ args: [...argv], options });
  if (values.help === true) {
    console.log(usage);
    return { exitCode: exit.well };
  }
  const file = values.config ?? configFileFromEnvironment();
  if (file === undefined) {
    console.error(usage);
    return { exitCode: exit.usage };
  }
  const form = values.json ? "json" : process.stdout.isTTY ? "table" : "lines";
  const report = createReport(form, (text) => {
    console.log(text);
  });
  const { config, findings } = readConfiguration(file);
  for (const found of findings) report.tell(found);
  let exitCode: number = config === null ? exit.configuration : exit.well;
  if (config !== null) {
    for await (const found of askAll(config, values["probe-writes"])) {
      if (found.state === "missing") exitCode = exit.missing;
      report.tell(found);
    }
  }
  report.end(exitCode);
  return { exitCode };
}

async function* askAll(config: Config, isWriteProbed: boolean): Findings {
  const tunnels = config.proxy === undefined ? undefined : new Tunnels(config.proxy);
  const keys = new AwsKeys(config.limits, undefined, tunnels);
  try {
    yield* askPolicies(config);
    yield* askAudit(config.audit);
    for (const issuer of config.issuers) yield* askIssuer(issuer, tunnels);
    yield* askPools(config, keys, isWriteProbed);
  } finally {
    keys.destroy();
  }
}

async function* askPools(config: Config, keys: AwsKeys, isWriteProbed: boolean): Findings {
  const log = isWriteProbed ? await openedLog(config, keys) : null;
  if (log instanceof AuditFileError) {
    const remedy = "Without it no write is sent: make the folder of audit.file fit for it.";
    yield finding("audit log", "of the doctor's writes", missing(log.problem, remedy));
  }
  const usable = log instanceof AuditFileError ? null : log;
  try {
    for (const [alias, pool] of Object.entries(config.pools)) {
      yield* askPool(
        { alias, ...pool },
        operationsFor([...pool.writes, ...pool.shows]),
        config.limits,
        keys,
        usable,
      );
    }
  } finally {
    await usable?.close();
  }
  if (usable !== null) yield finding("audit log", "of the doctor's writes", ok(usable.file));
}

async function openedLog(config: Config, keys: AwsKeys): Promise<ProbeLog | AuditFileError> {
  try {
    return await openProbeLog(config, keys);
  } catch (error) {
    if (error instanceof AuditFileError) return error;
    throw error;
  }
}

async function* askPool(
  settings: UserPoolSettings,
  operations: readonly CognitoOperation[],
  deadlines: Config["limits"],
  keys: AwsKeys,
  log: ProbeLog | null,
): Findings {
  const about = `pool ${settings.alias}`;
  yield* askKeys(about, settings, keys);
  const probe = new PoolProbe(settings, deadlines, keys);
  const probeWrite: ProbeWrite | null =
    log && ((operation) => log.write(settings.id, operation, probe));
  try {
    yield* askPermissions(about, probe, probeWrite, operations);
  } catch (error) {
    if (!(error instanceof GatewayError) || error.code !== "AUDIT_UNAVAILABLE") throw error;
    const remedy = "Make room on the disk of audit.file, and ask again.";
    yield finding(about, "writes", missing("could not be written down", remedy));
  } finally {
    probe.close();
  }
}
