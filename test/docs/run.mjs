// Writes the tables of the documents that the code knows. The names of what it has changed are printed, and the cells that nobody
// has written yet, which end it with 1.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { rolldown } from "rolldown";

const root = join(import.meta.dirname, "../..");
/** As deep as the sources: what they find by `import.meta` is found from there. */
const folder = join(root, "build/docs");

const bundle = await rolldown({
  input: { main: join(import.meta.dirname, "documents-with-tables.ts") },
  platform: "node",
  // Packages stay where they are, but for what the bundler has for decorators.
  external: /^(?!@oxc-project\/)[@a-z]/,
  tsconfig: join(root, "tsconfig.json"),
});
// Not `.js`: those in `build/` are what ships.
await bundle.write({ dir: folder, entryFileNames: "[name].mjs", chunkFileNames: "[name].mjs" });
await bundle.close();

const { fillDocuments } = await import(pathToFileURL(join(folder, "main.mjs")).href);
for (const { path, present, text, empty } of await fillDocuments()) {
  if (text !== present) {
    writeFileSync(join(root, path), text);
    console.log(`${path} is written.`);
  }
  for (const cell of empty) {
    console.log(`To be written by hand: ${cell}`);
    process.exitCode = 1;
  }
}
