import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { type AddressInfo, connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sampleRolesFile } from "../../src/authorization/policy-files.js";
import { type LocalPool, startLocalPool } from "../../src/local-pool/local-pool.js";
import { createAuthority } from "../support/certificates.js";
import { gatewayKeyVariables } from "../support/gateway-keys.js";
import { admins, customers, sampleSeed } from "../support/sample-seed.js";
import { setPassword } from "../support/set-password.js";
import { startProcess, startProgram, type StartedProcess } from "../support/start-process.js";
import { signIn } from "../support/test-gateway.js";
import { until } from "../support/until.js";

const newPassword = "Brand-New-Passw0rd";

let folder: string;
let pool: LocalPool;
let program: StartedProcess | undefined;
let keys: NodeJS.ProcessEnv;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "gateway-"));
  pool = await startLocalPool({ seed: sampleSeed });
  keys = gatewayKeyVariables(pool, writeConfig(configOf()));
});

afterEach(async () => {
  // No test is to wait for a program that does not heed other signals.
  program?.signal("SIGKILL");
  await program?.ended;
  await pool.stop();
  rmSync(folder, { recursive: true });
});

function writeConfig(text: string): string {
  const file = join(folder, "gateway.yaml");
  writeFileSync(file, text);
  return file;
}

const configOf = (port = 0) => `
listen: { port: ${port} }
admin: { port: 0 }
issuers:
  - issuer: ${pool.issuer(admins)}
    tokenUse: access
    clientIds: [adminsclient]
pools:
  customers: { id: ${customers}, region: eu-west-1, endpoint: "${pool.url}" }
policies: [${sampleRolesFile}]
audit: { file: audit.jsonl }
roleRanks: { admin: 100 }
`;

function start(config: string, environment: NodeJS.ProcessEnv = keys): StartedProcess {
  program = startProgram(["--config", writeConfig(config)], environment);
  return program;
}

const setForced = (url: string) =>
  setPassword(pool, url, { username: "forced", password: newPassword });

/** Resolves as soon as the pool has received a call of this operation. */
const received = (operation: string): Promise<void> =>
  until(() => pool.ledger.count(operation) > 0, `the pool received ${operation}`);

const done = { data: { setUserPassword: { status: "CONFIRMED" } } };

