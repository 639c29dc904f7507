import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ruleSentences, sentences } from "../../examples/frontends/error-sentences.js";
import { errorCodes } from "../../src/errors/error-codes.js";
import { passwordRules } from "../../src/errors/gateway-error.js";
import { codeBlocksOf, listFiles, readText, root } from "./documents.js";

const samples = listFiles().filter((path) => /^examples\/frontends\/[^/]+$/.test(path));

describe("docs/frontends.md", () => {
  it("shows the files of examples/frontends, and nothing else", () => {
    const shown = codeBlocksOf("docs/frontends.md").map(({ text }) => text);
    expect(shown.sort()).toEqual(samples.map(readText).sort());
  });

  it("has a sentence for exactly the error codes", () => {
    expect(Object.keys(sentences)).toEqual(Object.keys(errorCodes));
  });

  it("has a sentence for exactly the rules of passwords", () => {
    expect(Object.keys(ruleSentences)).toEqual(passwordRules);
  });
});

describe("a wrong operation", () => {
  let folder: string;
  beforeAll(() => {
    // Inside the repository, so that packages are found as the operations of the tests find them.
    mkdirSync(join(root, "coverage"), { recursive: true });
    folder = mkdtempSync(join(root, "coverage", "operation-"));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  /** Generates types for one operation, as `npm run codegen` does; the exit code. */
  const generate = (operation: string): number | null => {
    writeFileSync(join(folder, "one.graphql"), operation);
    const config = readText("codegen.yml")
      .replace("test/operations/*.graphql", `${folder}/one.graphql`)
      .replace("test/generated/", `${folder}/generated/`);
    writeFileSync(join(folder, "codegen.yml"), config);
    const options = ["--config", join(folder, "codegen.yml")];
    return spawnSync("node_modules/.bin/graphql-codegen", options, { cwd: root }).status;
  };

  it("is refused by code generation", () => {
    expect(generate("query One { me { subject } }")).toBe(0);
    expect(generate("query One { me { subject nickname } }")).toBe(1);
  });

  it("does not compile with variables that it does not have, or fields that it does not select", () => {
    const lines = [
      'import type { MeQuery, UserQueryVariables } from "../../test/generated/graphql.js";',
      'export const right: UserQueryVariables = { poolId: "p", username: "u" };',
      "export const wrong: UserQueryVariables = { poolId: true, username: 1 };",
      "export const missing = (answer: MeQuery) => answer.me?.pools;",
    ];
    writeFileSync(join(folder, "use.ts"), lines.join("\n"));
    const options = "--noEmit --ignoreConfig --strict --skipLibCheck --target es2022".split(" ");
    const { stdout } = spawnSync(
      "node_modules/.bin/tsc",
      [...options, "--module", "nodenext", "--types", "node", join(folder, "use.ts")],
      { cwd: root, encoding: "utf8" },
    );
    const places = [...stdout.matchAll(/use\.ts\((\d+),\d+\): error (TS\d+)/g)];
    expect(places.map(([, line, code]) => [line, code])).toEqual([
      ["3", "TS2322"],
      ["3", "TS2322"],
      ["4", "TS2339"],
    ]);
  });
});

it("generated files of the samples are committed", () => {
  const listed = execFileSync("git", ["ls-files", "examples/frontends/generated"], { cwd: root });
  expect(String(listed)).toContain("graphql.ts");
});
