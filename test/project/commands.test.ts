import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { parse } from "yaml";
import { configSchema } from "../../src/config/config.js";
import { startLocalPool } from "../../src/local-pool/local-pool.js";
import { parseSeed } from "../../src/local-pool/seed/seed.js";
import { reasonHeader } from "../../src/server/graphql-http/audit-reason.js";
import {
  type CodeBlock,
  codeBlocksOf,
  listDocuments,
  readText,
  root,
  tableUnder,
} from "./documents.js";

const run = promisify(execFile);
const bash = (script: string) =>
  run("bash", ["-euo", "pipefail", "-c", script], { cwd: root, maxBuffer: 10_000_000 });

/** The paths of the members of a JSON value: `pools[].id` for the id of each pool. */
const pathsIn = (value: unknown, path = ""): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap((item) => pathsIn(item, `${path}[]`));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const inner = path === "" ? name : `${path}.${name}`;
    return [inner, ...pathsIn(member, inner)];
  });
};

/** Where the commands of a document are executed. */
const executedIn: readonly (readonly [document: string, test: string])[] = [
  ["README.md", "test/project/readme.test.ts"],
  ["docs/audit.md", "test/project/audit.test.ts"],
  ["docs/audit.md", "test/integration/audit-commands.test.ts"],
  ["docs/authorization.md", "test/project/commands.test.ts"],
  ["docs/errors.md", "test/project/readme.test.ts"],
  ["docs/federation.md", "test/project/commands.test.ts"],
  ["docs/local-pool.md", "test/project/commands.test.ts"],
  ["docs/operations.md", "test/production/install.test.ts"],
  ["docs/operations.md", "test/container/image.test.ts"],
  ["docs/operations.md", "test/integration/stop-writes.test.ts"],
  ["examples/react-admin/README.md", "test/toolkits/readme.test.ts"],
  ["examples/refine/README.md", "test/toolkits/readme.test.ts"],
];

const isShell = ({ language }: CodeBlock) => ["sh", "bash", "shell"].includes(language);

/** What a JSON block stands for, with "…" for any text that differs each time. */
const expectedOf = (block: CodeBlock | undefined): object => {
  if (block?.language !== "json") throw new Error("No answer is shown.");
  return JSON.parse(block.text, (_key, value: unknown) =>
    value === "…" ? (expect.any(String) as unknown) : value,
  ) as object;
};

describe("the commands in the documents", () => {
  it("are all executed by a test", () => {
    const documents = listDocuments().filter((document) => codeBlocksOf(document).some(isShell));
    expect(documents).toEqual([...new Set(executedIn.map(([document]) => document))].sort());
  });

  it.each(executedIn)("of %s are executed in %s", (document, test) => {
    expect(readText(test)).toContain(`"${document}"`);
  });
});

describe("no document", () => {
  it.each(listDocuments())(
    "%s: has a command that would fetch this package from a registry",
    (document) => {
      const { name, private: isPrivate } = JSON.parse(readText("package.json")) as {
        name: string;
        private?: boolean;
      };
      expect(isPrivate).toBe(true);
      const fetching = new RegExp(
        String.raw`(?:npx|npm (?:i|install|exec|x)|pnpm|yarn|bunx|docker (?:run|pull))\b[^\n]*\b${name}\b`,
      );
      expect(readText(document)).not.toMatch(fetching);
    },
  );
});

describe("docs/authorization.md", () => {
  it("answers as shown", async () => {
    const blocks = codeBlocksOf("docs/authorization.md");
    const commands = blocks.filter(isShell);
    expect(commands).toHaveLength(1);
    const { stdout } = await bash(commands[0]?.text ?? "");
    expect(stdout).toBe(blocks[blocks.indexOf(commands[0]!) + 1]?.text);
  });
});

