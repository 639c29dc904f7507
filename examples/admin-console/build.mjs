// Builds the console into dist/console, compressed too; at once if nothing has changed since.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { fileURLToPath, URL } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build } from "vite";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = join(here, "../..");
const built = join(root, "dist/console");

/** Every file under a folder, by its path. */
const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();

const sources = [
  ...filesIn(join(here, "src")),
  ...filesIn(join(root, "examples/frontends")),
  ...["index.html", "vite.config.ts", "build.mjs", "package.json"].map((name) => join(here, name)),
  join(root, "package-lock.json"),
];
const hash = createHash("sha256");
for (const file of sources) hash.update(readFileSync(file)).update("\0");
const stamp = hash.digest("hex");

const stampFile = join(built, ".sources");
if (!existsSync(stampFile) || readFileSync(stampFile, "utf8") !== stamp) {
  await build({ configFile: join(here, "vite.config.ts"), logLevel: "warn" });
  for (const file of filesIn(built)) {
    if (![".html", ".js", ".css", ".svg"].includes(extname(file))) continue;
    const content = readFileSync(file);
    writeFileSync(`${file}.br`, brotliCompressSync(content));
    writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
  }
  writeFileSync(stampFile, stamp);
}
