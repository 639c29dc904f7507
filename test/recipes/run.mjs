// Follows the recipe for a mutation (CONTRIBUTING.md) in a copy of the repository, and asks whether it leads where it says: to
// files that all stand in it, to a battery that is green without a test of its own, and to documents that are complete.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { copyRepository } from "../support/copy-repository.mjs";

const root = join(import.meta.dirname, "../..");

/** What is written by hand in tables that `npm run docs` writes: the cells after the first, by the first. */
const cells = {
  "`cognito-idp:AdminUpdateUserAttributes`": ["`setUserLocale`"],
};

/** What a generator writes, beside tables in documents. */
const generated = [
  /^schema\/((?:schema|api)\.graphql|policies\.cedarschema)$/,
  /^(test|examples\/frontends|examples\/admin-console\/src)\/generated\//,
];

/** Tests that the recipe must leave green, beside the battery. */
const tests = [
  "test/integration/permission-matrix.test.ts",
  "test/project/authorization.test.ts",
  "test/project/mutation-samples.test.ts",
  "test/project/operations.test.ts",
  "test/project/tables.test.ts",
];

/** The files that the recipe names, one in each of its steps; a folder stands for a new file in it. */
function filesOfRecipe() {
  const text = readFileSync(join(root, "CONTRIBUTING.md"), "utf8");
  const recipe = text.split("### A mutation\n")[1]?.split("\n##")[0] ?? "";
  const files = [...recipe.matchAll(/^\d+\. `([^`]+)`/gm)].map(([, path]) => path);
  if (files.length < 5) throw new Error("CONTRIBUTING.md has no recipe for a mutation.");
  return files;
}

function sameFiles(changed, listed) {
  const stepOf = (path) =>
    listed.find((step) => step === path || (step.endsWith("/") && path.startsWith(step)));
  const untold = changed.filter((path) => stepOf(path) === undefined);
  const untouched = listed.filter((step) => !changed.some((path) => stepOf(path) === step));
  if (untold.length + untouched.length > 0) {
    throw new Error(
      `Not in the recipe: ${untold.join(", ")}. Not needed: ${untouched.join(", ")}.`,
    );
  }
}

function follow(folder) {
  const run = (command, ...args) => {
    const startedAt = performance.now();
    try {
      return execFileSync(command, args, {
        cwd: folder,
        encoding: "utf8",
        stdio: ["ignore", "pipe", "pipe"],
      });
    } catch (error) {
      // `npm run docs` says so of cells that are still empty.
      if (args[1] === "docs" && error.status === 1) return error.stdout;
      throw new Error(`${[command, ...args].join(" ")}\n${error.stdout}\n${error.stderr}`, {
        cause: error,
      });
    } finally {
      console.log(
        `${[command, ...args].join(" ").slice(0, 80)}: ${Math.round((performance.now() - startedAt) / 1000)} s`,
      );
    }
  };
  const changes = () =>
    run("git", "status", "--porcelain", "--untracked-files=all")
      .trimEnd()
      .split("\n")
      .map((line) => line.slice(3));

  writeFileSync(join(folder, ".gitignore"), "\n/node_modules\n/tmp\n", { flag: "a" });
  run("git", "init", "--quiet");
  run("git", "add", "--all");
  run(
    "git",
    "-c",
    "user.name=recipe",
    "-c",
    "user.email=recipe@example.com",
    "commit",
    "--quiet",
    "--message",
    "before",
  );
  run("git", "apply", join(import.meta.dirname, "set-user-locale.patch"));
  const byHand = [...changes(), "docs/operations.md"];
  sameFiles(byHand, filesOfRecipe());

  run("npm", "run", "schema");
  run("npm", "run", "codegen");
  run("npm", "run", "docs");
  const document = join(folder, "docs/operations.md");
  const filled = readFileSync(document, "utf8")
    .split("\n")
    .map((line) => {
      const own = Object.entries(cells).find(([first]) => line.startsWith(`| ${first} `));
      return own === undefined ? line : `| ${[own[0], ...own[1]].join(" | ")} |`;
    });
  writeFileSync(document, filled.join("\n"));
  run("npm", "run", "docs");
  const others = changes().filter((path) => !byHand.includes(path));
  const odd = others.filter(
    (path) => !path.startsWith("docs/") && !generated.some((form) => form.test(path)),
  );
  if (odd.length > 0) throw new Error(`Neither by hand nor generated: ${odd.join(", ")}`);

  // The console has packages of its own, which a copy lacks.
  run("npx", "tsc", "-p", "test/tsconfig.json");
  run("npx", "prettier", "--check", "--ignore-unknown", ...byHand);
  run(
    "npx",
    "jest",
    "--selectProjects",
    "integration",
    "--testNamePattern",
    "setUserLocale",
    "--runTestsByPath",
    "test/integration/mutations.test.ts",
  );
  run("npx", "jest", "--selectProjects", "integration", "project", "--runTestsByPath", ...tests);
  console.log(`\nA mutation: ${byHand.length} files by hand, ${others.length} by generators.`);
}

const scratch = mkdtempSync(join(tmpdir(), "recipe-"));
try {
  copyRepository(root, scratch);
  follow(scratch);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
