import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sampleRolesFile } from "../../src/authorization/policy-files.js";
import { startProgram, type StartedProcess } from "../support/start-process.js";
import { until } from "../support/until.js";

let folder: string;
let programs: StartedProcess[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gateway-"));
  programs = [];
});

afterEach(async () => {
  for (const program of programs) {
    program.signal("SIGKILL");
    await program.ended;
  }
  rmSync(folder, { recursive: true });
});

/** Nobody is asked in these tests: neither the issuer nor the pool is there. */
const config = `
listen: { port: 0 }
issuers: [{ issuer: "http://127.0.0.1:9/x", tokenUse: null, audience: [x] }]
pools: { customers: { id: eu-west-1_A, region: eu-west-1, endpoint: "http://127.0.0.1:9" } }
policies: [${sampleRolesFile}]
audit: { file: ./audit/audit.jsonl, onFailure: refuse, alsoTo: [stdout] }
`;

function start(environment: NodeJS.ProcessEnv = {}): StartedProcess {
  writeFileSync(join(folder, "gateway.yaml"), config);
  const program = startProgram(["--config", join(folder, "gateway.yaml")], environment);
  programs.push(program);
  return program;
}

/** Its address, when it answers: by then it has told the system which signals it heeds. */
async function answering({ listening }: StartedProcess): Promise<string> {
  const { url } = await listening;
  await fetch(`${url}/health/ready`);
  return url;
}

const file = () => join(folder, "audit", "audit.jsonl");
const kinds = () =>
  [...readFileSync(file(), "latin1").matchAll(/"kind":"(\w+)"/g)].map(([, kind]) => kind);

describe("a gateway with an audit log", () => {
  it("opens it before it listens, rotates it at SIGUSR2, and closes it at the end", async () => {
    const key = Buffer.alloc(32, 5).toString("base64");
    const program = start({ COGNITO_ADMIN_GATEWAY_AUDIT_KEY: key });
    const url = await answering(program);
    expect(kinds()).toEqual(["opened"]);
    program.signal("SIGUSR2");
    await until(() => program.output().includes('"kind":"continued"'), "the log was rotated");
    const metrics = await (await fetch(`${url}/metrics`)).text();
    expect(metrics).toContain("gateway_audit_records_total 3");
    expect(metrics).toMatch(/^gateway_audit_free_bytes [1-9]\d+$/m);
    expect(await program.stop()).toBe(0);
    expect(kinds()).toEqual(["continued", "checkpoint"]);
    expect(readFileSync(file(), "latin1")).toContain('"signature":"');
    expect(readdirSync(join(folder, "audit")).sort()).toEqual([
      "audit.jsonl",
      "audit.jsonl.000001",
    ]);
    // What standard output got is what the files hold.
    const lines = [`${file()}.000001`, file()].map((path) => readFileSync(path, "latin1"));
    for (const line of lines.join("").trimEnd().split("\n")) {
      expect(program.output()).toContain(`${line}\n`);
    }
    expect(program.output() + program.complaints()).not.toContain(key);
  });

  it("goes on with the log of one that was killed", async () => {
    const killed = start();
    await answering(killed);
    killed.signal("SIGKILL");
    await killed.ended;
    const program = start();
    await answering(program);
    expect(await program.stop()).toBe(0);
    expect(kinds()).toEqual(["opened", "checkpoint"]);
  });

  it("is refused with 78 beside another that has the log", async () => {
    await answering(start());
    const second = start();
    expect(await second.ended).toBe(78);
    expect(second.complaints()).toContain("is held by another process");
  });

  it("is refused with 78 and the line when the log was changed", async () => {
    const first = start();
    await answering(first);
    await first.stop();
    writeFileSync(file(), readFileSync(file(), "latin1").replace("20", "19"));
    const second = start();
    expect(await second.ended).toBe(78);
    expect(second.complaints()).toContain(`${file()}:1: was changed`);
  });

  it("is refused with 78 for a key that is none", async () => {
    const program = start({ COGNITO_ADMIN_GATEWAY_AUDIT_KEY: "c2hvcnQ=" });
    expect(await program.ended).toBe(78);
    expect(program.complaints()).toContain("COGNITO_ADMIN_GATEWAY_AUDIT_KEY");
    expect(program.complaints()).not.toContain("c2hvcnQ=");
  });
});
