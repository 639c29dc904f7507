// Removes one control after the other from a copy of the repository, and expects a test to notice each time.
// node test/mutants/run.mjs [WORD...]: only the mutants that have one of the words in their control, file or test.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { copyRepository } from "../support/copy-repository.mjs";

const root = join(import.meta.dirname, "../..");
const copies = Number(process.env["MUTANT_WORKERS"] ?? 2) === 1 ? 1 : 2;
/** A mutant may make a test wait for ever: then nothing has been noticed. */
const maximumRunMs = 120_000;
/** All the tests together, without a mutant. */
const maximumBaselineMs = 900_000;

const words = process.argv.slice(2);
const mutants = JSON.parse(readFileSync(join(import.meta.dirname, "mutants.json"), "utf8")).filter(
  ({ control, file, test }) =>
    words.length === 0 ||
    words.some((word) => [control, file, test].some((text) => text.includes(word))),
);

const projectOf = (test) => test.split("/")[1];

/** Runs test files in a copy; null if they do not come to an end. */
async function runTests(folder, tests, timeout, options) {
  const results = join(folder, "tmp", "results.json");
  rmSync(results, { force: true });
  const projects = [...new Set(tests.map(projectOf))];
  const child = spawn(
    process.execPath,
    [
      ...[join(root, "node_modules/jest/bin/jest.js"), "--selectProjects", ...projects],
      ...["--json", `--outputFile=${results}`, `--cacheDirectory=${join(folder, "tmp", "cache")}`],
      ...["--forceExit", ...options, "--runTestsByPath", ...tests],
    ],
    {
      cwd: folder,
      stdio: "ignore",
      timeout,
      killSignal: "SIGKILL",
      // What a failing test leaves behind goes with the copy.
      env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: "0", TMPDIR: join(folder, "tmp") },
    },
  );
  const end = () => child.kill("SIGKILL");
  process.once("exit", end);
  await new Promise((resolve) => child.once("close", resolve));
  process.off("exit", end);
  try {
    return JSON.parse(readFileSync(results, "utf8"));
  } catch {
    return null;
  }
}

const messagesOf = ({ testResults }) =>
  testResults.flatMap(({ assertionResults }) =>
    assertionResults.flatMap(({ failureMessages }) => failureMessages ?? []),
  );

/** A mutant that does not load, or that stumbles over its own edit, is a mistake in the list and proves nothing. */
function verdictOf(results) {
  if (results === null) return "DID NOT END";
  if (results.numRuntimeErrorTestSuites > 0) return "DOES NOT LOAD";
  if (results.numFailedTests === 0) return results.numPassedTests === 0 ? "NO TESTS" : "SURVIVED";
  const isStumbling = messagesOf(results).every((text) => /\b(Reference|Syntax)Error\b/.test(text));
  return isStumbling ? "STUMBLES" : "noticed";
}

/** Puts a mutant's edits in place; gives what takes them back, or null if a text is not there once. */
function apply(folder, { file, edits }) {
  const path = join(folder, file);
  const original = readFileSync(path, "utf8");
  if (edits.some(({ find }) => original.split(find).length !== 2)) return null;
  const edited = edits.reduce(
    (text, { find, replace }) => text.replace(find, () => replace),
    original,
  );
  writeFileSync(path, edited);
  return () => writeFileSync(path, original);
}

const escaped = (text) => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");

async function judge(folder, mutant) {
  const restore = apply(folder, mutant);
  if (restore === null) return "TEXT NOT FOUND";
  const filter = mutant.name === undefined ? [] : ["--testNamePattern", escaped(mutant.name)];
  try {
    return verdictOf(
      await runTests(folder, [mutant.test], maximumRunMs, ["--runInBand", ...filter]),
    );
  } finally {
    restore();
  }
}

async function main(scratch) {
  const startedAt = performance.now();
  const seconds = () => `${Math.round((performance.now() - startedAt) / 1000)} s`;
  const folders = Array.from({ length: copies }, (_, index) => join(scratch, String(index)));
  for (const folder of folders) copyRepository(root, folder);
  const tests = [...new Set(mutants.map(({ test }) => test))];
  const untouched = await runTests(folders[0], tests, maximumBaselineMs, [
    `--maxWorkers=${copies}`,
  ]);
  if (untouched?.success !== true) {
    console.error("Without any mutant some of the tests fail, or do not end: nothing can be said.");
    for (const { name, status, message } of untouched?.testResults ?? []) {
      if (status !== "passed") console.error(name, message);
    }
    return 1;
  }
  console.log(`${tests.length} test files pass without a mutant (${seconds()}).\n`);
  console.log("| control | noticed by | verdict |\n| --- | --- | --- |");
  const queue = mutants.values();
  let bad = 0;
  const work = async (folder) => {
    for (const mutant of queue) {
      const verdict = await judge(folder, mutant);
      if (verdict !== "noticed") bad += 1;
      console.log(`| ${mutant.control} | ${mutant.test} | ${verdict} |`);
    }
  };
  await Promise.all(folders.map(work));
  console.log(
    `\n${mutants.length - bad} of ${mutants.length} mutants were noticed (${seconds()}).`,
  );
  return bad === 0 && mutants.length > 0 ? 0 : 1;
}

const scratch = mkdtempSync(join(tmpdir(), "mutants-"));
process.once("exit", () => rmSync(scratch, { recursive: true, force: true }));
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));
process.exitCode = await main(scratch);
