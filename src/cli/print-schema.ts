import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { configSchema } from "../config/config.js";
import { createSchema } from "../graphql/schema.js";

const usage = "Usage: cognito-admin-gateway print-schema [--write FILE]";

/** Prints the subgraph's SDL, as composition reads it, or writes it to a file. */
export async function printSchema(argv: readonly string[]): Promise<{ exitCode: number }> {
  const { values } = parseArgs({
    args: [...argv],
    options: { write: { type: "string" }, help: { type: "boolean" } },
  });
  if (values.help === true) {
    console.log(usage);
    return { exitCode: 0 };
  }
  const subgraph = configSchema.shape.subgraph.parse(undefined);
  const { sdl } = createSchema({ ...subgraph, introspection: false });
  if (values.write === undefined) process.stdout.write(sdl);
  else writeFileSync(values.write, sdl);
  return { exitCode: 0 };
}
