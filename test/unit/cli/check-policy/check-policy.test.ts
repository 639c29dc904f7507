import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sampleRolesFile } from "../../../../src/authorization/policy-files.js";
import { checkPolicy } from "../../../../src/cli/check-policy/check-policy.js";

let folder: string;
let output: string[];
let complaints: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "policies-"));
  output = [];
  complaints = [];
  jest.spyOn(console, "log").mockImplementation((text: string) => output.push(text));
  jest.spyOn(console, "error").mockImplementation((text: string) => complaints.push(text));
});

afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

/** A configuration with the sample roles and one more file, unless it is empty. */
function configure(policies = ""): string {
  writeFileSync(join(folder, "own.cedar"), policies);
  const file = join(folder, "gateway.yaml");
  writeFileSync(
    file,
    JSON.stringify({
      issuers: [{ issuer: "https://example.com", tokenUse: null, audience: ["x"] }],
      pools: {
        customers: {
          id: "eu-west-1_A",
          region: "eu-west-1",
          protectedGroups: ["gold"],
          groupRanks: { gold: 0 },
        },
      },
      policies: [sampleRolesFile, "own.cedar"],
      audit: { file: "audit.jsonl" },
      roleRanks: { admin: 100, helpdesk: 50 },
    }),
  );
  return file;
}

const run = (...args: string[]) => checkPolicy(["--config", configure(), ...args]);
const ask = (role: string, action: string, ...more: string[]) =>
  run("--as", role, "--action", action, "--pool", "customers", ...more);

describe("checkPolicy", () => {
  it("prints what each role may do", async () => {
    expect(await run()).toEqual({ exitCode: 0 });
    expect(output.join("\n")).toContain("9 policies in 2 files: valid.");
    expect(output.join("\n")).toMatch(/user:set-permanent-password +yes +- +- /);
  });

  it.each([
    [
      "helpdesk",
      "user:set-temporary-password",
      ["--target", "{}"],
      0,
      /helpdesk \(.*roles\.cedar:\d+\)/,
    ],
    ["helpdesk", "user:set-permanent-password", [], 1, /no policy permits it/],
    [
      "helpdesk",
      "user:set-temporary-password",
      ["--target", `{"groups":["x"]}`],
      1,
      /no-higher-rank/,
    ],
    [
      "admin",
      "user:set-temporary-password",
      ["--target", `{"groups":["gold"]}`],
      1,
      /set-protected/,
    ],
    [
      "admin",
      "user:set-temporary-password",
      ["--target", `{"subject":"me"}`, "--subject", "me"],
      1,
      /not-oneself/,
    ],
    [
      "admin",
      "user:set-temporary-password",
      ["--target", `{"status":"EXTERNAL_PROVIDER"}`],
      1,
      /set-federated/,
    ],
    [
      "admin,federated-password",
      "user:set-temporary-password",
      ["--target", `{"status":"EXTERNAL_PROVIDER"}`],
      0,
      /federated-password/,
    ],
    ["auditor", "user:read-attribute", ["--attribute", "locale"], 1, /no policy permits it/],
  ])("as %s, %s %j ends with %i", async (role, action, more, exitCode, text) => {
    expect(await ask(role, action, ...more)).toEqual({ exitCode });
    expect(output.join("\n")).toMatch(text);
  });

  it.each([
    [["--as", "admin", "--action", "user:fly", "--pool", "customers"], "--action names no action."],
    [["--as", "admin", "--action", "user:read", "--pool", "x"], "--pool names no configured pool."],
    [["--pool", "customers", "--target", "{}"], "--as names the caller's roles."],
    [["--action", "user:read", "--pool", "customers"], "--as names the caller's roles."],
    [["--as", "a", "--action", "user:read-attribute", "--pool", "customers"], "--attribute names"],
    [["--as", "a", "--action", "user:read", "--pool", "customers", "--target", "{"], "is not JSON"],
    [["--as", "a", "--action", "user:read", "--pool", "customers", "--target", `{"x":1}`], "only."],
    [
      ["--as", "a", "--action", "user:read", "--pool", "customers", "--target", `{"groups":"x"}`],
      "wrong type",
    ],
  ])("%j ends with 64 and says what is wrong", async (args, complaint) => {
    expect(await run(...args)).toEqual({ exitCode: 64 });
    expect(complaints.join("\n")).toContain(complaint);
  });

  it("ends with 78 for a policy that cannot be used, with file and line", async () => {
    const config = configure("\npermit (principal, action, resource) when { resource.tier == 1 };");
    expect(await checkPolicy(["--config", config])).toEqual({ exitCode: 78 });
    expect(complaints.join("\n")).toMatch(/own\.cedar:2: /);
  });
});
