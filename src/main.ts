#!/usr/bin/env node
import { randomUUID } from "node:crypto";
import { parseArgs } from "node:util";
import { setFlagsFromString } from "node:v8";

// Before Cedar's WebAssembly is loaded: V8 would optimize it while it checks the policies, which takes longer than the check.
// docs/decisions/0015 has the figures.
setFlagsFromString("--wasm-tiering-budget=100000000");

const usage = `Usage: cognito-admin-gateway [--config FILE]
       cognito-admin-gateway COMMAND [--help]
       cognito-admin-gateway --version

Without a configuration (--config or COGNITO_ADMIN_GATEWAY_CONFIG) it runs on sample people in a local pool.

Commands:
  local-pool     start the local pool alone
  print-schema   print the subgraph's schema
  iam-policy     print the IAM policy that the gateway needs
  audit-verify   look for changes in an audit log
  check-policy   check the policies, and say who may do what
  doctor         say what of a configuration works from here, and what does not`;

/** What a command leaves behind: something that runs until it is stopped, or an exit code. */
type Started = Running | { exitCode: number };

interface Running {
  stop(): Promise<void>;
  /** Reads again what may change while it runs. */
  reload?(): Promise<void>;
  /** Begins a new file of the audit log. */
  rotateAudit?(): Promise<void>;
}

/** Loaded only when asked for: a production gateway never loads the local pool. */
const commands: Readonly<Record<string, (argv: readonly string[]) => Promise<Started>>> = {
  "local-pool": (argv) =>
    obeyingSignals(async () => (await import("./cli/local-pool.js")).localPool(argv)),
  "print-schema": async (argv) => (await import("./cli/print-schema.js")).printSchema(argv),
  "audit-verify": async (argv) => (await import("./cli/audit-verify.js")).auditVerify(argv),
  "check-policy": async (argv) =>
    (await import("./cli/check-policy/check-policy.js")).checkPolicy(argv),
  doctor: async (argv) => (await import("./cli/doctor/doctor.js")).doctor(argv),
  "iam-policy": async (argv) => (await import("./cli/iam-policy.js")).iamPolicy(argv),
};

async function start([name = "", ...rest]: readonly string[]): Promise<Started> {
  if (Object.hasOwn(commands, name)) return (await commands[name]?.(rest)) ?? { exitCode: 64 };
  const { values } = parseArgs({
    args: name === "" ? [] : [name, ...rest],
    options: {
      config: { type: "string" },
      help: { type: "boolean", short: "h" },
      version: { type: "boolean" },
    },
  });
  if (values.help === true) {
    console.log(usage);
    return { exitCode: 0 };
  }
  if (values.version === true) {
    console.log((await import("./server/version.js")).version);
    return { exitCode: 0 };
  }
  const { configFileFromEnvironment } = await import("./config/read-config.js");
  const file = values.config ?? configFileFromEnvironment();
  if (file === undefined)
    return obeyingSignals(async () => (await import("./cli/demo/demo.js")).demo());
  return obeyingSignals(async () => (await import("./cli/serve.js")).serve(file), {
    isReloadable: true,
  });
}

/**
 * Starts what runs until it is stopped. Stops once, whatever signal comes first; a second signal does not wait. SIGHUP
 * reloads, SIGUSR2 begins a new file of the audit log. Signals are listened to before anything is started: one that comes early is obeyed as soon as all has started,
 * so that nothing is left half open.
 */
async function obeyingSignals(
  begin: () => Promise<Started>,
  { isReloadable = false } = {},
): Promise<Started> {
  const firstSignal = new Promise<void>((resolve) => {
    let isStopping = false;
    const stop = () => {
      if (isStopping) process.exit(1);
      isStopping = true;
      resolve();
    };
    process.on("SIGTERM", stop).on("SIGINT", stop);
  });
  const obey = async (order: "reload" | "rotateAudit") => {
    const started = await starting;
    if ("stop" in started) await started[order]?.();
  };
  // Without anything to reload, the end of a terminal ends the process as usual.
  if (isReloadable) {
    process.on("SIGHUP", () => void obey("reload"));
    process.on("SIGUSR2", () => void obey("rotateAudit"));
  }
  const starting = begin();
  const started = await starting;
  if ("stop" in started) {
    void firstSignal.then(() => started.stop()).then(() => process.exit(0), fail);
  }
  return started;
}

/** The last resort prints kinds and an id, never a message: a message can quote what a caller sent. */
function fail(error: unknown): void {
  const name = error instanceof Error ? plainName(error.name) : typeof error;
  const code = error instanceof Error && "code" in error ? plainName(error.code) : undefined;
  console.error(JSON.stringify({ msg: "fatal", id: randomUUID(), error: name, code }));
  process.exit(1);
}

/** A name as Node and libraries give them, or nothing: it could be a text. */
function plainName(name: unknown): string | undefined {
  return typeof name === "string" && /^\w{1,80}$/.test(name) ? name : undefined;
}

process.on("uncaughtException", fail).on("unhandledRejection", fail);

try {
  const started = await start(process.argv.slice(2));
  if ("exitCode" in started) process.exitCode = started.exitCode;
} catch (error) {
  const isUsageMistake =
    error instanceof TypeError &&
    "code" in error &&
    String(error.code).startsWith("ERR_PARSE_ARGS");
  if (!isUsageMistake) fail(error);
  console.error(`${error instanceof Error ? error.message : ""}\n\n${usage}`);
  process.exitCode = 64;
}
