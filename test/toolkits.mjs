// Installs what the adapters for react-admin and refine need, each in its own folder, and checks the types of both.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const folders = ["examples/react-admin", "examples/refine"];
const run = (command, ...options) =>
  execFileSync(command, options, { cwd: root, stdio: "inherit" });

for (const folder of folders) {
  if (!existsSync(join(root, folder, "node_modules"))) {
    run("npm", "ci", "--prefix", folder, "--no-audit", "--no-fund");
  }
  run(process.execPath, "node_modules/typescript/bin/tsc", "-p", folder);
}
