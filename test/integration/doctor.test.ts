import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { AuditLog } from "../../src/audit/audit-log.js";
import { verifyFiles } from "../../src/audit/journal/verify-files.js";
import { readFamilies, writeFamilies } from "../../src/authorization/actions.js";
import { cognitoOperations } from "../../src/cognito/records/operations.js";
import { readConfig } from "../../src/config/read-config.js";
import { type Gateway, startGateway } from "../../src/server/gateway.js";
import { openSampleLog } from "../support/audit-samples.js";
import {
  fillDisk,
  mayMountDisks,
  mountSmallDisk,
  states,
  unmountSmallDisk,
  withoutPermission,
  wrongSecret,
} from "../support/doctor-states.js";
import { type DoctorsPatient, startPatient } from "../support/run-doctor.js";
import { admins, customers } from "../support/sample-seed.js";
import { setPassword } from "../support/set-password.js";
import { until } from "../support/until.js";

let patient: DoctorsPatient;
let gateway: Gateway | undefined;
let isMounted = false;

beforeEach(async () => {
  patient = await startPatient();
});

afterEach(async () => {
  await gateway?.stop();
  gateway = undefined;
  if (isMounted) unmountSmallDisk(patient);
  isMounted = false;
  await patient.stop();
});

/** The lines that say that something is missing. */
const missingOf = (lines: readonly string[]) =>
  lines.filter((line) => line.startsWith("missing: "));

describe("the doctor", () => {
  it("finds nothing missing where all is well, and leaves no trace of itself", async () => {
    const { lines, exitCode } = await patient.run();
    expect(exitCode).toBe(0);
    expect(missingOf(lines)).toEqual([]);
    expect(lines.at(-1)).toBe("15 ok, 0 missing, 1 not proven");
    expect(lines).toContain(
      "ok: pool customers: account: 123456789012, arn:aws:iam::123456789012:user/gateway",
    );
    expect(lines).toContain("ok: pool customers: credentials: …7ABC by fromEnv");
    expect(readdirSync(join(patient.folder, "audit"))).toEqual([]);
    expect(patient.pool.ledger.count("AdminSetUserPassword")).toBe(0);
  });

  const everything = {
    pool: `writes: [${writeFamilies.join(", ")}], shows: [${readFamilies.join(", ")}]`,
  };

  it("asks the pool once for each permission, about nobody", async () => {
    patient.configure(everything);
    await patient.run("--probe-writes");
    const counts = cognitoOperations.map((name) => patient.pool.ledger.count(name));
    expect(counts).toEqual(cognitoOperations.map(() => 1));
  });

  it("says nothing of what it has to tell by --json but one document", async () => {
    wrongSecret.spoil(patient);
    const { lines, exitCode } = await patient.run("--json");
    const told = JSON.parse(lines.join("\n")) as { exitCode: number; findings: object[] };
    expect([exitCode, told.exitCode]).toEqual([1, 1]);
    expect(told.findings).toContainEqual({
      about: "pool customers",
      question: "DescribeUserPool",
      state: "missing",
      answer: "the signature is refused",
      remedy: "Use the secret that belongs to the access key; let no proxy change requests.",
    });
  });

  it.each(cognitoOperations)("names the permission that is missing: %s", async (operation) => {
    patient.configure(everything);
    withoutPermission(operation).spoil(patient);
    const { lines, exitCode } = await patient.run("--probe-writes");
    expect(exitCode).toBe(1);
    expect(missingOf(lines)).toEqual([
      `missing: pool customers: ${operation}: is not permitted. Attach the policy that the command iam-policy prints for this configuration.`,
    ]);
  });

  it("prints no secret, no whole access key and no text of AWS, in any state", async () => {
    for (const { arguments: args = [], spoil, mend } of states) {
      spoil(patient);
      const printed = (await patient.run(...args)).lines.join("\n");
      for (const { accessKeyId, secretAccessKey } of [patient.key, patient.roleKey]) {
        expect(printed).not.toContain(accessKeyId);
        expect(printed).not.toContain(secretAccessKey);
      }
      expect(printed).not.toContain("a text of AWS");
      expect(printed).not.toMatch(/not authorized to perform|security token included|AWS Secret/);
      mend(patient);
    }
  });

  it("goes on where STS is not to be had", async () => {
    patient.configure({ pool: `endpoint: "${patient.pool.url}"` });
    const { lines, exitCode } = await patient.run();
    expect(exitCode).toBe(0);
    expect(patient.aws.sts.calls).toEqual([]);
    expect(lines).toContain(
      "not proven: pool customers: account: the pool's endpoint is on loopback, which has no STS",
    );
    expect(lines).toContain("ok: pool customers: ListUsers: is permitted");
  });

  it("finds keys missing, and asks for nothing with them", async () => {
    delete process.env["AWS_ACCESS_KEY_ID"];
    const { lines, exitCode } = await patient.run("--probe-writes");
    expect(exitCode).toBe(1);
    expect(missingOf(lines)[0]).toMatch(/^missing: pool customers: credentials: no provider /);
    expect(patient.pool.ledger.count("AdminSetUserPassword")).toBe(0);
  });

  it("assumes the role as the gateway does and once more without its external id", async () => {
    states.find(({ name }) => name === "A role that asks for its external id")?.spoil(patient);
    const { lines, exitCode } = await patient.run();
    expect(exitCode).toBe(0);
    expect(lines).toContain(
      "ok: pool customers: external id: the role cannot be assumed without it",
    );
    const assumed = patient.aws.sts.calls.filter(({ action }) => action === "AssumeRole");
    const externalIds = new Set(assumed.map(({ externalId }) => externalId));
    expect([...externalIds]).toEqual(["wanted", undefined]);
    patient.aws.sts.trustedExternalId = null;
    const open = await patient.run();
    expect(open.exitCode).toBe(1);
    expect(missingOf(open.lines)).toHaveLength(1);
  });

  it.each<[string, (folder: string) => void, string]>([
    [
      "a configuration that is not there",
      (folder) => {
        rmSync(join(folder, "gateway.yaml"));
      },
      "(file)",
    ],
    [
      "mistakes in the configuration",
      (folder) => {
        writeFileSync(join(folder, "gateway.yaml"), "issuers: []\npools: {}\n");
      },
      "issuers",
    ],
    [
      "certificates that are not there",
      () => {
        patient.configure({ file: "listen: { tls: { cert: no.pem, key: no.key } }" });
      },
      "listen.tls.cert",
    ],
  ])("ends with 78 for %s, each mistake a line", async (_, spoil, path) => {
    spoil(patient.folder);
    const { lines, exitCode } = await patient.run();
    expect(exitCode).toBe(78);
    expect(lines.some((line) => line.startsWith(`missing: configuration: ${path}: `))).toBe(true);
    expect(lines.every((line) => /^missing: configuration: |^0 ok, /.test(line))).toBe(true);
  });

  it("names mistakes in policies and block list, and goes on", async () => {
    writeFileSync(join(patient.folder, "broken.cedar"), "permit (");
    writeFileSync(join(patient.folder, "blocked.txt"), "nonsense of nobody\n");
    patient.configure({ file: "blockList: blocked.txt" });
    const file = join(patient.folder, "gateway.yaml");
    const text = readFileSync(file, "utf8").replace(/policies: .*/, "policies: [broken.cedar]");
    writeFileSync(file, text);
    const { lines, exitCode } = await patient.run();
    expect(exitCode).toBe(1);
    expect(missingOf(lines)[0]).toContain(
      `missing: policies: ${join(patient.folder, "broken.cedar")}`,
    );
    expect(missingOf(lines)[1]).toContain("missing: policies: block list: ");
    expect(lines).toContain("ok: pool customers: ListUsers: is permitted");
  });
});

