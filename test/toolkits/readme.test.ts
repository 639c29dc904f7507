import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { codeBlocksOf, root } from "../project/documents.js";

const run = promisify(execFile);
const documents = ["examples/react-admin/README.md", "examples/refine/README.md"];
const commands = documents.map((document) =>
  codeBlocksOf(document)
    .filter(({ language }) => language === "sh")
    .map(({ text }) => text.trim()),
);

it("the command in the READMEs of both toolkits finds the tests of both", async () => {
  expect(commands).toEqual([["npm run test:toolkits"], ["npm run test:toolkits"]]);
  // The tests themselves are run already: by whatever runs this one.
  const { stdout } = await run("bash", ["-c", `${commands[0]?.[0] ?? ""} -- --listTests`], {
    cwd: root,
  });
  for (const toolkit of ["react-admin", "refine"]) {
    expect(stdout).toContain(`examples/${toolkit}/data-provider.test.ts`);
  }
}, 180_000);
