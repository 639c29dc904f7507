// The program that ships: what `tsc` has compiled, with the packages that it uses, in a few files. A start reads those instead of
// 1,900 modules. Decision 15.
import { rmSync, writeFileSync } from "node:fs";
import { defineConfig } from "rolldown";

/** Not in the bundle: WebAssembly beside its loader, and what type-graphql would load only if it validated. */
const external = [/^@cedar-policy\//, "class-validator"];

/** Says in `dist/modules.json` which modules each file holds, own ones from `build/`: what a process has loaded can be told. */
const listModules = {
  name: "list-modules",
  buildStart: () => {
    // Not all of `dist`: the console is there too.
    rmSync("dist/modules", { recursive: true, force: true });
  },
  writeBundle({ dir }, files) {
    const here = `${import.meta.dirname}/`;
    const lists = Object.values(files)
      .filter(({ type }) => type === "chunk")
      .map(({ fileName, moduleIds }) => [fileName, moduleIds.map((id) => id.replace(here, ""))]);
    writeFileSync(`${dir}/modules.json`, JSON.stringify(Object.fromEntries(lists), null, 1));
  },
};

export default defineConfig({
  input: { main: "build/main.js" },
  platform: "node",
  external,
  plugins: [listModules],
  output: {
    dir: "dist",
    format: "esm",
    // Files of modules lie as deep as they do in `build/`: what is found by `import.meta.url` is found from both.
    entryFileNames: "[name].js",
    chunkFileNames: "modules/[name]-[hash].js",
    sourcemap: true,
    // Less to read at a start; names stay, for stack traces.
    minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
  },
});
