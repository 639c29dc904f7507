import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "node:tls";
import { SigningKey } from "../../src/audit/chain/signing-key.js";
import { verifyFiles } from "../../src/audit/journal/verify-files.js";
import { sampleRolesFile } from "../../src/authorization/policy-files.js";
import { type LocalPool, startLocalPool } from "../../src/local-pool/local-pool.js";
import { createAuthority } from "../support/certificates.js";
import { gatewayKeyVariables } from "../support/gateway-keys.js";
import { postJson } from "../support/https-client.js";
import { programConfig } from "../support/program-config.js";
import { samplePassword, sampleSeed } from "../support/sample-seed.js";
import { type StartedProcess, startProgram } from "../support/start-process.js";
import { signIn } from "../support/test-gateway.js";
import { until } from "../support/until.js";

const roles = readFileSync(sampleRolesFile, "utf8");
const nobody = '@id("nobody") forbid (principal, action, resource);\n';
const authority = createAuthority("Authority");
const issue = () => authority.issue({ commonName: "gateway", addresses: [[127, 0, 0, 1]] });
const auditKeys = [1, 2].map((byte) => Buffer.alloc(32, byte).toString("base64"));
const routerSecrets = ["a", "b"].map((letter) => letter.repeat(32));

let folder: string;
let pool: LocalPool;
let program: StartedProcess;
let url: string;
let adminUrl: string;
let token: string;
let versions = 0;

/** Mounts files as Kubernetes does: `..data` leads to a folder with the time in its name, and each file to one in `..data`. */
function mount(name: string, files: Readonly<Record<string, string>>): void {
  const at = join(folder, name);
  versions += 1;
  const version = `..2026_${versions}`;
  mkdirSync(join(at, version), { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(at, version, file), text);
  symlinkSync(version, join(at, "..data_tmp"));
  renameSync(join(at, "..data_tmp"), join(at, "..data"));
  for (const file of Object.keys(files)) {
    if (!readdirSync(at).includes(file)) symlinkSync(join("..data", file), join(at, file));
  }
}

const mountSecrets = (index: number) => {
  mount("secrets", {
    audit: `${auditKeys[index] ?? ""}\n`,
    router: `${routerSecrets[index] ?? ""}\n`,
    cursor: `${"c".repeat(40 + index)}\n`,
  });
};

const configuration = () =>
  programConfig(pool, "router: { required: true }\nadmin: { port: 0 }\nblockList: blocked/list\n")
    .replace(
      "listen: { port: 0 }",
      "listen: { port: 0, tls: { cert: tls/tls.crt, key: tls/tls.key } }",
    )
    .replace(`policies: [${sampleRolesFile}]`, "policies: [policies/*.cedar]");

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "renewal-"));
  pool = await startLocalPool({ seed: sampleSeed });
  mount("policies", { "roles.cedar": roles });
  mount("blocked", { list: "sub nobody\n" });
  const { cert, key } = issue();
  mount("tls", { "tls.crt": cert, "tls.key": key });
  mountSecrets(0);
  const file = join(folder, "gateway.yaml");
  writeFileSync(file, configuration());
  const mounted = {
    COGNITO_ADMIN_GATEWAY_ROUTER_SECRET_FILE: "secrets/router",
    COGNITO_ADMIN_GATEWAY_AUDIT_KEY_FILE: "secrets/audit",
    COGNITO_ADMIN_GATEWAY_CURSOR_SECRET_FILE: join(folder, "secrets/cursor"),
  };
  program = startProgram(["--config", file], {
    ...gatewayKeyVariables(pool, plainConfiguration()),
    ...mounted,
  });
  const { url: found, adminUrl: admin = "" } = await program.listening;
  [url, adminUrl] = [found, admin];
  const { body } = await signIn(pool, "ada", samplePassword, "adminsclient");
  token = body.AuthenticationResult?.AccessToken ?? "";
});

