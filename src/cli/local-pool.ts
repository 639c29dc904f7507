import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import type { AccessKey } from "../local-pool/access/access-key.js";
import { startLocalPool } from "../local-pool/local-pool.js";
import { parseSeed, SeedError, type LocalPoolSeed } from "../local-pool/seed/seed.js";

const USAGE = `Usage: cognito-admin-gateway local-pool [--port N] [--seed FILE] [--key ID:SECRET]... [--strict]

Starts a small emulator of Amazon Cognito user pools on 127.0.0.1, for trying out and for tests.
All it holds is in memory and gone when it stops.

  --port N      listen on port N (0, the default, takes any free port)
  --seed FILE   begin with the pools, clients, groups, users and access keys of a JSON file
  --key ID:SECRET
                verify requests with this AWS access key in full, as those with the key local:local;
                may be given more than once
  --strict      refuse every other access key; without it, all that needs no secret is checked of
                their requests, and they may do everything
  --help        show this text`;

const EXIT = { done: 0, portBusy: 1, usage: 64, badSeed: 78 } as const;

/** A wrong command line or seed: what to tell the operator and how to exit. */
class Refusal extends Error {
  constructor(
    readonly exitCode: number,
    message: string,
  ) {
    super(message);
  }
}

/** Runs `local-pool`: prints one JSON line once it listens, or says on standard error what is wrong. */
export async function localPool(
  argv: readonly string[],
): Promise<{ stop(): Promise<void> } | { exitCode: number }> {
  try {
    const { port, seedFile, keys, isStrict, help } = readArguments(argv);
    if (help) {
      console.log(USAGE);
      return { exitCode: EXIT.done };
    }
    const seed = seedFile === undefined ? {} : { seed: await readSeed(seedFile) };
    const pool = await startLocalPool({ port, keys, isStrict, ...seed }).catch((error: unknown) => {
      throw new Refusal(EXIT.portBusy, listenProblem(port, error));
    });
    console.log(
      JSON.stringify({ msg: "listening", url: pool.url, notice: "local emulator, not AWS" }),
    );
    return { stop: () => pool.stop() };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    console.error(error.message);
    return { exitCode: error.exitCode };
  }
}

interface Arguments {
  readonly port: number;
  readonly seedFile: string | undefined;
  readonly keys: readonly AccessKey[];
  readonly isStrict: boolean;
  readonly help: boolean;
}

function readArguments(argv: readonly string[]): Arguments {
  const { port = "0", seed, key = [], strict = false, help = false } = parseOptions(argv);
  if (!/^\d{1,5}$/u.test(port) || Number(port) > 65_535) {
    throw new Refusal(EXIT.usage, `--port takes a number from 0 to 65535.\n\n${USAGE}`);
  }
  return { port: Number(port), seedFile: seed, keys: key.map(readKey), isStrict: strict, help };
}

/** A secret never stands in a message, not even a malformed one. */
function readKey(option: string): AccessKey {
  const [, accessKeyId, secretAccessKey] = /^([\w-]{1,128}):([^\s:]+)$/u.exec(option) ?? [];
  if (accessKeyId === undefined || secretAccessKey === undefined) {
    throw new Refusal(EXIT.usage, `--key takes an id and a secret, as ID:SECRET.\n\n${USAGE}`);
  }
  return { accessKeyId, secretAccessKey };
}

function parseOptions(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        port: { type: "string" },
        seed: { type: "string" },
        key: { type: "string", multiple: true },
        strict: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    }).values;
  } catch (error) {
    const problem = error instanceof Error ? error.message : "The arguments cannot be read.";
    throw new Refusal(EXIT.usage, `${problem}\n\n${USAGE}`);
  }
}

async function readSeed(file: string): Promise<LocalPoolSeed> {
  const content = await readFile(file, "utf8").catch(() => {
    throw new Refusal(EXIT.badSeed, `The seed file ${file} cannot be read.`);
  });
  try {
    return parseSeed(parseJson(file, content));
  } catch (error) {
    if (!(error instanceof SeedError)) throw error;
    throw new Refusal(EXIT.badSeed, `${file}: ${error.message}`);
  }
}

function parseJson(file: string, content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    // The parser's own message quotes the file, and a seed holds passwords.
    throw new Refusal(EXIT.badSeed, `The seed file ${file} is not JSON.`);
  }
}

function listenProblem(port: number, error: unknown): string {
  const isBusy =
    typeof error === "object" && error !== null && "code" in error && error.code === "EADDRINUSE";
  return isBusy ? `Port ${port} is in use.` : `Cannot listen on port ${port}.`;
}
