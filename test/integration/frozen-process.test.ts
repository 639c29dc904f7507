import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type LocalPool, startLocalPool } from "../../src/local-pool/local-pool.js";
import { gatewayKeyVariables } from "../support/gateway-keys.js";
import { programConfig } from "../support/program-config.js";
import { sampleSeed } from "../support/sample-seed.js";
import { setPassword } from "../support/set-password.js";
import { startProgram, type StartedProcess } from "../support/start-process.js";

let folder: string;
let pool: LocalPool;
let program: StartedProcess;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "frozen-"));
  pool = await startLocalPool({ seed: sampleSeed });
  const configuration = join(folder, "gateway.yaml");
  writeFileSync(
    configuration,
    programConfig(
      pool,
      "limits: { readAttemptTimeoutMs: 500, readDeadlineMs: 1000, writeDeadlineMs: 1000 }",
    ),
  );
  program = startProgram(["--config", configuration], gatewayKeyVariables(pool, configuration));
});

afterAll(async () => {
  await program.stop();
  await pool.stop();
  rmSync(folder, { recursive: true });
});

/** Longer than the second over which the gateway looks at its event loop. */
const pauseMs = 1100;

/** Stops the whole process for a while, as a pause of its container or the end of a function's call does. */
async function freeze(): Promise<void> {
  program.signal("SIGSTOP");
  await wait(pauseMs);
  program.signal("SIGCONT");
}

async function ask(body: object): Promise<Response> {
  const { url } = await program.listening;
  return fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

describe("a process that was frozen", () => {
  it("takes the next request: it did not run, which is no overload", async () => {
    await program.listening;
    for (let turn = 0; turn < 2; turn += 1) {
      // Between two of these there is hardly a turn of the loop by which it could tell that it is well.
      for (const awakeMs of [14, 14, 40]) {
        await freeze();
        await wait(awakeMs);
      }
      const { status } = await ask({ query: "{ me { subject } }" });
      // Looked at, and found to have no token.
      expect(status).toBe(401);
    }
  });

  /** Sets a password; `run` happens when the call has arrived at the pool, which answers when it is over. */
  async function setWhile(operation: string, run: () => void | Promise<void>): Promise<unknown> {
    pool.ledger.clear();
    pool.faults.add({ operation, kind: "run", run });
    const { url } = await program.listening;
    return setPassword(pool, url, { username: "confirmed", password: "Brand-New-Passw0rd!" });
  }

  it("does not know what became of a write that is not answered in time, and does not send it again", async () => {
    const answer = await setWhile("AdminSetUserPassword", async () => {
      await freeze();
      await wait(pauseMs);
    });
    expect(answer).toMatchObject({
      errors: [{ extensions: { code: "UPSTREAM_TIMEOUT", outcome: "UNKNOWN" } }],
    });
    expect(pool.ledger.count("AdminSetUserPassword")).toBe(1);
  });

  it.each(["AdminSetUserPassword", "AdminGetUser"])(
    "reads an answer to %s that came meanwhile, though its time is over",
    async (operation) => {
      const answer = await setWhile(operation, () => void freeze());
      expect(answer).toEqual({ data: { setUserPassword: { status: "CONFIRMED" } } });
      // Once to look at the user, and once to read them back.
      expect(pool.ledger.count("AdminGetUser")).toBe(2);
      expect(pool.ledger.count("AdminSetUserPassword")).toBe(1);
    },
  );
});