/** A configuration that can be read without the secrets, to find the permissions that are needed. */
function plainConfiguration(): string {
  const file = join(folder, "plain.yaml");
  writeFileSync(file, programConfig(pool));
  return file;
}

afterAll(async () => {
  program.signal("SIGKILL");
  await program.ended;
  await pool.stop();
  rmSync(folder, { recursive: true });
});

/** What an administrator is answered: data as "shown", or the code of the refusal. */
async function ask(query: string, secret = routerSecrets[0] ?? ""): Promise<string> {
  const { text } = await postJson(`${url}/graphql`, JSON.stringify({ query }), {
    ca: authority.cert,
    headers: { authorization: `Bearer ${token}`, "x-router-secret": secret },
  });
  const { errors } = JSON.parse(text) as { errors?: { extensions: { code: string } }[] };
  return errors?.[0]?.extensions.code ?? "shown";
}

const user = '{ user(poolId: "customers", username: "forced") { username } }';
const list = '{ users(poolId: "customers", first: 1) { nodes { username } } }';

const said = (text: string) => program.output().split(`"${text}"`).length - 1;

/** Does something, and waits until the log has told of it. */
async function untilSaid(text: string, work: () => void): Promise<void> {
  const before = said(text);
  work();
  await until(() => said(text) > before, `the log said "${text}"`);
}

const reloads = async () => {
  const text = await (await fetch(`${adminUrl}/metrics`)).text();
  return Object.fromEntries(
    [...text.matchAll(/^gateway_reloads_total\{files="([^"]+)",result="(\w+)"\} (\d+)$/gm)].map(
      ([, files, result, count]) => [`${files ?? ""} ${result ?? ""}`, Number(count)],
    ),
  );
};

const serial = () =>
  new Promise<string>((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port), ca: authority.cert }, () => {
      resolve(socket.getPeerCertificate().serialNumber);
      socket.destroy();
    });
    socket.once("error", reject);
  });