describe("with a configuration", () => {
  it("serves, and loads nothing of the local pool, the first run, the doctor or what is not configured", async () => {
    const coverage = join(folder, "coverage");
    const { listening, stop } = start(configOf(), { ...keys, NODE_V8_COVERAGE: coverage });
    const { url } = await listening;
    expect(await setForced(url)).toEqual(done);
    expect(await stop()).toBe(0);
    // What V8 has counted is what was loaded.
    const counted = readdirSync(coverage)
      .map((name) => readFileSync(join(coverage, name), "utf8"))
      .join("");
    const modules = JSON.parse(readFileSync("dist/modules.json", "utf8")) as Record<
      string,
      string[]
    >;
    const loaded = Object.entries(modules)
      .filter(([file]) => counted.includes(`/dist/${file}"`))
      .flatMap(([, names]) => names);
    expect(loaded).toContain("build/server/gateway.js");
    expect(
      loaded.filter((name) => /^build\/(local-pool|cli\/(demo|doctor)|cognito\/probes)/.test(name)),
    ).toEqual([]);
    const packages = loaded.join("\n");
    expect(packages).toContain("/client-cognito-identity-provider/");
    expect(packages).not.toContain("/client-cloudwatch-logs/");
    expect((await signIn(pool, "forced", newPassword)).httpStatus).toBe(200);
  });

  it("has no explorer unless configured, and no example console ever", async () => {
    const { url } = await start(configOf()).listening;
    expect((await fetch(url)).status).toBe(404);
    expect((await fetch(`${url}/console`)).status).toBe(404);
  });

  it("named by an empty variable ends with 78 rather than to show sample people", async () => {
    program = startProgram([], { ...keys, COGNITO_ADMIN_GATEWAY_CONFIG: "" });
    expect(await program.ended).toBe(78);
    expect(program.complaints()).toContain("COGNITO_ADMIN_GATEWAY_CONFIG");
  });

  it("for a host that does not exist ends with 1 and says so", async () => {
    const environment = { ...keys, COGNITO_ADMIN_GATEWAY_LISTEN__HOST: "nowhere.invalid" };
    const { ended, complaints } = start(configOf(), environment);
    expect(await ended).toBe(1);
    expect(complaints()).toMatch(/^Cannot listen on .* \(E(NOTFOUND|AI_AGAIN)\)\.$/m);
  });

  it("starts beside what Kubernetes sets for Services, and tells a typing error in a variable of its own", async () => {
    const links = { SERVICE_HOST: "10.0.0.1", SERVICE_PORT: "4000", PORT: "tcp://10.0.0.1:4000" };
    const environment = Object.fromEntries(
      ["GATEWAY", "COGNITO_ADMIN_GATEWAY"].flatMap((service) =>
        Object.entries(links).map(([name, value]) => [`${service}_${name}`, value]),
      ),
    );
    const { listening, stop } = start(configOf(), { ...keys, ...environment });
    await listening;
    expect(await stop()).toBe(0);
    const mistaken = start(configOf(), { ...keys, COGNITO_ADMIN_GATEWAY_LISTEN_PORT: "4000" });
    expect(await mistaken.ended).toBe(78);
    expect(mistaken.complaints()).toContain("COGNITO_ADMIN_GATEWAY_LISTEN_PORT: names no setting");
  });

  it("says on which address it listens, in a line like those of the log", async () => {
    const { listening, output } = start(
      configOf().replace("listen: { port: 0 }", 'listen: { host: "0.0.0.0", port: 0 }'),
    );
    const { url, adminUrl } = await listening;
    expect(url).toMatch(/^http:\/\/0\.0\.0\.0:\d+$/);
    expect(adminUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const line = JSON.parse(output().split("\n")[0] ?? "") as { time: string };
    expect(line).toMatchObject({ msg: "listening", level: "info", url, adminUrl });
    expect(Math.abs(Date.parse(line.time) - Date.now())).toBeLessThan(60_000);
  });

  it("with mistakes ends with 78 and names every one of them", async () => {
    const { ended, complaints } = start(`
listen: { port: 99999 }
issuers: []
pools:
  Customers: { id: nonsense, region: mars }
extra: 1
`);
    expect(await ended).toBe(78);
    for (const path of ["listen.port", "issuers", "pools", "extra"]) {
      expect(complaints()).toContain(`  ${path}`);
    }
  });

  it.each<[string, (tls: { cert: string; key: string }) => object, readonly string[]]>([
    [
      "files that are not there",
      () => ({ cert: "nowhere.pem", key: "nowhere.key" }),
      ["listen.tls.cert", "listen.tls.key"],
    ],
    ["a key in place of the certificate", ({ key }) => ({ cert: key, key }), ["listen.tls.cert"]],
    ["another's key", ({ cert }) => ({ cert, key: "another.key" }), ["listen.tls.key"]],
    ["a certificate alone", ({ cert }) => ({ cert }), ["listen.tls.key"]],
  ])("whose listen.tls names %s ends with 78 and says so", async (_what, tlsOf, paths) => {
    const { cert, key } = createAuthority("Authority").issue({ commonName: "gateway" });
    const another = createAuthority("Authority").issue({ commonName: "another" });
    const files = { "own.pem": cert, "own.key": key, "another.key": another.key };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const tls = tlsOf({ cert: "own.pem", key: "own.key" });
    const { ended, complaints, output } = start(
      configOf().replace("listen: { port: 0 }", `listen: ${JSON.stringify({ port: 0, tls })}`),
    );
    expect(await ended).toBe(78);
    const mistakes = complaints().match(/^ {2}listen\S*/gm);
    expect(mistakes?.map((mistake) => mistake.trim().replace(/:$/, ""))).toEqual(paths);
    expect(complaints()).not.toContain("PRIVATE KEY");
    expect(output()).toBe("");
  });

  it("that cannot be read ends with 78", async () => {
    program = startProgram(["--config", join(folder, "nowhere.yaml")]);
    expect(await program.ended).toBe(78);
    expect(program.complaints()).toContain("ENOENT");
  });

  it("whose port is taken says so and ends with 1", async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
    try {
      const { port } = taken.address() as AddressInfo;
      const { ended, complaints } = start(configOf(port));
      expect(await ended).toBe(1);
      expect(complaints()).toContain(`Cannot listen on 127.0.0.1:${port} (EADDRINUSE).`);
    } finally {
      taken.close();
    }
  });
});

