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

const sets = Number(process.env["HEAP_SETS"] ?? 300);

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

const query = `mutation($password: String!) {
  setUserPassword(poolId: "customers", username: "confirmed", password: $password, permanent: true) { status }
}`;

async function setPassword(url: string, authorization: string, password: string): Promise<unknown> {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization },
    body: JSON.stringify({ query, variables: { password } }),
  });
  return response.json();
}

describe("a heap snapshot of the gateway", () => {
  it(
    `holds one password at most after ${sets} were set`,
    async () => {
      const { url } = await program.listening;
      let authorization = "";
      for (let index = 0; index < sets; index += 1) {
        if (index % 1000 === 0) {
          const { body } = await signIn(pool, "ada", samplePassword, "adminsclient");
          authorization = `Bearer ${body.AuthenticationResult?.AccessToken ?? ""}`;
        }
        expect(await setPassword(url, authorization, `Heap-Canary-${index}-x`)).toEqual({
          data: { setUserPassword: { status: "CONFIRMED" } },
        });
      }
      const file = join(folder, "snapshot");
      program.signal("SIGUSR2");
      await until(() => statSync(file, { throwIfNoEntry: false }) !== undefined, "it was written");
      const text = readFileSync(file, "latin1");
      const found = new Set(text.match(/Heap-Canary-\d+-x/g));
      process.stdout.write(`heap: ${JSON.stringify({ sets, found: found.size })}\n`);
      // What the program keeps on purpose is there, so passwords would be.
      expect(text).toContain("setUserPassword");
      expect(found.size).toBeLessThanOrEqual(1);
    },
    60_000 + sets * 50,
  );
});
