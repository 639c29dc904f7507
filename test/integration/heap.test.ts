import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type LocalPool, startLocalPool } from "../../src/local-pool/local-pool.js";
import { gatewayKeyVariables } from "../support/gateway-keys.js";
import { programConfig } from "../support/program-config.js";
import { samplePassword, sampleSeed } from "../support/sample-seed.js";
import { startProcess, type StartedProcess } from "../support/start-process.js";
import { signIn } from "../support/test-gateway.js";
import { until } from "../support/until.js";

const count = Number(process.env["HEAP_SETS"] ?? 300);

let folder: string;
let pool: LocalPool;
let program: StartedProcess;

/** Writes a snapshot when it is told to; V8 collects garbage first. */
const snapshotModule = (file: string) =>
  `data:text/javascript,${encodeURIComponent(`
    import { writeHeapSnapshot } from "node:v8";
    import { renameSync } from "node:fs";
    process.on("SIGUSR2", () => renameSync(writeHeapSnapshot(${JSON.stringify(`${file}.part`)}), ${JSON.stringify(file)}));
  `)}`;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "heap-"));
  pool = await startLocalPool({ seed: sampleSeed });
  const configuration = join(folder, "gateway.yaml");
  const limits =
    "limits: { mutationsPerCallerPerMinute: 1000000, mutationsPerTargetPerMinute: 1000000 }";
  writeFileSync(configuration, programConfig(pool, limits));
  const module = snapshotModule(join(folder, "snapshot"));
  program = startProcess(
    process.execPath,
    ["--import", module, "dist/main.js", "--config", configuration],
    gatewayKeyVariables(pool, configuration),
  );
});

afterAll(async () => {
  await program.stop();
  await pool.stop();
  rmSync(folder, { recursive: true });
});

/** The ways by which a password passes through: each takes one or makes one up, and tells which. */
const ways: Readonly<Record<string, Way>> = {
  setUserPassword: (password) => ({
    query: `mutation($password: String!) {
      setUserPassword(poolId: "customers", username: "confirmed", password: $password, permanent: true) { status }
    }`,
    variables: { password },
  }),
  setUserPasswordAndSignOut: (password) => ({
    query: `mutation($password: String!) {
      setUserPasswordAndSignOut(poolId: "customers", username: "confirmed", password: $password) { signedOut }
    }`,
    variables: { password },
  }),
  setUserPasswords: (password) => ({
    query: `mutation($items: [UserPasswordItem!]!) {
      setUserPasswords(poolId: "customers", items: $items) { outcome }
    }`,
    variables: { items: [{ username: "confirmed", password }] },
  }),
  issueTemporaryPassword: () => ({
    query: `mutation {
      issueTemporaryPassword(poolId: "customers", username: "confirmed") { password }
    }`,
    variables: {},
  }),
  createUser: (password) => ({
    query: `mutation($password: String!, $user: NewPoolUser!) {
      createUser(poolId: "customers", user: $user, invitation: NONE, temporaryPassword: $password) { invitation }
    }`,
    variables: { password, user: { username: newName() } },
  }),
  createUserWithIssued: () => ({
    query: `mutation($user: NewPoolUser!) {
      createUser(poolId: "customers", user: $user, invitation: NONE, issuePassword: true) { temporaryPassword }
    }`,
    variables: { user: { username: newName() } },
  }),
};

let names = 0;

const newName = (): string => {
  names += 1;
  return `heap-${names}`;
};

/** The password that an answer tells, if it tells one. */
const issuedIn = (told: unknown): readonly string[] => {
  const { password, temporaryPassword } = told as Readonly<Record<string, unknown>>;
  return [password, temporaryPassword].filter((text) => typeof text === "string");
};

/** In each way, so that it is so many in all. */
const sets = Math.ceil(count / Object.keys(ways).length);

type Way = (password: string) => { readonly query: string; readonly variables: object };

async function ask(
  url: string,
  authorization: string,
  way: Way,
  password: string,
): Promise<unknown> {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization },
    body: JSON.stringify(way(password)),
  });
  const { data, errors } = (await response.json()) as {
    readonly data?: Readonly<Record<string, unknown>>;
    readonly errors?: unknown;
  };
  expect(errors).toBeUndefined();
  return Object.values(data ?? {})[0];
}

describe("a heap snapshot of the gateway", () => {
  it(
    `holds one password at most after ${sets} were set in each way`,
    async () => {
      const { url } = await program.listening;
      let authorization = "";
      const issued: string[] = [];
      for (let index = 0; index < sets; index += 1) {
        if (index % 1000 === 0) {
          const { body } = await signIn(pool, "ada", samplePassword, "adminsclient");
          authorization = `Bearer ${body.AuthenticationResult?.AccessToken ?? ""}`;
        }
        for (const [name, way] of Object.entries(ways)) {
          const told = await ask(url, authorization, way, `Heap-Canary-${name}-${index}-x`);
          issued.push(...issuedIn(told));
        }
      }
      const file = join(folder, "snapshot");
      program.signal("SIGUSR2");
      await until(() => statSync(file, { throwIfNoEntry: false }) !== undefined, "it was written");
      const text = readFileSync(file, "latin1");
      const found = new Set(text.match(/Heap-Canary-\w+-\d+-x/g));
      const foundIssued = issued.filter((password) => text.includes(password));
      const counts = { sets, found: found.size, issued: foundIssued.length };
      process.stdout.write(`heap: ${JSON.stringify(counts)}\n`);
      // What the program keeps on purpose is there, so passwords would be.
      expect(text).toContain("setUserPassword");
      expect(new Set(issued).size).toBe(2 * sets);
      expect(found.size + foundIssued.length).toBeLessThanOrEqual(1);
    },
    60_000 + sets * 200,
  );
});
