// Bundles the program that ships: what `tsc` has compiled, with the packages that it uses, in a few files. A start reads those
// instead of 1,900 modules. Decision 15.
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { rolldown } from "rolldown";

const root = import.meta.dirname;
const folder = join(root, "dist");

/**
 * Not in the bundle: WebAssembly beside its loader; and what is never asked for here, but would have to be read at each start:
 * what type-graphql validates with, and Fastify's compilers of schemas and its imitation of requests.
 */
const external = [
  /^@cedar-policy\//,
  "class-validator",
  "@fastify/ajv-compiler",
  "@fastify/fast-json-stringify-compiler",
  "light-my-request",
];

const output = {
  dir: folder,
  format: "esm",
  // Files of modules lie as deep as they do in `build/`: what is found by `import.meta.url` is found from both.
  entryFileNames: "[name].js",
  chunkFileNames: "modules/[name]-[hash].js",
  sourcemap: true,
  // Less to read at a start; functions and classes keep their names.
  minify: { compress: false, mangle: { keepNames: true }, codegen: { removeWhitespace: true } },
};

/** What the bundle is made of, as one text. */
function stampOf() {
  const compiled = readdirSync(join(root, "build"), { recursive: true })
    .filter((name) => name.endsWith(".js"))
    .sort()
    .map((name) => join("build", name));
  const hash = createHash("sha256");
  for (const name of [...compiled, "package-lock.json", "bundle.mjs"]) {
    hash
      .update(name)
      .update("\0")
      .update(readFileSync(join(root, name)))
      .update("\0");
  }
  return hash.digest("hex");
}

/** A gateway may start at this moment: it finds each file whole, the old one or the new. */
function replaceFile(name, content) {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.${process.pid}`, content);
  renameSync(`${path}.${process.pid}`, path);
}

const stampFile = join(folder, ".bundled");
const stamp = stampOf();
// Nothing is touched when nothing has changed: tests build while others run what was built.
if (!existsSync(stampFile) || readFileSync(stampFile, "utf8") !== stamp) {
  const bundle = await rolldown({
    input: { main: join(root, "build/main.js") },
    platform: "node",
    external,
  });
  const { output: files } = await bundle.generate(output);
  await bundle.close();
  for (const file of files) replaceFile(file.fileName, file.code ?? file.source);
  // Which modules each file holds, own ones from `build/`: what a process has loaded can be told.
  const modules = files
    .filter(({ type }) => type === "chunk")
    .map(({ fileName, moduleIds }) => [
      fileName,
      moduleIds.map((id) => id.replace(`${root}/`, "")),
    ]);
  replaceFile("modules.json", JSON.stringify(Object.fromEntries(modules), null, 1));
  const current = new Set(files.map(({ fileName }) => fileName));
  for (const name of readdirSync(join(folder, "modules"))) {
    if (!current.has(`modules/${name}`)) rmSync(join(folder, "modules", name));
  }
  replaceFile(".bundled", stamp);
}
