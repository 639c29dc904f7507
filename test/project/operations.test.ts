import { join } from "node:path";
import { parse } from "yaml";
import { cloudWatchLogsOperations } from "../../src/audit/sinks/cloud-watch-logs-sink.js";
import { iamPolicy } from "../../src/cli/iam-policy.js";
import { cognitoOperations } from "../../src/cognito/calls/call.js";
import { failureReasons } from "../../src/cognito/calls/failure-reason.js";
import { gateRefusals } from "../../src/cognito/gate/pool-gate.js";
import { createUserPools } from "../../src/cognito/user-pools.js";
import { mutationRefusals } from "../../src/graphql/request/mutation-limits.js";
import { operationTable } from "../../src/local-pool/operation-table.js";
import { loadRefusals } from "../../src/server/load/load-guard.js";
import { Metrics } from "../../src/server/observability/metrics.js";
import { gateLimits } from "../support/gate-limits.js";
import { codeBlocksOf, pick, proseOf, readText, root, tableUnder } from "./documents.js";

const onePool = createUserPools([{ alias: "a", id: "eu-west-1_A", region: "eu-west-1" }], {
  deadlines: { readAttemptTimeoutMs: 1, readDeadlineMs: 1, writeDeadlineMs: 1 },
  sweepLimits: { sweptUsers: 1000, sweptUserMaxAgeMs: 1000 },
  descriptionMaxAgeMs: 1,
  observe: () => undefined,
  observeRefusal: () => undefined,
  now: Date.now,
  gateLimits,
  quotas: {},
});

async function metricsText(): Promise<string> {
  const metrics = new Metrics();
  metrics.countRequest("query", "OK");
  metrics.countCall({ poolId: "p", operation: "AdminGetUser", result: "OK", durationMs: 1 });
  metrics.countUnreadAnswer("time");
  metrics.countRefusal("quota");
  metrics.watchLoad({ inFlight: 1 }, onePool);
  metrics.watchAudit({ freeBytes: () => Promise.resolve(1) });
  metrics.countAuditRecords(1);
  metrics.countAuditFailure();
  metrics.countAuditNotShipped("stdout", 1);
  return metrics.text();
}

/** Name to type and labels, of the gateway's own metrics. */
async function ownMetrics() {
  const text = await metricsText();
  const names = [...text.matchAll(/^# TYPE (gateway_\w+) (\w+)$/gm)];
  return Object.fromEntries(
    names.map(([, name = "", type = ""]) => {
      const sample = new RegExp(`^${name}(?:_count)?\\{(.*)\\} `, "m").exec(text)?.[1] ?? "";
      const labels = [...sample.matchAll(/(\w+)="/g)].map(([, label]) => label);
      return [name, [type, labels.sort().join(", ")]];
    }),
  );
}

describe("docs/operations.md", () => {
  it("lists exactly the operations that the IAM policy can allow", () => {
    const rows = tableUnder("docs/operations.md", "IAM permissions");
    expect(rows.map((row) => row["Permission"]).sort()).toEqual(
      [
        ...cognitoOperations.map((operation) => `cognito-idp:${operation}`),
        ...cloudWatchLogsOperations.map((operation) => `logs:${operation}`),
      ].sort(),
    );
  });

  it("lists exactly the gateway's metrics, with type and labels", async () => {
    const rows = tableUnder("docs/operations.md", "Metrics");
    expect(pick(rows, "Metric", "Type", "Labels")).toEqual(await ownMetrics());
  });
});

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
    const metrics = Object.keys(await ownMetrics());
    expect(asked).toContain("gateway_audit_free_bytes");
    expect(asked.filter((name) => !metrics.includes(name))).toEqual([]);
  });
});

describe("the reasons why a pool is not reachable", () => {
  it("are those that docs/operations.md explains", () => {
    const rows = tableUnder("docs/operations.md", "Pools that are not reachable");
    expect(rows.map(({ reason }) => reason)).toEqual([...failureReasons]);
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
  it("is the one in README.md, for the example configuration", async () => {
    const print = jest.spyOn(console, "log").mockImplementation(() => undefined);
    await iamPolicy(["--config", join(root, "examples/gateway.yaml"), "--account", "123456789012"]);
    const printed = JSON.parse(String(print.mock.calls[0]?.[0])) as unknown;
    print.mockRestore();
    const shown = codeBlocksOf("README.md")
      .filter(({ text }) => text.includes("2012-10-17"))
      .map(({ text }) => JSON.parse(text) as unknown);
    expect(shown).toEqual([printed]);
  });
});

describe("docs/local-pool.md", () => {
  it("lists exactly the operations of the local pool", () => {
    const rows = tableUnder("docs/local-pool.md", "Operations");
    const listed = rows.flatMap((row) => (row["Operations"] ?? "").split(", "));
    expect(listed.sort()).toEqual([...operationTable.keys()].sort());
  });

  it("lists exactly the refusals of signatures and permissions", () => {
    const sources = ["admit-call", "authorization-header"].map((name) =>
      readText(`src/local-pool/access/${name}.ts`),
    );
    const thrown = [...sources.join("").matchAll(/"(\w+Exception)"/g)].map(([, name]) => name);
    const rows = tableUnder("docs/local-pool.md", "Access keys");
    expect(rows.map((row) => row["Refusal"]).sort()).toEqual([...new Set(thrown)].sort());
  });

  it("lists exactly the kinds of faults", () => {
    const source = readText("src/local-pool/handles/faults.ts");
    const kinds = [...source.matchAll(/kind: ((?:"[\w-]+"(?: \| )?)+)/g)].flatMap(([, union]) =>
      (union ?? "").split(" | ").map((kind) => kind.replaceAll('"', "")),
    );
    const rows = tableUnder("docs/local-pool.md", "Faults");
    expect(rows.flatMap((row) => (row["Kind"] ?? "").split(", ")).sort()).toEqual(kinds.sort());
  });
});

describe("docs/testing.md", () => {
  it("lists exactly the variables that point the contract battery elsewhere", () => {
    const variables = [
      ...readText("test/contract/target.ts").matchAll(/environment\["(CONTRACT_\w+)"\]/g),
    ].map(([, name]) => name);
    const rows = tableUnder("docs/testing.md", "The contract battery");
    expect(rows.map((row) => row["Variable"]).sort()).toEqual([...new Set(variables)].sort());
  });

  it("names every kind of test that there is", () => {
    const list = /\[\s*((?:"\w+",?\s*)+)\]\.map\(\s*project/.exec(readText("jest.config.js"))?.[1];
    const kinds = [...(list ?? "").matchAll(/\w+/g)].map(([kind]) => kind);
    expect(kinds).toContain("project");
    expect(kinds.filter((kind) => !proseOf("docs/testing.md").includes(`test/${kind}`))).toEqual(
      [],
    );
  });
});
