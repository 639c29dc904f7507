import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type LocalPool, startLocalPool } from "../../src/local-pool/local-pool.js";
import {
  canaryRequest,
  type CanaryRequest,
  markerOf,
  randomCanaryRequest,
  randomFrom,
  shapes,
} from "../support/canary-requests.js";
import { gatewayKeyVariables } from "../support/gateway-keys.js";
import { programConfig } from "../support/program-config.js";
import { samplePassword, sampleSeed } from "../support/sample-seed.js";
import { startProcess, startProgram, type StartedProcess } from "../support/start-process.js";
import { signIn } from "../support/test-gateway.js";
import { until } from "../support/until.js";

const count = Number(process.env["CANARY_REQUESTS"] ?? 1500);
const seed = Number(process.env["CANARY_SEED"] ?? Date.now() % 2 ** 31);
const run = seed.toString(36);

let folder: string;
let configuration: string;
let pool: LocalPool;
let program: StartedProcess;
let url: string;
let adminUrl: string;
let authorization: string;

const furtherKeys = `
admin: { port: 0 }
limits: { headersTimeoutMs: 300, requestTimeoutMs: 300, writeDeadlineMs: 300, readAttemptTimeoutMs: 200, readDeadlineMs: 300, mutationsPerCallerPerMinute: 1000000, mutationsPerTargetPerMinute: 1000000 }
`;

/** Signs in again every now and then: the long form takes longer than a token is good for. */
async function renewToken(): Promise<void> {
  const { body } = await signIn(pool, "ada", samplePassword, "adminsclient");
  authorization = `Bearer ${body.AuthenticationResult?.AccessToken ?? ""}`;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "canaries-"));
  configuration = join(folder, "gateway.yaml");
  pool = await startLocalPool({ seed: sampleSeed });
  writeFileSync(configuration, programConfig(pool, furtherKeys));
  program = startProgram(["--config", configuration], gatewayKeyVariables(pool, configuration));
  const listening = await program.listening;
  url = listening.url;
  adminUrl = listening.adminUrl ?? url;
  await renewToken();
});

beforeEach(() => {
  pool.faults.clear();
});

afterAll(async () => {
  await program.stop();
  await pool.stop();
  rmSync(folder, { recursive: true });
});

/** Sends bytes on a connection of their own, and reads all that comes back. `isAll`: says that nothing will follow them. */
const send = (bytes: Buffer, isAll = false, to = url): Promise<string> =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(to);
    const socket = connect(Number(port), hostname, () => {
      if (isAll) socket.end(bytes);
      else socket.write(bytes);
    });
    let answer = "";
    socket.on("data", (chunk: Buffer) => (answer += chunk.toString("latin1")));
    socket.on("error", () => undefined);
    socket.on("close", () => {
      resolve(answer);
    });
  });

/** All that the gateway has let out beside its answers. */
async function sinks(): Promise<string> {
  const metrics = await (await fetch(`${adminUrl}/metrics`)).text();
  return `${program.output()}${program.complaints()}${metrics}`;
}

/** Without case, and as it would look quoted, escaped or encoded: no letter or digit of it changes in any of these. */
const shows = (text: string, marker: string) => text.toLowerCase().includes(marker.toLowerCase());

async function leakOf(request: CanaryRequest): Promise<string[]> {
  const answer = await send(request.bytes);
  return shows(answer, request.marker) ? [`${request.kind} in the answer`] : [];
}

