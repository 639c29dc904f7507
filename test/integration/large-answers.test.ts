import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type LocalPool, startLocalPool } from "../../src/local-pool/local-pool.js";
import { gatewayKeyVariables } from "../support/gateway-keys.js";
import {
  allowedAnswers,
  type Asking,
  largeAnswers,
  seedOfLargeUsers,
} from "../support/large-answers.js";
import { programConfig } from "../support/program-config.js";
import { samplePassword } from "../support/sample-seed.js";
import { setPassword } from "../support/set-password.js";
import { startProcess, type StartedProcess } from "../support/start-process.js";
import { signIn } from "../support/test-gateway.js";

const heapMiB = 256;
const atOnce = 8;

let folder: string;
let pool: LocalPool;
let program: StartedProcess;
let url: string;
let token: string;

/** With attributes so long that a hundred users with all of theirs come near to the largest answer. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "gateway-"));
  pool = await startLocalPool({ seed: seedOfLargeUsers(600) });
  const file = join(folder, "gateway.yaml");
  writeFileSync(
    file,
    programConfig(
      pool,
      "log: { level: silent }\nlimits: { mutationsPerCallerPerMinute: 1000, mutationsPerTargetPerMinute: 1000 }",
    ),
  );
  program = startProcess(
    process.execPath,
    [`--max-old-space-size=${heapMiB}`, "dist/main.js", "--config", file],
    gatewayKeyVariables(pool, file),
  );
  ({ url } = await program.listening);
  const { body } = await signIn(pool, "ada", samplePassword, "adminsclient");
  token = body.AuthenticationResult?.AccessToken ?? "";
});

afterAll(async () => {
  program.signal("SIGKILL");
  await program.ended;
  await pool.stop();
  rmSync(folder, { recursive: true });
});

async function ask(asking: Asking) {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify(asking),
  });
  const text = await response.text();
  const { errors } = JSON.parse(text) as { errors?: { extensions: { code: string } }[] };
  return { status: response.status, bytes: text.length, code: errors?.[0]?.extensions.code };
}

let sets = 0;
const setAnother = async () => {
  sets += 1;
  const password = `Brand-New-Passw0rd-${sets}`;
  return setPassword(pool, url, { username: "confirmed", password });
};

const done = { data: { setUserPassword: { status: "CONFIRMED" } } };

describe(`in a process with ${heapMiB} MiB of heap`, () => {
  it.each(Object.entries(largeAnswers))(
    `${atOnce} requests at once for %s are refused before Cognito is asked, while another caller's set is answered`,
    async (_name, asking) => {
      const reads = () =>
        ["AdminGetUser", "ListUsers", "AdminListGroupsForUser"].map(
          (operation) =>
            pool.ledger.calls({ operation }).filter(({ username }) => username !== "confirmed")
              .length,
        );
      const before = reads();
      const answers = Promise.all(Array.from({ length: atOnce }, () => ask(asking)));
      // Awaited below; a gateway that has ended is to fail the test, not the process.
      answers.catch(() => undefined);
      expect(await setAnother()).toEqual(done);
      for (const { status, bytes, code } of await answers) {
        expect([status, code]).toEqual([413, "ANSWER_TOO_LARGE"]);
        expect(bytes).toBeLessThan(400);
      }
      expect(reads()).toEqual(before);
    },
  );

  it.each(Object.entries(allowedAnswers))(
    `${atOnce} requests at once for %s, which are allowed, do not end it, and another caller's set is answered`,
    async (_name, asking) => {
      const answers = Promise.all(Array.from({ length: atOnce }, () => ask(asking)));
      answers.catch(() => undefined);
      expect(await setAnother()).toEqual(done);
      for (const { status, code } of await answers) {
        expect([200, 503, 504]).toContain(status);
        // The pool that is asked lives in this process, which may be too busy to answer in time.
        expect(["OVERLOADED", "UPSTREAM_TIMEOUT"]).toContain(code ?? "OVERLOADED");
      }
    },
  );
});
