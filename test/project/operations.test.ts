import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { readFamilies, writeFamilies } from "../../src/authorization/actions.js";
import { iamPolicy } from "../../src/cli/iam-policy.js";
import { gateRefusals } from "../../src/cognito/gate/pool-gate.js";
import { mutationRefusals } from "../../src/graphql/request/mutation-limits.js";
import { operationTable } from "../../src/local-pool/operation-table.js";
import { loadRefusals } from "../../src/server/load/load-guard.js";
import { onePool, ownMetrics } from "../docs/own-metrics.js";
import { codeBlocksOf, proseOf, readText, root, tableUnder } from "./documents.js";

describe("the alert rules of docs/operations.md", () => {
  it("ask for metrics that there are", async () => {
    const [block] = codeBlocksOf("docs/operations.md").filter(({ text }) =>
      text.includes("alert:"),
    );
    const { groups } = parse(block?.text ?? "") as {
      groups: { rules: { alert: string; expr: string; for: string; annotations: object }[] }[];
    };
    const asked = groups.flatMap(({ rules }) =>
      rules.flatMap(({ expr }) => expr.match(/gateway_\w+/g) ?? []),
    );
    const metrics = (await ownMetrics()).map(({ name }) => name);
    expect(asked).toContain("gateway_audit_free_bytes");
    expect(asked.filter((name) => !metrics.includes(name))).toEqual([]);
  });
});

describe("the shares of quotas", () => {
  it("are half of what docs/operations.md says that AWS grants", () => {
    const granted = tableUnder("docs/operations.md", "Quotas").map((row) => [
      row["category"],
      Math.floor(Number(row["requests a second"]) / 2),
    ]);
    const kept = onePool.accounts.flatMap(({ byCategory }) =>
      [...byCategory].map(([category, { perSecond }]) => [category, perSecond]),
    );
    expect(Object.fromEntries(kept)).toEqual(Object.fromEntries(granted));
  });

  it("and the reasons of refusals, are told with their metrics", () => {
    const reasons = [...loadRefusals, ...gateRefusals, ...mutationRefusals];
    const row = tableUnder("docs/operations.md", "Metrics").find(
      ({ Metric }) => Metric === "gateway_refused_total",
    );
    const told = (row?.["Meaning"] ?? "").split(": ")[1]?.split(", ");
    expect(told?.sort()).toEqual([...reasons].sort());
  });
});

describe("the printed IAM policy", () => {
  const folder = mkdtempSync(join(tmpdir(), "iam-policy-"));

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it("has the permissions that docs/operations.md lists, where everything is switched on", async () => {
    const example = readFileSync(join(root, "examples/gateway.yaml"), "utf8");
    const file = join(folder, "gateway.yaml");
    const on = `    writes: [${writeFamilies.join(", ")}]\n    shows: [${readFamilies.join(", ")}]\n`;
    writeFileSync(
      file,
      example.replaceAll(/^ {4}id: .*\n/gm, (line) => line + on),
    );
    const print = jest.spyOn(console, "log").mockImplementation(() => undefined);
    await iamPolicy(["--config", file, "--account", "123456789012"]);
    const printed = JSON.parse(String(print.mock.calls[0]?.[0])) as {
      readonly Statement: readonly { readonly Action: readonly string[] }[];
    };
    print.mockRestore();
    const told = tableUnder("docs/operations.md", "IAM permissions")
      .map((row) => (row["Permission"] ?? "").replaceAll("`", ""))
      .filter((permission) => permission.startsWith("cognito-idp:"));
    expect(printed.Statement.map(({ Action }) => Action)).toEqual([told]);
  });
});

describe("docs/local-pool.md", () => {
  it("lists exactly the operations of the local pool", () => {
    const rows = tableUnder("docs/local-pool.md", "Operations");
    const listed = rows.flatMap((row) => (row["Operations"] ?? "").split(", "));
    expect(listed.sort()).toEqual([...operationTable.keys()].sort());
  });
});

describe("docs/testing.md", () => {
  it("names every kind of test that there is", () => {
    const list = /\[\s*((?:"\w+",?\s*)+)\]\.map\(\s*project/.exec(readText("jest.config.js"))?.[1];
    const kinds = [...(list ?? "").matchAll(/\w+/g)].map(([kind]) => kind);
    expect(kinds).toContain("project");
    expect(kinds.filter((kind) => !proseOf("docs/testing.md").includes(`test/${kind}`))).toEqual(
      [],
    );
  });
});
