import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { sendRaw } from "../support/send-raw.js";
import { startProgram, type StartedProcess } from "../support/start-process.js";
import { until } from "../support/until.js";

const run = promisify(execFile);

/** Executes a command as somebody who pastes it into a shell. */
async function paste(command: string): Promise<unknown> {
  const { stdout } = await run("bash", ["-euo", "pipefail", "-c", command]);
  return JSON.parse(stdout);
}

let program: StartedProcess;
let url: string;
let commands: readonly string[];
let tokens: Readonly<Record<string, string>>;

beforeAll(async () => {
  program = startProgram([]);
  ({ url } = await program.listening);
  await until(() => program.output().includes("InitiateAuth"), "the commands were printed");
  commands = program.output().match(/^curl (?:.*\\\n)+.*$/gm) ?? [];
  tokens = Object.fromEntries(
    [...program.output().matchAll(/^TOKEN_(\w+)=(\S+)$/gm)].map(([, role = "", token = ""]) => [
      role,
      token,
    ]),
  );
});

afterAll(() => {
  program.signal("SIGKILL");
  return program.ended;
});

const ask = async (query: string, token: string) => {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as { data?: Record<string, unknown> };
};

describe("the first run", () => {
  it("listens on loopback only", () => {
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it.each(["evil.example", "evil.example:4000", "127.0.0.1.evil.example", "10.0.0.1"])(
    "gives a page nothing that calls this machine %s",
    async (host) => {
      for (const path of ["/", "/explorer/start.json", "/console", "/health/live", "/nowhere"]) {
        const answer = await sendRaw(
          url,
          `GET ${path} HTTP/1.1\r\nconnection: close\r\nhost: ${host}\r\n\r\n`,
        );
        expect(answer).toMatch(/^HTTP\/1\.1 403 /u);
        expect(answer).toContain("FORBIDDEN");
      }
    },
  );

  it.each(["localhost", "127.0.0.1", "[::1]"])("answers to the name %s", async (name) => {
    const host = `${name}:${new URL(url).port}`;
    const request = `GET /explorer/start.json HTTP/1.1\r\nconnection: close\r\nhost: ${host}\r\n\r\n`;
    expect(await sendRaw(url, request)).toMatch(/^HTTP\/1\.1 200 /u);
  });

  it("prints a command that sets a password, and one that proves it by signing in", async () => {
    expect(commands).toHaveLength(2);
    const [setPassword = "", signIn = ""] = commands;
    await expect(paste(signIn)).resolves.toMatchObject({
      message: "Incorrect username or password.",
    });
    expect(await paste(setPassword)).toEqual({
      data: { setUserPassword: { username: "frank", status: "CONFIRMED" } },
    });
    expect(await paste(signIn)).toMatchObject({
      AuthenticationResult: { TokenType: "Bearer", AccessToken: expect.any(String) as string },
    });
  });

  it("says how a temporary password shows: the next sign-in is challenged", async () => {
    const [setPassword = "", signIn = ""] = commands;
    expect(await paste(setPassword.replace('"permanent":true', '"permanent":false'))).toEqual({
      data: { setUserPassword: { username: "frank", status: "FORCE_CHANGE_PASSWORD" } },
    });
    expect(await paste(signIn)).toMatchObject({ ChallengeName: "NEW_PASSWORD_REQUIRED" });
  });

  it("prints a token for each sample administrator", async () => {
    expect(Object.keys(tokens)).toEqual(["ADMIN", "HELPDESK", "AUDITOR"]);
    for (const [role, token] of Object.entries(tokens)) {
      const { data } = await ask("{ me { roles } }", token);
      // An administrator has the roles that are given beside another, too.
      const further = role === "ADMIN" ? ["user-deleter", "contact-voucher"] : [];
      expect(data).toEqual({ me: { roles: [role.toLowerCase(), ...further] } });
    }
  });

  it("has a customer in every state", async () => {
    const names = ["carla", "frank", "erin", "uma", "rosa", "Google_109876543210987654321", "dan"];
    const fields = names.map(
      (name, index) =>
        `u${index}: user(poolId: "customers", username: "${name}") { status enabled }`,
    );
    const { data } = await ask(`{ ${fields.join("\n")} }`, tokens["ADMIN"] ?? "");
    const states = Object.values(data ?? {}) as { status: string; enabled: boolean }[];
    expect(new Set(states.map(({ status }) => status))).toEqual(
      new Set([
        "CONFIRMED",
        "FORCE_CHANGE_PASSWORD",
        "UNCONFIRMED",
        "RESET_REQUIRED",
        "EXTERNAL_PROVIDER",
      ]),
    );
    expect(states.filter(({ enabled }) => !enabled)).toHaveLength(1);
  });
});
