import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { verifyFiles } from "../../src/audit/journal/verify-files.js";
import { startProcess } from "../support/start-process.js";
import { until } from "../support/until.js";

/** How many times the process is killed. */
const kills = Number(process.env["AUDIT_KILLS"] ?? 20);
const timeoutMs = 30_000 + kills * 3000;

const folder = mkdtempSync(join(tmpdir(), "audit-"));
const file = join(folder, "audit.jsonl");

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const run = (...more: string[]) =>
  startProcess(process.execPath, ["test/support/audit-load.mjs", file, ...more]);

const files = () =>
  readdirSync(folder)
    .filter((name) => /^audit\.jsonl(\.\d+)?$/.test(name))
    .map((name) => join(folder, name));

/** Kinds and ids that stand in whole lines of the files. */
function written(): ReadonlySet<string> {
  const lines = files().flatMap((path) => readFileSync(path, "latin1").split("\n").slice(0, -1));
  return new Set(
    lines
      .map((line) => JSON.parse(line) as { kind: string; id?: string })
      .map(({ kind, id = "" }) => `${kind === "intent" ? "I" : "R"} ${id}`),
  );
}

describe("a process that is killed while it writes", () => {
  it(
    `has lost nothing that it acknowledged, and goes on at the next start: ${kills} times`,
    async () => {
      let acknowledged = 0;
      let torn = 0;
      for (let round = 0; round < kills; round += 1) {
        const load = run();
        await until(() => load.output().includes("R "), "something was acknowledged");
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 120));
        load.signal("SIGKILL");
        expect(await load.ended).toBeNull();
        // The last line may be cut: it tells of nothing then.
        const told = load.output().split("\n").slice(0, -1);
        const kept = written();
        expect(told.filter((line) => !kept.has(line))).toEqual([]);
        acknowledged += told.length;
        // All that may be wrong is at the very end, and is repaired by the next start.
        const { problems } = await verifyFiles(files());
        const tails = problems.filter(({ problem }) =>
          /^(ends within|the file is empty)/.test(problem),
        );
        expect(problems).toEqual(tails.slice(0, 1));
        torn += problems.filter(({ problem }) => problem.startsWith("ends within")).length;
      }
      expect(await run("once").ended).toBe(0);
      const report = await verifyFiles(files());
      expect(report).toMatchObject({ problems: [], withoutResult: 0, tornTails: torn });
      const unknown = files().map((path) =>
        readFileSync(path, "latin1").match(/"recovered":true/g),
      );
      process.stdout.write(
        `${kills} kills: ${acknowledged} acknowledged, 0 lost, ${torn} torn lines, ` +
          `${unknown.flatMap((found) => found ?? []).length} intents closed as UNKNOWN, ${files().length} files\n`,
      );
    },
    timeoutMs,
  );
});
