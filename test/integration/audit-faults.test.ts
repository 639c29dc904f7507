import { FaultyDisk } from "../support/audit-samples.js";
import { startTestGateway, type TestGateway } from "../support/test-gateway.js";

/** How many mutations are tried while the log cannot be written. */
const calls = Number(process.env["AUDIT_FAULT_CALLS"] ?? 400);
const atOnce = 32;

jest.setTimeout(120_000);

const query = `mutation($username: String!, $password: String!) {
  setUserPassword(poolId: "customers", username: $username, password: $password) { status }
}`;

/** What can be the matter with a disk, and how it is put right again. */
const faults: Readonly<Record<string, (disk: FaultyDisk) => () => void>> = {
  "a full disk (ENOSPC)": (disk) => {
    disk.onWrite = "ENOSPC";
    return () => (disk.onWrite = null);
  },
  "a failing disk (EIO)": (disk) => {
    disk.onWrite = "EIO";
    return () => (disk.onWrite = null);
  },
  "a disk that is full in the middle of a line": (disk) => {
    disk.onWrite = "cut";
    return () => (disk.onWrite = null);
  },
  "a disk that cannot make durable (EIO of fdatasync)": (disk) => {
    disk.onSync = "EIO";
    return () => (disk.onSync = null);
  },
  "a disk that hangs, and the full queue behind it": (disk) => disk.hang(),
};

let disk: FaultyDisk;
let gateway: TestGateway;
let authorization: string;

beforeAll(async () => {
  disk = new FaultyDisk();
  gateway = await startTestGateway({
    auditFiles: disk,
    config: {
      // A real disk under it, which a busy machine keeps waiting.
      audit: { file: "replaced", deadlineMs: 1500, queue: 16 },
      limits: { writesWaiting: 100, placeWaitMs: 10_000 },
    },
  });
  authorization = `Bearer ${await gateway.token("ada")}`;
});

afterAll(async () => {
  await gateway.stop();
});

const set = (username: string) =>
  gateway.post(JSON.stringify({ query, variables: { username, password: "Brand-New-Passw0rd" } }), {
    authorization,
  });

const sets = () => gateway.pool.ledger.count("AdminSetUserPassword");

/** Several at once, as many as are wanted in all. */
async function setMany(count: number): Promise<readonly string[]> {
  const answers: string[] = [];
  const numbers = Array.from({ length: count }, (_, index) => index).values();
  const work = async () => {
    for (const index of numbers) {
      const { errors } = await set(`user-${index % 60}`);
      const { code, outcome, retryable } = errors?.[0]?.extensions ?? { code: "set" };
      answers.push([code, outcome, retryable].join(" "));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return answers;
}

describe("while the audit log cannot be written", () => {
  it.each(Object.entries(faults))("%s: nothing is set", async (_what, begin) => {
    gateway.pool.ledger.clear();
    const end = begin(disk);
    const answers = await setMany(Math.ceil(calls / Object.keys(faults).length));
    expect(new Set(answers)).toEqual(new Set(["AUDIT_UNAVAILABLE NOT_APPLIED true"]));
    expect(sets()).toBe(0);
    end();
    // Once the disk is well again, so is the gateway.
    const username = "user-1";
    // It looks again ever less often, every five seconds in the end.
    for (let tries = 0; tries < 300 && sets() === 0; tries += 1) {
      await set(username);
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    expect(sets()).toBe(1);
    const { errors } = await set(username);
    expect(errors).toBeUndefined();
  });

  it("a result that cannot be written is told as what was done, and written when it can be", async () => {
    gateway.pool.ledger.clear();
    gateway.pool.faults.add({
      operation: "AdminSetUserPassword",
      kind: "run",
      run: () => {
        disk.onWrite = "ENOSPC";
      },
    });
    const { errors, data } = await set("user-7");
    expect(data).toEqual({ setUserPassword: null });
    expect(errors?.map(({ extensions }) => extensions)).toEqual([
      expect.objectContaining({
        code: "AUDIT_UNAVAILABLE",
        outcome: "APPLIED",
        retryable: false,
      }),
    ]);
    expect(sets()).toBe(1);
    disk.onWrite = null;
    const { auditId } = errors![0]!.extensions;
    for (let tries = 0; tries < 200; tries += 1) {
      if (gateway.auditRecords().some(({ id, kind }) => id === auditId && kind === "result")) break;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(gateway.auditRecords().filter(({ id }) => id === auditId)).toEqual([
      expect.objectContaining({ kind: "intent" }),
      expect.objectContaining({
        kind: "result",
        outcome: "APPLIED",
        after: { status: "FORCE_CHANGE_PASSWORD", enabled: true },
      }),
    ]);
  });
});