describe("a standard output that is full", () => {
  it("fails no mutation", async () => {
    const port = await freePort();
    const file = writeConfig(configOf(port));
    const command = `exec "${process.execPath}" dist/main.js --config "${file}" > /dev/full`;
    program = startProcess("bash", ["-c", command], keys);
    const url = `http://127.0.0.1:${port}`;
    await answering(url);
    expect(await setForced(url)).toEqual(done);
    expect(await program.stop()).toBe(0);
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Resolves as soon as somebody listens there. */
async function answering(url: string): Promise<void> {
  let isAnswered = false;
  const ask = () => {
    fetch(url).then(
      () => (isAnswered = true),
      () => setTimeout(ask, 50),
    );
  };
  ask();
  await until(() => isAnswered, `${url} answered`);
}

describe("a signal", () => {
  it("lets a mutation under way finish and answer, and ends with 0", async () => {
    pool.faults.add({ operation: "AdminSetUserPassword", kind: "slow", delayMs: 500 });
    const { listening, ended, signal } = start(configOf());
    const answer = setForced((await listening).url);
    await received("AdminSetUserPassword");
    signal("SIGTERM");
    expect(await answer).toEqual(done);
    expect(await ended).toBe(0);
    expect(pool.ledger.count("AdminSetUserPassword")).toBe(1);
  });

  it("makes it refuse new requests at once by an answer, then stop listening", async () => {
    pool.faults.add({ operation: "AdminSetUserPassword", kind: "slow", delayMs: 1500 });
    const { listening, signal, ended } = start(configOf());
    const { url } = await listening;
    const answer = setForced(url);
    await received("AdminSetUserPassword");
    signal("SIGTERM");
    await new Promise((resolve) => setTimeout(resolve, 50));
    const post = () => fetch(`${url}/graphql`, { method: "POST" });
    expect(await (await post()).text()).toContain("SHUTTING_DOWN");
    let isRefused = false;
    while (!isRefused)
      isRefused = await post().then(
        () => false,
        () => true,
      );
    await answer;
    expect(await ended).toBe(0);
  });

  it("is told by health until all is done, and to whoever still has a connection", async () => {
    pool.faults.add({ operation: "AdminSetUserPassword", kind: "slow", delayMs: 700 });
    const { listening, signal, ended } = start(configOf());
    const { url, adminUrl = "" } = await listening;
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    let heard = "";
    socket.on("data", (chunk: Buffer) => (heard += chunk.toString()));
    const closed = new Promise((resolve) => socket.once("close", resolve));
    socket.write("POST /graphql HTTP/1.1\r\nhost: a\r\n");
    const answer = setForced(url);
    await received("AdminSetUserPassword");
    signal("SIGTERM");
    await new Promise((resolve) => setTimeout(resolve, 100));
    const ready = await fetch(`${adminUrl}/health/ready`);
    expect([ready.status, ready.headers.get("connection")]).toEqual([503, "close"]);
    socket.write("content-type: application/json\r\ncontent-length: 2\r\n\r\n{}");
    await closed;
    expect(heard).toMatch(/^HTTP\/1\.1 503 /);
    expect(heard.toLowerCase()).toContain("\r\nconnection: close\r\n");
    expect(heard).toContain("SHUTTING_DOWN");
    expect(await answer).toEqual(done);
    expect(await ended).toBe(0);
  });

  it("waits for no mutation longer than the deadline", async () => {
    pool.faults.add({ operation: "AdminSetUserPassword", kind: "hang" });
    const config = `${configOf()}limits: { shutdownDeadlineMs: 100, writeDeadlineMs: 60000 }\n`;
    const { listening, ended, signal } = start(config);
    const answer = setForced((await listening).url).catch(() => "cut");
    await received("AdminSetUserPassword");
    signal("SIGTERM");
    expect(await ended).toBe(0);
    expect(await answer).toBe("cut");
  });

  it("that comes a second time does not wait", async () => {
    pool.faults.add({ operation: "AdminSetUserPassword", kind: "hang" });
    const { listening, ended, signal } = start(configOf());
    const answer = setForced((await listening).url).catch(() => "cut");
    await received("AdminSetUserPassword");
    signal("SIGTERM");
    signal("SIGINT");
    expect(await ended).toBe(1);
    expect(await answer).toBe("cut");
  });
});

describe("a signal that comes early", () => {
  it.each(Array.from({ length: 5 }, (_, index) => index + 1))(
    "as soon as the gateway says that it listens, ends it with 0: %i",
    async () => {
      const { listening, signal, ended } = start(configOf());
      await listening;
      signal("SIGTERM");
      expect(await ended).toBe(0);
    },
  );

  it("as soon as the local pool says that it listens, ends it with 0", async () => {
    program = startProgram(["local-pool"]);
    await program.listening;
    program.signal("SIGINT");
    expect(await program.ended).toBe(0);
  });

  it.each(["SIGTERM", "SIGINT"] as const)(
    "within the start, here %s, lets the start finish and then ends it with 0",
    async (name) => {
      // The start waits for the end of this file for as long as the test likes.
      const file = join(folder, "awaited.yaml");
      execFileSync("bash", ["-c", `mkfifo "${file}"`]);
      program = startProgram(["--config", file], keys);
      const writing = await open(file, "w");
      program.signal(name);
      await writing.writeFile(configOf());
      await writing.close();
      expect(await program.ended).toBe(0);
      expect(program.output()).toContain('"listening"');
    },
  );
});

describe("SIGHUP", () => {
  const permit = readFileSync(sampleRolesFile, "utf8");

  /** A gateway with a file of policies of its own, that permits nothing yet. */
  const startWithPolicies = (): string => {
    const file = join(folder, "own.cedar");
    writeFileSync(file, '@id("nothing") forbid (principal, action, resource);\n');
    start(configOf().replace(sampleRolesFile, file));
    return file;
  };

  it("makes it read its policies again, and a broken file changes nothing", async () => {
    const file = startWithPolicies();
    const { listening, signal, output, stop } = program!;
    const { url } = await listening;
    expect(await setForced(url)).toMatchObject({
      errors: [{ extensions: { code: "FORBIDDEN" } }],
    });

    writeFileSync(file, permit);
    signal("SIGHUP");
    await until(() => output().includes('"policies renewed"'), "the policies were renewed");
    expect(await setForced(url)).toEqual(done);

    writeFileSync(file, "permit (");
    signal("SIGHUP");
    await until(() => output().includes('"policies not renewed"'), "the policies were refused");
    expect(await setForced(url)).toEqual(done);
    expect(await stop()).toBe(0);
  });

  it("as soon as it listens is obeyed too", async () => {
    startWithPolicies();
    const { listening, signal, output, stop } = program!;
    await listening;
    signal("SIGHUP");
    await until(() => output().includes('"policies renewed"'), "the policies were renewed");
    expect(await stop()).toBe(0);
  });
});

describe("the command line", () => {
  it("tells the version", async () => {
    const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
    program = startProgram(["--version"]);
    expect(await program.ended).toBe(0);
    expect(program.output()).toBe(`${version}\n`);
  });

  it.each([
    [["--nonsense"], 64, "Usage:"],
    [["nonsense"], 64, "Usage:"],
    [["--config"], 64, "Usage:"],
    [["iam-policy", "--account", "12"], 64, ""],
    [["doctor"], 64, "Usage:"],
    [["doctor", "--nonsense"], 64, "Usage:"],
    [["local-pool", "--port", "x"], 64, "--port takes a number"],
  ])("%s ends with %i", async (args, code, complaint) => {
    program = startProgram(args);
    expect(await program.ended).toBe(code);
    expect(program.complaints()).toContain(complaint);
  });

  it.each([
    ["--help"],
    ["local-pool", "--help"],
    ["iam-policy", "--help"],
    ["print-schema", "--help"],
    ["doctor", "--help"],
  ])("%s %s explains itself and ends with 0", async (...args) => {
    program = startProgram(args);
    expect(await program.ended).toBe(0);
    expect(program.output()).toContain("Usage: cognito-admin-gateway");
  });
});
