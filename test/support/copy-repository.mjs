import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";

/** Copies what Git tracks or would, with the installed packages by a link: what is tried in a copy never stands in the working tree. */
export function copyRepository(root, folder) {
  const options = { cwd: root, encoding: "utf8" };
  const list = (...kinds) => execFileSync("git", ["ls-files", "-z", ...kinds], options).split("\0");
  const gone = new Set(list("--deleted"));
  for (const path of list("--cached", "--others", "--exclude-standard")) {
    if (path !== "" && !gone.has(path) && path !== "node_modules") {
      cpSync(join(root, path), join(folder, path), { recursive: true });
    }
  }
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  mkdirSync(join(folder, "tmp"));
}