describe("docs/federation.md", () => {
  it("prints the schema by its command", async () => {
    const commands = codeBlocksOf("docs/federation.md").filter(isShell);
    expect(commands).toHaveLength(1);
    const { stdout } = await bash(commands[0]?.text ?? "");
    expect(stdout).toBe(readText("schema/schema.graphql"));
  });

  it("configures routers as the federation tests do", () => {
    const configurations = ["apollo-gateway.mjs", "hive-gateway.config.mjs"].map((file) =>
      readText(`test/federation/${file}`),
    );
    const examples = codeBlocksOf("docs/federation.md").filter(({ language }) => language === "js");
    const tried = examples.map(({ text }) => configurations.findIndex((c) => c.includes(text)));
    expect(tried).toEqual([0, 1]);
  });

  it("shows in each example how the token, the reason and the router's secret reach the gateway", () => {
    const examples = codeBlocksOf("docs/federation.md").filter(({ language }) =>
      ["js", "yaml"].includes(language),
    );
    expect(examples).toHaveLength(3);
    for (const { text } of examples) {
      for (const name of ["authorization", reasonHeader, "x-router-secret", "ROUTER_SECRET"]) {
        expect(text).toContain(name);
      }
    }
  });
});

describe("docs/local-pool.md", () => {
  const document = "docs/local-pool.md";
  const printedAddress = "http://127.0.0.1:9229";
  const blocks = codeBlocksOf(document);
  const example = blocks.filter(isShell);
  const seedBlock = blocks.find(
    ({ language, text }) => language === "json" && text.includes('"pools"'),
  );
  const seed = parseSeed(JSON.parse(seedBlock?.text ?? ""));

  it("has an example whose commands answer as shown, pasted into one shell", async () => {
    const pool = await startLocalPool();
    const separator = "\nend of a block\n";
    const script = example.map(({ text }) => `${text}printf '${separator}'\n`).join("");
    try {
      const { stdout } = await bash(script.replace(printedAddress, pool.url));
      const [definitions, ...answers] = stdout.split(separator).slice(0, -1);
      expect(definitions).toBe("");
      expect(answers).toHaveLength(example.length - 1);
      answers.forEach((answer, index) => {
        const next = blocks[blocks.indexOf(example[index + 1]!) + 1];
        expect(JSON.parse(answer)).toMatchObject(expectedOf(next));
      });
    } finally {
      await pool.stop();
    }
  });

  it("has a seed that the local pool takes, and a sign-in that answers as shown", async () => {
    const signIn = blocks.find(
      ({ language, text }) => language === "console" && text.includes("--seed"),
    );
    const [, command = "", answer = ""] =
      /^\$ (curl .*?\n {2}\}')\n(\{.*\})$/ms.exec(signIn?.text ?? "") ?? [];
    const pool = await startLocalPool({ seed });
    try {
      const { stdout } = await bash(command.replace(printedAddress, pool.url));
      expect(JSON.parse(stdout)).toEqual(JSON.parse(answer));
    } finally {
      await pool.stop();
    }
  });

  it("has a seed that states every key of its table, and a row for every key of what users did", () => {
    const keys = tableUnder(document, "The seed file").map((row) => row["Key"]);
    const stated = new Set(pathsIn(seed));
    expect(keys.filter((key = "") => !stated.has(key))).toEqual([]);
    const ofUsers = [...stated].filter((path) =>
      /^pools\[\]\.users\[\]\.(?:devices|sessions|authEvents)\[\]\./.test(path),
    );
    expect(ofUsers.filter((path) => !keys.includes(path))).toEqual([]);
  });

  it("has a configuration for the pools of that seed", () => {
    const [block] = blocks.filter(({ language }) => language === "yaml");
    const { issuers, pools } = configSchema.parse(parse(block?.text ?? ""));
    const ids = seed.pools.map(({ id }) => id);
    for (const { id } of Object.values(pools)) expect(ids).toContain(id);
    for (const { issuer } of issuers) expect(ids).toContain(issuer.split("/").at(-1));
  });
});

describe("the commands of the program", () => {
  const commands = [...readText("src/main.ts").matchAll(/^ {2}([a-z]+(?:-[a-z]+)?) {2,}\S/gm)].map(
    ([, name = ""]) => name,
  );

  it("are those that ARCHITECTURE names for src/cli/", () => {
    const row = readText("ARCHITECTURE.md")
      .split("\n")
      .find((line) => /^\| `src\/cli\/`.*first run/.test(line));
    const named = [...(row ?? "").matchAll(/`([a-z]+-?[a-z]*)`/g)].map(([, name]) => name);
    expect(commands.length).toBeGreaterThan(5);
    expect(named.sort()).toEqual([...commands].sort());
  });
});
