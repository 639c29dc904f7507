import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { printSchema } from "../../../src/cli/print-schema.js";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "print-schema-"));
});

afterEach(() => {
  jest.restoreAllMocks();
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const configWith = (lines: string): string => {
  const file = join(folder, "gateway.yaml");
  writeFileSync(
    file,
    `issuers: [{ issuer: "https://a.example.com", tokenUse: access, clientIds: [a] }]
policies: [roles.cedar]
audit: { file: audit.jsonl }
pools: { a: { id: eu-west-1_A, region: eu-west-1 } }
${lines}`,
  );
  return file;
};

describe("print-schema", () => {
  it("prints what a configuration makes of the schema", async () => {
    const config = configWith('subgraph: { typeName: Person, federationVersion: "2.3" }\n');
    const written = join(folder, "schema.graphql");
    expect(await printSchema(["--config", config, "--write", written])).toEqual({ exitCode: 0 });
    const sdl = readFileSync(written, "utf8");
    expect(sdl).toContain("type Person ");
    expect(sdl).toContain("/federation/v2.3");
  });

  it("reports a configuration that cannot be used", async () => {
    const complain = jest.spyOn(console, "error").mockImplementation(() => undefined);
    const config = configWith("subgraph: { typeName: Query }\n");
    expect(await printSchema(["--config", config])).toEqual({ exitCode: 78 });
    expect(complain.mock.calls[0]?.[0]).toContain("subgraph.typeName");
  });

  it("says so when it cannot write", async () => {
    const complain = jest.spyOn(console, "error").mockImplementation(() => undefined);
    const file = join(folder, "nowhere", "schema.graphql");
    expect(await printSchema(["--write", file])).toEqual({ exitCode: 1 });
    expect(complain.mock.calls[0]?.[0]).toContain(`Cannot write ${file}`);
  });

  it("explains itself", async () => {
    const print = jest.spyOn(console, "log").mockImplementation(() => undefined);
    expect(await printSchema(["-h"])).toEqual({ exitCode: 0 });
    expect(print.mock.calls[0]?.[0]).toContain("print-schema [--api] [--config FILE]");
  });
});
