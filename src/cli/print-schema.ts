import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { configSchema } from "../config/config.js";
import { ConfigurationError } from "../config/configuration-error.js";
import { readConfig } from "../config/read-config.js";
import { createSchema } from "../graphql/schema.js";

const usage = `Usage: cognito-admin-gateway print-schema [--api] [--config FILE] [--write FILE]

Prints the subgraph's schema: as a configuration shapes it, or without one as it is by default. With --api the schema that clients\nsee, without what is federation's: every tool of GraphQL reads it.`;

/** Prints the subgraph's SDL, as composition or as clients read it, or writes it to a file. */
export async function printSchema(argv: readonly string[]): Promise<{ exitCode: number }> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      api: { type: "boolean", default: false },
      config: { type: "string" },
      write: { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help === true) {
    console.log(usage);
    return { exitCode: 0 };
  }
  try {
    const { sdl, apiSdl } = createSchema({ ...subgraphOf(values.config), introspection: false });
    return { exitCode: print(values.api ? apiSdl : sdl, values.write) };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    console.error(error.message);
    return { exitCode: 78 };
  }
}

/** The environment alone configures nothing: the schema in the repository must not depend on who prints it. */
const subgraphOf = (file: string | undefined) =>
  file === undefined ? configSchema.shape.subgraph.parse(undefined) : readConfig(file).subgraph;

function print(sdl: string, file: string | undefined): number {
  if (file === undefined) {
    process.stdout.write(sdl);
    return 0;
  }
  try {
    writeFileSync(file, sdl);
    return 0;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unwritable";
    console.error(`Cannot write ${file} (${code}).`);
    return 1;
  }
}