describe("a mounted ConfigMap or Secret that is switched", () => {
  it("brings other policies, and broken ones change nothing", async () => {
    expect(await ask(list)).toBe("shown");
    await untilSaid("policies renewed", () => {
      mount("policies", { "roles.cedar": roles, "stop.cedar": nobody });
    });
    expect(await ask(list)).toBe("FORBIDDEN");
    await untilSaid("policies not renewed", () => {
      mount("policies", { "roles.cedar": "permit (", "stop.cedar": nobody });
    });
    expect(await ask(list)).toBe("FORBIDDEN");
    await untilSaid("policies renewed", () => {
      rmSync(join(folder, "policies", "stop.cedar"));
      mount("policies", { "roles.cedar": roles });
    });
    expect(await ask(list)).toBe("shown");
    expect(await reloads()).toMatchObject({ "policies OK": 2, "policies FAILED": 1 });
  });

  it("fails no request that is under way", async () => {
    let isOver = false;
    const codes = new Set<string>();
    const asking = Array.from({ length: 4 }, async () => {
      while (!isOver) codes.add(await ask(list));
    });
    for (const text of [nobody, roles, nobody, roles]) {
      await untilSaid("policies renewed", () => {
        mount("policies", { "roles.cedar": text });
      });
    }
    isOver = true;
    await Promise.all(asking);
    expect([...codes].sort()).toEqual(["FORBIDDEN", "shown"]);
  });

  it("brings another certificate to the next handshake, not half of one", async () => {
    const before = await serial();
    const { cert, key } = issue();
    await untilSaid("certificates not renewed", () => {
      mount("tls", { "tls.crt": cert, "tls.key": issue().key });
    });
    expect(await serial()).toBe(before);
    await untilSaid("certificates renewed", () => {
      mount("tls", { "tls.crt": cert, "tls.key": key });
    });
    expect(await serial()).not.toBe(before);
    expect(await ask(user)).toBe("shown");
  });

  it("brings another block list", async () => {
    const { body } = await signIn(pool, "ada", samplePassword, "adminsclient");
    const fresh = body.AuthenticationResult?.AccessToken ?? "";
    const claims = Buffer.from(fresh.split(".")[1] ?? "", "base64url").toString();
    const { sub } = JSON.parse(claims) as { sub: string };
    await untilSaid("block list renewed", () => {
      mount("blocked", { list: `sub ${sub}\n` });
    });
    expect(await ask(user)).toBe("UNAUTHENTICATED");
    await untilSaid("block list renewed", () => {
      mount("blocked", { list: "" });
    });
    expect(await ask(user)).toBe("shown");
  });

  it("brings other secrets, all of them or none, and a new audit file for a new key", async () => {
    await untilSaid("secrets not renewed", () => {
      mount("secrets", { audit: "", router: routerSecrets[1] ?? "", cursor: "c".repeat(40) });
    });
    expect(program.output()).toContain("COGNITO_ADMIN_GATEWAY_AUDIT_KEY_FILE");
    expect(await ask(user)).toBe("shown");
    await untilSaid("secrets renewed", () => {
      mountSecrets(1);
    });
    expect(await ask(user)).toBe("FORBIDDEN");
    expect(await ask(user, routerSecrets[1])).toBe("shown");
    const files = [".000001", ""].map((end) => join(folder, `audit.jsonl${end}`));
    const publicKeys = auditKeys.map((key) => new SigningKey(key).publicKey);
    expect(await verifyFiles(files, { publicKeys })).toMatchObject({ problems: [] });
    const signed = files.map((file) =>
      publicKeys.map((key) => readFileSync(file, "utf8").includes(key)),
    );
    expect(signed).toEqual([
      [true, false],
      [false, true],
    ]);
    for (const secret of [...routerSecrets, ...auditKeys]) {
      expect(program.output() + program.complaints()).not.toContain(secret);
    }
    mountSecrets(0);
    await until(() => said("secrets renewed") === 2, "the first secrets were back");
  });

  it("is passed over while it holds the same", async () => {
    const before = await reloads();
    mount("policies", { "roles.cedar": roles });
    mountSecrets(0);
    await new Promise((resolve) => setTimeout(resolve, 2000));
    expect(await reloads()).toEqual(before);
  });
});

describe("a file that is written in place", () => {
  it("counts when it is whole", async () => {
    const file = join(folder, "policies", "..data", "roles.cedar");
    const before = await reloads();
    writeFileSync(file, "");
    for (const part of nobody.match(/.{1,12}/gs) ?? []) {
      writeFileSync(file, part, { flag: "a" });
      await new Promise((resolve) => setTimeout(resolve, 150));
      expect(await ask(list)).toBe("shown");
    }
    await untilSaid("policies renewed", () => undefined);
    expect(await ask(list)).toBe("FORBIDDEN");
    expect(await reloads()).toMatchObject({
      "policies OK": (before["policies OK"] ?? 0) + 1,
      "policies FAILED": before["policies FAILED"],
    });
    await untilSaid("policies renewed", () => {
      writeFileSync(file, roles);
    });
  });
});

describe("signals", () => {
  const rotated = () =>
    readdirSync(folder).filter((name) => /^audit\.jsonl\.\d+$/.test(name)).length;

  it("SIGHUP reads all again and leaves the audit log alone; SIGUSR2 rotates that, and nothing else", async () => {
    const [files, before] = [rotated(), await reloads()];
    await untilSaid("secrets renewed", () => {
      program.signal("SIGHUP");
    });
    await until(() => said("block list renewed") === 3, "all were renewed");
    const after = await reloads();
    const names = ["policies", "certificates", "block list", "secrets"];
    expect(names.map((name) => (after[`${name} OK`] ?? 0) - (before[`${name} OK`] ?? 0))).toEqual([
      1, 1, 1, 1,
    ]);
    expect(rotated()).toBe(files);
    program.signal("SIGUSR2");
    await until(() => rotated() === files + 1, "the audit log was rotated");
    expect(await reloads()).toEqual(after);
    expect(await ask(user)).toBe("shown");
  });
});
