import { listDocuments, readText } from "./documents.js";

interface Package {
  readonly engines: { readonly node: string };
  readonly scripts: Readonly<Record<string, string>>;
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

const manifest = JSON.parse(readText("package.json")) as Package;

/** Enough of semver for `^20.19.0 || >=24.0.0`. */
function satisfies(version: string, range: string): boolean {
  const numbers = (text: string) => text.split(".").map(Number);
  const isAtLeast = (least: number[]) => {
    const index = least.findIndex((part, place) => part !== numbers(version)[place]);
    return index < 0 || (numbers(version)[index] ?? 0) > (least[index] ?? 0);
  };
  return range.split(" || ").some((part) => {
    const [, operator, least = ""] = /^(\^|>=)(\d+\.\d+\.\d+)$/.exec(part) ?? [];
    if (operator === undefined) throw new Error(`Cannot read the range ${part}.`);
    const isSameMajor = numbers(least)[0] === numbers(version)[0];
    return isAtLeast(numbers(least)) && (operator === ">=" || isSameMajor);
  });
}

describe("package.json", () => {
  it("allows the Node that runs this", () => {
    expect(satisfies(process.versions.node, manifest.engines.node)).toBe(true);
  });

  it.each([
    ["18.20.0", false],
    ["20.18.3", false],
    ["20.19.0", true],
    ["22.11.0", false],
    ["22.12.0", true],
    ["23.5.0", false],
    ["24.0.0", true],
    ["26.12.1", true],
  ])("Node %s: %s", (version, isAllowed) => {
    expect(satisfies(version, manifest.engines.node)).toBe(isAllowed);
  });

  it("allows what README.md says, and .nvmrc recommends one of them", () => {
    expect(readText("README.md")).toContain("Node 20.19+, 22.12+, 24 or 26");
    expect(satisfies(`${readText(".nvmrc").trim()}.99.0`, manifest.engines.node)).toBe(true);
  });

  it("starts with the options of Node that the documents have", () => {
    const options = "--min-semi-space-size=16 --max-semi-space-size=32";
    expect(manifest.scripts["start"]).toBe(`node ${options} dist/main.js`);
    expect(readText("README.md")).toContain(`node ${options} dist/main.js --config`);
    const words = [...options.split(" "), "dist/main.js"].map((word) => JSON.stringify(word));
    expect(readText("Dockerfile")).toContain(
      `ENTRYPOINT ["/nodejs/bin/node", ${words.join(", ")}]`,
    );
    expect(readText("docs/operations.md")).toContain(`**\`${options}\`**`);
  });

  it("depends on nothing without a recorded reason", () => {
    const reasons = readText("docs/decisions/0003-dependencies.md");
    const unexplained = Object.keys(manifest.dependencies).filter(
      (name) => !reasons.includes(`\`${name}\``),
    );
    expect(unexplained).toEqual([]);
  });

  it("has one copy of what the SDK's clients and the gateway's codec both rest on", () => {
    const { packages } = JSON.parse(readText("package-lock.json")) as {
      packages: Readonly<Record<string, unknown>>;
    };
    const copies = Object.keys(packages).filter((path) =>
      /node_modules\/(@aws-sdk|@smithy)\/core$/.test(path),
    );
    expect(copies.sort()).toEqual(["node_modules/@aws-sdk/core", "node_modules/@smithy/core"]);
  });

  it("pins every dependency exactly", () => {
    const loose = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
    );
    expect(loose).toEqual([]);
  });
});

describe("package-lock.json", () => {
  it("names no registry, so that it works with any", () => {
    expect(
      readText("package-lock.json").match(/"resolved": "(?!node_modules|examples\/|\.)[^"]*"/g),
    ).toBeNull();
  });
});

describe("the npm commands in the documents", () => {
  // What npm does without a script.
  const builtIn = new Set(["ci", "install", "pack", "prune", "audit", "outdated", "view"]);

  it.each(listDocuments())("%s names scripts that exist", (document) => {
    const code = [...readText(document).matchAll(/`[^`\n]+`|^```.*?^```$/gms)].join("\n");
    const missing = [...code.matchAll(/\bnpm (run )?([a-z][\w:-]*)/g)]
      .filter(([, run, name = ""]) => run !== undefined || !builtIn.has(name))
      .map(([, , name = ""]) => name)
      .filter((name) => !Object.hasOwn(manifest.scripts, name));
    expect(missing).toEqual([]);
  });
});

describe("CHANGELOG.md", () => {
  it("begins with what is unreleased", () => {
    expect(/^## (.*)$/m.exec(readText("CHANGELOG.md"))?.[1]).toBe("Unreleased");
  });
});
