import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { sampleRolesFile } from "../../src/authorization/policy-files.js";
import {
  adminsClientId,
  adminsPoolId,
  customersPoolId,
  demoPassword,
  demoSeed,
} from "../../src/cli/demo/demo-seed.js";
import { configSchema } from "../../src/config/config.js";
import { type LocalPool, startLocalPool } from "../../src/local-pool/local-pool.js";
import { type Gateway, startGateway } from "../../src/server/gateway.js";
import { addGatewayKey } from "../support/gateway-keys.js";
import { startProcess } from "../support/start-process.js";
import { signIn } from "../support/test-gateway.js";
import { until } from "../support/until.js";
import { codeBlocksOf, readText, root } from "./documents.js";

const run = promisify(execFile);
const printedAddress = "http://127.0.0.1:4000";

/** Commands that this test does not run, with who does. */
const executedElsewhere = new Map([
  ["npm ci && npm test\n", { place: ".ci/run", commands: ["npm ci", "npm test"] }],
]);

/** The command that installs is run by CI; what comes after it is run here. */
const installed = (command: string): string => command.replace(/^npm ci && /, "");

const blocks = codeBlocksOf("README.md");
const shell = blocks.filter(({ language }) => language === "sh").map(({ text }) => text);
const servers = shell.filter((text) => /npm start|dist\/main\.js --config/.test(text));
const requests = [...blocks, ...codeBlocksOf("docs/errors.md")]
  .filter(({ language, text }) => language === "sh" && text.startsWith("curl "))
  .map(({ text }) => text);
const settings = shell.filter((text) => text.startsWith("GATEWAY="));
const commands = shell.filter((text) => text.startsWith("node dist/main.js iam-policy"));
const doctors = shell.filter((text) => text.startsWith("node dist/main.js doctor"));

/** The JSON block that follows a command: what it is said to print. */
function answerTo(command: string): unknown {
  const all = [...blocks, ...codeBlocksOf("docs/errors.md")];
  const { language, text } = all[all.findIndex((block) => block.text === command) + 1] ?? {
    language: "",
    text: "",
  };
  if (language !== "json") throw new Error(`README.md shows no answer to: ${command}`);
  return JSON.parse(text, (_key, value: unknown) =>
    value === "…" ? (expect.any(String) as unknown) : value,
  );
}

describe("README.md", () => {
  it("has commands of the kinds that are executed, and no others", () => {
    const known = [
      ...[...servers, ...requests, ...settings, ...commands, ...doctors],
      ...executedElsewhere.keys(),
    ];
    expect(shell.filter((text) => !known.includes(text))).toEqual([]);
    const kinds = [servers, requests, settings, commands, doctors];
    expect(kinds.map(({ length }) => length)).toEqual([2, 3, 1, 1, 1]);
  });

  it.each([...executedElsewhere])(
    "%s is executed elsewhere",
    (text, { place, commands: steps }) => {
      expect(shell).toContain(text);
      for (const step of steps) expect(readText(place)).toContain(`\n${step}`);
    },
  );
});

describe("the requests of README.md and docs/errors.md", () => {
  const folder = mkdtempSync(join(tmpdir(), "readme-"));
  let pool: LocalPool;
  let gateway: Gateway;
  let token: string;

  beforeAll(async () => {
    pool = await startLocalPool({ seed: demoSeed });
    const config = configSchema.parse({
      listen: { port: 0 },
      issuers: [
        { issuer: pool.issuer(adminsPoolId), tokenUse: "access", clientIds: [adminsClientId] },
      ],
      pools: { customers: { id: customersPoolId, region: "eu-west-1", endpoint: pool.url } },
      policies: [sampleRolesFile],
      audit: { file: join(folder, "audit.jsonl") },
      log: { level: "silent" },
    });
    gateway = await startGateway(config, { credentials: addGatewayKey(pool, config) });
    const { body } = await signIn(pool, "ada", demoPassword, adminsClientId);
    token = body.AuthenticationResult?.AccessToken ?? "";
  });

  afterAll(async () => {
    await gateway.stop();
    await pool.stop();
    rmSync(folder, { recursive: true });
  });

  it.each(requests)("%s", async (request) => {
    const script = [...settings, request].join("\n").replaceAll(printedAddress, gateway.url);
    const { stdout } = await run("bash", ["-euo", "pipefail", "-c", script], {
      env: { ...process.env, TOKEN_ADMIN: token },
    });
    expect(JSON.parse(stdout)).toEqual(answerTo(request));
  });
});

describe("the other commands of README.md", () => {
  // The first builds what the next ones start.
  it.each(servers)(
    "%s starts, answers and stops",
    async (command) => {
      const isConfigured = command.includes("--config");
      const ports = {
        COGNITO_ADMIN_GATEWAY_LISTEN__PORT: "0",
        COGNITO_ADMIN_GATEWAY_ADMIN__PORT: "0",
      };
      const server = startProcess(
        "bash",
        ["-c", `exec ${installed(command)}`],
        isConfigured ? ports : {},
      );
      try {
        const { url, adminUrl = url } = await server.listening;
        // The issuer and the pool of the example are nowhere.
        const path = isConfigured ? "/health/live" : "/health/ready";
        const status = async () => (await fetch(`${adminUrl}${path}`)).status;
        if (!isConfigured) await until(async () => (await status()) === 200, "it is ready");
        expect(await status()).toBe(200);
      } finally {
        // npm reports the signal that it was sent itself.
        const exitCode = await server.stop();
        if (isConfigured) expect(exitCode).toBe(0);
      }
    },
    120_000,
  );

  it.each(commands)("%s prints one statement, about the example's pools", async (command) => {
    const { stdout } = await run("bash", ["-c", command], { cwd: root });
    const { Statement } = JSON.parse(stdout) as { Statement: { Resource: string[] }[] };
    expect(Statement.map(({ Resource }) => Resource)).toEqual([
      [
        "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_AbCdEf123",
        "arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_GhIjKl456",
      ],
    ]);
  });

  it.each(doctors)("%s asks, and finds the example's pools nowhere", async (command) => {
    // No keys of whoever runs this.
    const environment = {
      ...{ AWS_ACCESS_KEY_ID: "", AWS_PROFILE: "", AWS_EC2_METADATA_DISABLED: "true" },
      ...{ AWS_CONFIG_FILE: "nowhere", AWS_SHARED_CREDENTIALS_FILE: "nowhere" },
    };
    const asked = startProcess("bash", ["-c", `exec ${command}`], environment);
    expect(await asked.ended).toBe(1);
    expect(asked.output()).toMatch(/^ok: configuration: file: \d+ issuers?, \d+ pools?$/m);
    expect(asked.output()).toMatch(/^missing: pool \w+: credentials: /m);
  });
});
