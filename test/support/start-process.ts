import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";

const root = join(__dirname, "../..");

/** What the program says when it is ready. */
interface Listening {
  readonly url: string;
  readonly adminUrl?: string;
}

/** A command under test, in a process group of its own so that what it starts can be ended with it. */
export interface StartedProcess {
  readonly pid: number | undefined;
  /** Resolves with the line that says where it listens; fails when the process ends without one. */
  readonly listening: Promise<Listening>;
  /** Resolves with the exit code; null when a signal ended it. */
  readonly ended: Promise<number | null>;
  readonly output: () => string;
  readonly complaints: () => string;
  readonly signal: (name: NodeJS.Signals) => void;
  /** Ends it if it still runs, and waits for that. */
  readonly stop: () => Promise<number | null>;
}

/** The environment of this process without what would configure a gateway. */
function plainEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith("COGNITO_ADMIN_GATEWAY_")),
  );
}

/** Starts a command in the repository's root. */
export function startProcess(
  command: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): StartedProcess {
  const child = spawn(command, args, {
    cwd: root,
    env: { ...plainEnvironment(), ...environment },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let output = "";
  let complaints = "";
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  child.stderr.on("data", (chunk: Buffer) => (complaints += chunk.toString()));
  const found = new Promise<Listening>((resolve) => {
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      const line = /^\{"msg":"listening".*\}$/m.exec(output)?.[0];
      if (line !== undefined) resolve(JSON.parse(line) as Listening);
    });
  });
  const gone = ended.then((code) => {
    throw new Error(`The process ended with ${String(code)}: ${output}${complaints}`);
  });
  const listening = Promise.race([found, gone]);
  // Whoever waits for the end only is not to be failed by this.
  listening.catch(() => undefined);
  const signal = (name: NodeJS.Signals) => {
    signalGroup(child, name);
  };
  const stop = () => {
    signal("SIGTERM");
    return ended;
  };
  return {
    pid: child.pid,
    listening,
    ended,
    output: () => output,
    complaints: () => complaints,
    signal,
    stop,
  };
}

/** Starts the program as it ships. */
export const startProgram = (
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): StartedProcess => startProcess(process.execPath, ["dist/main.js", ...args], environment);

function signalGroup({ pid, exitCode, signalCode }: ChildProcess, name: NodeJS.Signals): void {
  if (pid === undefined || exitCode !== null || signalCode !== null) return;
  try {
    process.kill(-pid, name);
  } catch {
    // It has ended meanwhile.
  }
}
