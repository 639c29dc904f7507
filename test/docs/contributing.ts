import { readText } from "../project/documents.js";
import { code, type DocumentWithTables, table } from "./table.js";

/** How a script is run; npm has a word of its own for two of them. */
const commandOf = (script: string): string =>
  ["start", "test"].includes(script) ? `npm ${script}` : `npm run ${script}`;

export const contributing: DocumentWithTables = {
  path: "CONTRIBUTING.md",
  tables: {
    // But for the hooks that npm runs by itself.
    scripts: table(["command", "does"], () => {
      const manifest = JSON.parse(readText("package.json")) as { readonly scripts: object };
      return Object.keys(manifest.scripts)
        .filter((name) => !/^(pre(?!pare$)|post)/.test(name))
        .map((name) => ({ command: code(commandOf(name)) }));
    }),
  },
};
