import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { parse } from "yaml";
import { configSchema } from "../../src/config/config.js";
import { writeSampleLog } from "../docs/sample-audit-log.js";
import { codeBlocksOf, root } from "./documents.js";

const run = promisify(execFile);
const document = "docs/audit.md";
const folder = mkdtempSync(join(tmpdir(), "audit-"));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe(document, () => {
  it("shows a configuration that is taken", () => {
    const [block] = codeBlocksOf(document).filter(({ language }) => language === "yaml");
    const { audit } = parse(block?.text ?? "") as { audit: unknown };
    expect(configSchema.shape.audit.parse(audit)).toMatchObject({ onFailure: "refuse" });
  });

  it("shows what audit-verify prints", async () => {
    await writeSampleLog(join(folder, "audit.jsonl"), false);
    const blocks = codeBlocksOf(document);
    const [command] = blocks.filter(({ language }) => language === "sh");
    const script = command?.text.replaceAll("audit/audit", join(folder, "audit")) ?? "";
    const { stdout } = await run("bash", ["-euo", "pipefail", "-c", script], { cwd: root });
    const [shown] = blocks.filter(({ language }) => language === "text");
    expect(stdout.replace(/:[0-9a-f]{64}$/m, ":…")).toBe(shown?.text);
  });
});