describe("a password sent as", () => {
  it.each(Object.keys(shapes))("%s comes to light nowhere", async (kind) => {
    const marker = markerOf(`${run}named`, Object.keys(shapes).indexOf(kind));
    expect(await leakOf(canaryRequest(kind, marker, authorization))).toEqual([]);
    expect(shows(await sinks(), marker)).toBe(false);
  });

  it("a valid variable is set, so the gateway did read what is sent", async () => {
    const answer = await send(
      canaryRequest("a password that is set", markerOf(`${run}valid`, 0), authorization).bytes,
    );
    expect(answer).toContain('{"data":{"setUserPassword":{"status":"CONFIRMED"}}}');
  });

  it("an alias that the schema answers would be found", async () => {
    const marker = markerOf(`${run}control`, 0);
    const body = JSON.stringify({ query: `{ ${marker}: __typename }` });
    const answer = await send(
      Buffer.from(
        `POST /graphql HTTP/1.1\r\nhost: a\r\nconnection: close\r\nauthorization: ${authorization}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      ),
    );
    expect(shows(answer, marker)).toBe(true);
  });
});

describe("where introspection is on, a password sent as", () => {
  /** Names of a document, which are told to whoever wrote it: graphql-js says which of them the schema does not have. */
  const names = [
    "a fragment's name",
    "a fragment's type",
    "a directive's name",
    "a field's name",
    "an argument's name",
  ];
  let development: StartedProcess;
  let developmentUrl: string;

  beforeAll(async () => {
    const file = join(folder, "development.yaml");
    // The log of the gateway that runs already is that one's alone.
    const text = programConfig(pool, `${furtherKeys}introspection: true\n`);
    writeFileSync(file, text.replace("audit.jsonl", "development/audit.jsonl"));
    development = startProgram(["--config", file], gatewayKeyVariables(pool, configuration));
    developmentUrl = (await development.listening).url;
  });

  afterAll(async () => {
    await development.stop();
  });

  it.each(Object.keys(shapes))("%s comes to light nowhere, but for a name", async (kind) => {
    const marker = markerOf(`${run}development`, Object.keys(shapes).indexOf(kind));
    const { bytes } = canaryRequest(kind, marker, authorization);
    const answer = await send(bytes, false, developmentUrl);
    expect(shows(answer, marker)).toBe(names.includes(kind));
    expect(shows(development.output() + development.complaints(), marker)).toBe(false);
  });
});

describe("Cognito that", () => {
  const marker = (index: number) => markerOf(`${run}fault`, index);

  it.each([
    "InvalidPasswordException",
    "InvalidParameterException",
    "NotAuthorizedException",
    "UserNotFoundException",
    "TooManyRequestsException",
    "AccessDeniedException",
    "SomethingNewException",
  ])("quotes the password in its %s is not quoted", async (type) => {
    const quoted = marker(type.length);
    for (const operation of ["AdminSetUserPassword", "AdminGetUser"]) {
      pool.faults.add({
        operation,
        kind: "error",
        type,
        message: `Bad password: ${quoted}`,
        times: 2,
      });
      expect(await leakOf(canaryRequest("a password that is set", quoted, authorization))).toEqual(
        [],
      );
      pool.faults.clear();
    }
    expect(shows(await sinks(), quoted)).toBe(false);
  });

  it("has a name for its error that quotes the password is not quoted", async () => {
    const quoted = marker(100);
    pool.faults.add({ operation: "AdminSetUserPassword", kind: "error", type: `Bad ${quoted}` });
    expect(await leakOf(canaryRequest("a password that is set", quoted, authorization))).toEqual(
      [],
    );
    expect(shows(await sinks(), quoted)).toBe(false);
  });

  it.each([
    "throttle",
    "internal-error",
    "unavailable",
    "hang",
    "hang-after",
    "cut-before",
    "cut-after",
    "garbage",
  ] as const)("fails with %s brings no password to light", async (kind) => {
    const sent = marker(200 + kind.length);
    pool.faults.add({ operation: "AdminSetUserPassword", kind });
    expect(await leakOf(canaryRequest("a password that is set", sent, authorization))).toEqual([]);
    expect(shows(await sinks(), sent)).toBe(false);
  });
});

describe("random requests", () => {
  it(
    `${count} of seed ${seed} bring no password to light`,
    async () => {
      const random = randomFrom(seed);
      const leaks: string[] = [];
      const statuses = new Map<string, number>();
      let sent = 0;
      const sendOn = async () => {
        while (sent < count) {
          const marker = markerOf(run, sent);
          sent += 1;
          if (sent % 4000 === 0) await renewToken();
          const request = randomCanaryRequest(random, marker, authorization);
          const answer = await send(request.bytes, true);
          const status = answer.slice(9, 12);
          statuses.set(status, (statuses.get(status) ?? 0) + 1);
          if (shows(answer, marker)) leaks.push(`${request.kind} in the answer: ${answer}`);
        }
      };
      await Promise.all(Array.from({ length: 8 }, sendOn));
      // One search for all: every marker of this run begins so.
      const common = markerOf(run, 0).slice(0, -2);
      if (shows(await sinks(), common))
        leaks.push(`${common} in the log, the output or the metrics`);
      process.stdout.write(
        `canaries: ${JSON.stringify({ seed, sent: count, found: leaks.length, statuses: Object.fromEntries(statuses) })}\n`,
      );
      expect(leaks).toEqual([]);
      expect(program.output()).not.toContain('"INTERNAL"');
    },
    60_000 + count * 20,
  );
});

describe("the last resort of the process", () => {
  const marker = markerOf(`${run}fatal`, 0);
  const throwing = {
    "an exception": `throw Object.assign(new Error("${marker}"), { code: "${marker} " })`,
    "a rejection": `void Promise.reject(new Error("${marker}"))`,
    "a thrown word": `throw "${marker}"`,
    "an error whose name quotes": `throw Object.assign(new Error("${marker}"), { name: "${marker} x" })`,
    "an error whose cause quotes": `throw new Error("a", { cause: new Error("${marker}") })`,
  };

  it.each(Object.entries(throwing))("prints an id and no text of %s", async (_what, statement) => {
    const module = `data:text/javascript,${encodeURIComponent(`process.on("SIGUSR2", () => { ${statement} })`)}`;
    const failing = startProcess(
      process.execPath,
      ["--import", module, "dist/main.js", "--config", configuration],
      // The log of the gateway that runs already is that one's alone.
      {
        ...gatewayKeyVariables(pool, configuration),
        COGNITO_ADMIN_GATEWAY_AUDIT__FILE: "fatal/audit.jsonl",
      },
    );
    await failing.listening;
    failing.signal("SIGUSR2");
    expect(await failing.ended).toBe(1);
    await until(() => failing.complaints().includes('"fatal"'), "it complained");
    expect(failing.complaints()).toMatch(/"msg":"fatal","id":"[\w-]{36}"/);
    expect(shows(failing.output() + failing.complaints(), marker)).toBe(false);
  });
});