describe("the doctor's writes", () => {
  it("stand in an audit log of their own, intent before and result after", async () => {
    const { lines, exitCode } = await patient.run("--probe-writes");
    expect(exitCode).toBe(0);
    const folder = join(patient.folder, "audit");
    const [name = "", ...others] = readdirSync(folder);
    expect([name, others]).toEqual([expect.stringMatching(/^doctor-\d{8}T\d{6}Z\.jsonl$/), []]);
    expect(lines).toContain(`ok: audit log: of the doctor's writes: ${join(folder, name)}`);
    const records = readFileSync(join(folder, name), "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as object);
    expect(records).toMatchObject([
      { kind: "opened" },
      {
        kind: "intent",
        actor: { subject: "doctor", issuer: "cognito-admin-gateway", roles: [] },
        action: "user:set-permanent-password",
        target: {
          kind: "user",
          poolId: customers,
          sub: null,
          username: expect.stringMatching(/^doctor-[0-9a-f]{32}$/) as string,
        },
        reason: "doctor --probe-writes: nobody has this name",
      },
      { kind: "result", outcome: "NOT_APPLIED", code: "USER_NOT_FOUND" },
      { kind: "checkpoint" },
    ]);
    expect((await verifyFiles([join(folder, name)])).problems).toEqual([]);
  });

  it("are not sent when they cannot be written down", async () => {
    writeFileSync(join(patient.folder, "audit", "in-the-way"), "");
    patient.configure();
    const file = join(patient.folder, "gateway.yaml");
    const text = readFileSync(file, "utf8").replace(
      "audit/audit.jsonl",
      "audit/in-the-way/a.jsonl",
    );
    writeFileSync(file, text);
    const { lines, exitCode } = await patient.run("--probe-writes");
    expect(exitCode).toBe(1);
    expect(lines.join("\n")).toContain("missing: audit log: of the doctor's writes: ");
    expect(patient.pool.ledger.count("AdminSetUserPassword")).toBe(0);
  });
});

describe("a gateway that runs", () => {
  it("is not disturbed by the doctor, who tells that it holds the lock", async () => {
    const file = join(patient.folder, "audit", "audit.jsonl");
    const log: AuditLog = await openSampleLog(file);
    try {
      const before = readFileSync(file, "utf8");
      const { lines, exitCode } = await patient.run("--probe-writes");
      expect(exitCode).toBe(0);
      expect(lines).toContain("ok: audit log: lock: is held by a gateway that runs");
      expect(readFileSync(file, "utf8")).toBe(before);
      expect(log.isWritable).toBe(true);
      await log.rotate();
    } finally {
      await log.close();
    }
  });
});

/** A gateway on this configuration, and the parts of its readiness that are not ok. */
async function startOn({ folder }: DoctorsPatient) {
  const logged: string[] = [];
  let aheadMs = 0;
  const config = readConfig(join(folder, "gateway.yaml"));
  gateway = await startGateway(
    {
      ...config,
      listen: { ...config.listen, port: 0 },
      limits: { ...config.limits, shutdownDeadlineMs: 50 },
    },
    {
      logDestination: { write: (line) => void logged.push(line) },
      now: () => Date.now() + aheadMs,
    },
  );
  const { url } = gateway;
  const notOk = async () => {
    const response = await fetch(`${url}/health/ready`);
    const { parts } = (await response.json()) as { parts: Record<string, string> };
    const others = Object.entries(parts).filter(([, state]) => state !== "ok");
    return [response.status, Object.fromEntries(others)] as const;
  };
  const becomes = async (parts: object) => {
    aheadMs += 60_000;
    const expected = JSON.stringify([Object.keys(parts).length === 0 ? 200 : 503, parts]);
    await until(async () => JSON.stringify(await notOk()) === expected, `it is ${expected}`);
  };
  return { becomes, logged: () => logged.join("") };
}

describe("readiness", () => {
  it.each(states)("says of $name what the doctor says, and afterwards", async (state) => {
    const { spoil, mend, readiness, reason } = state;
    spoil(patient);
    const { becomes, logged } = await startOn(patient);
    await becomes(readiness);
    const reasons = [...logged().matchAll(/"reason":"(\w+)","msg":"pool not reachable"/g)];
    expect(reasons.map(([, name]) => name)).toEqual(reason === undefined ? [] : [reason]);
    mend(patient);
    await becomes({});
    if (reason !== undefined) expect(logged()).toContain('"msg":"pool reachable again"');
    expect((await patient.run()).lines.at(-1)).toMatch(/ ok, [01] missing, /);
  });
});

describe("a disk that is full", () => {
  (mayMountDisks() ? it : it.skip)("is told, and is what readiness says", async () => {
    mountSmallDisk(patient);
    isMounted = true;
    const issuer = patient.pool.issuer(admins);
    patient.configure({ issuer, audit: "maxFileBytes: 8192", file: "roleRanks: { admin: 100 }" });
    const { becomes, logged } = await startOn(patient);
    await becomes({});
    const filler = fillDisk(patient);
    const user = { username: "forced", password: "Brand-New-Passw0rd" };
    // The last block of the log's file takes some more.
    const isRefused = async () =>
      JSON.stringify(await setPassword(patient.pool, gateway?.url ?? "", user)).includes(
        '"code":"AUDIT_UNAVAILABLE"',
      );
    await until(isRefused, "the log took no more");
    await becomes({ audit: "failing" });
    expect(logged()).toContain('"causeCode":"ENOSPC","msg":"audit log not written"');
    patient.pool.ledger.clear();
    const { lines, exitCode } = await patient.run("--probe-writes");
    expect(exitCode).toBe(1);
    expect(missingOf(lines).map((line) => line.split(". ")[0])).toEqual([
      "missing: audit log: folder: the disk takes no more: ENOSPC",
      "missing: audit log: room: 0 MiB, less than one file of audit.maxFileBytes",
      expect.stringContaining("missing: audit log: of the doctor's writes: "),
    ]);
    expect(patient.pool.ledger.count("AdminSetUserPassword")).toBe(0);
    rmSync(filler);
    await becomes({});
    expect((await patient.run()).exitCode).toBe(0);
  });
});
