import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sampleRolesFile } from "../../src/authorization/policy-files.js";
import { type LocalPool, startLocalPool } from "../../src/local-pool/local-pool.js";
import { gatewayKeyVariables } from "./gateway-keys.js";
import { admins, customers, samplePassword, sampleSeed } from "./sample-seed.js";
import { startProgram, type StartedProcess } from "./start-process.js";
import { signIn } from "./test-gateway.js";

const query = `mutation($username: String!, $password: String!) {
  setUserPassword(poolId: "customers", username: $username, password: $password, permanent: true) { status }
}`;

/** What became of one mutation, as its caller saw it. Every one is for a user of its own. */
export interface Sent {
  readonly username: string;
  /** Refused: nobody listened. Cut: the connection ended without an answer. */
  readonly end: "answered" | "refused" | "cut";
  /** Whether all of it had left this process on a connection that was made. */
  readonly isSent: boolean;
  /** Of the answer: OK, or the error's code and outcome. */
  readonly result: string;
}

/** A record of the audit log, with the user's name if it has an intent's. */
interface AuditRecord {
  readonly kind: string;
  readonly id?: string;
  readonly outcome?: string;
  readonly recovered?: boolean;
  readonly target?: { readonly username: string };
}

/** What an audit log says, by username; a last line that is cut says nothing. */
export interface Audited {
  readonly intents: ReadonlySet<string>;
  /** Results that the gateway itself wrote, by username. */
  readonly results: ReadonlyMap<string, string>;
  /** Those that a start has closed as UNKNOWN. */
  readonly recovered: ReadonlySet<string>;
}

export function readAudit(file: string): Audited {
  const lines = readFileSync(file, "latin1").split("\n").slice(0, -1);
  const names = new Map<string, string>();
  const results = new Map<string, string>();
  const recovered = new Set<string>();
  for (const { kind, id = "", ...record } of lines.map((line) => JSON.parse(line) as AuditRecord)) {
    if (kind === "intent") names.set(id, record.target?.username ?? "");
    if (kind !== "result") continue;
    const name = names.get(id) ?? "";
    if (record.recovered === true) recovered.add(name);
    else results.set(name, record.outcome ?? "");
  }
  return { intents: new Set(names.values()), results, recovered };
}

/** A local pool in this process, and `dist/main.js` in front of it, one process after the other. */
export class GatewayUnderLoad {
  /** Sets that reached the pool before their intent was in the file. */
  readonly setsWithoutIntent: string[] = [];
  program: StartedProcess | undefined;
  url = "";
  private folder = "";
  private users = 0;
  private authorization = "";

  private constructor(
    readonly pool: LocalPool,
    private readonly random: () => number,
  ) {}

  static async open(random: () => number): Promise<GatewayUnderLoad> {
    return new GatewayUnderLoad(await startLocalPool({ seed: sampleSeed }), random);
  }

  get auditFile(): string {
    return join(this.folder, "audit.jsonl");
  }

  /** Takes away the log, and forgets what was sent. */
  forget(): void {
    if (this.folder !== "") rmSync(this.folder, { recursive: true });
    this.folder = mkdtempSync(join(tmpdir(), "gateway-"));
    this.pool.ledger.clear();
    const config = {
      listen: { port: 0 },
      issuers: [
        { issuer: this.pool.issuer(admins), tokenUse: "access", clientIds: ["adminsclient"] },
      ],
      pools: { customers: { id: customers, region: "eu-west-1", endpoint: this.pool.url } },
      policies: [sampleRolesFile],
      audit: { file: "audit.jsonl" },
      roleRanks: { admin: 100 },
      log: { level: "error" },
    };
    // JSON is YAML.
    writeFileSync(join(this.folder, "gateway.yaml"), JSON.stringify(config));
  }

  /** Starts a gateway on the log that is there, and waits until it is ready. */
  async start(): Promise<void> {
    const configuration = join(this.folder, "gateway.yaml");
    const keys = gatewayKeyVariables(this.pool, configuration);
    this.program = startProgram(["--config", configuration], keys);
    this.url = (await this.program.listening).url;
    for (;;) if ((await fetch(`${this.url}/health/ready`)).ok) break;
    const { body } = await signIn(this.pool, "ada", samplePassword, "adminsclient");
    this.authorization = `Bearer ${body.AuthenticationResult?.AccessToken ?? ""}`;
  }

  /** Sends mutations, several at once, until there is nobody to send them to. */
  async load(workers: number): Promise<readonly Sent[]> {
    const all: Sent[] = [];
    const work = async (index: number) => {
      // Half of them keep their connection, as a router does; the others come anew each time.
      const agent = new Agent({ keepAlive: index % 2 === 0, maxSockets: 1 });
      for (;;) {
        const sent = await this.send(agent, this.newUser());
        all.push(sent);
        if (sent.end !== "answered" || sent.result.startsWith("SHUTTING_DOWN")) break;
      }
      agent.destroy();
    };
    await Promise.all(Array.from({ length: workers }, (_, index) => work(index)));
    return all;
  }

  /** Resolves at a random moment of the load, however fast the machine is: behind one of the first thirty sets. */
  async randomMoment(random: () => number): Promise<void> {
    const count = random() * 30;
    // On a machine that is slow beyond measure the moment comes earlier.
    for (let tries = 0; this.sets().length < count && tries < 3000; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await new Promise((resolve) => setTimeout(resolve, random() * 60));
  }

  /** What has reached the pool, when all of it has ended there. */
  async settledSets() {
    while (this.sets().some(({ status }) => status === null)) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return this.sets();
  }

  sets() {
    return this.pool.ledger.calls({ operation: "AdminSetUserPassword" });
  }

  async close(): Promise<void> {
    this.program?.signal("SIGKILL");
    await this.program?.ended;
    await this.pool.stop();
    if (this.folder !== "") rmSync(this.folder, { recursive: true });
  }

  /** A user nobody has touched. When the call for them arrives, the intent must stand in the file; every third call is slow. */
  private newUser(): string {
    this.users += 1;
    const username = `chaos-${this.users}`;
    const isSlow = this.random() < 0.3;
    const delayMs = isSlow ? this.random() * 150 : 0;
    this.pool.seedUser(customers, { username, status: "RESET_REQUIRED" });
    this.pool.faults.add({
      operation: "AdminSetUserPassword",
      username,
      kind: "run",
      run: async () => {
        if (!readAudit(this.auditFile).intents.has(username)) this.setsWithoutIntent.push(username);
        if (isSlow) await new Promise((resolve) => setTimeout(resolve, delayMs));
      },
    });
    return username;
  }

  private send(agent: Agent, username: string): Promise<Sent> {
    const body = JSON.stringify({ query, variables: { username, password: "Brand-New-Passw0rd" } });
    const headers = { "content-type": "application/json", authorization: this.authorization };
    return new Promise((resolve) => {
      let isConnected = false;
      const post = request(`${this.url}/graphql`, { method: "POST", agent, headers });
      const fail = (error: { code?: string }) => {
        const isSent = isConnected && post.writableFinished;
        const end = error.code === "ECONNREFUSED" ? "refused" : "cut";
        resolve({ username, end, isSent, result: error.code ?? "" });
      };
      post.once("socket", (socket) => {
        isConnected = !socket.connecting;
        socket.once("connect", () => (isConnected = true));
      });
      post.once("error", fail).once("response", (response) => {
        let text = "";
        response.on("data", (chunk: Buffer) => (text += chunk.toString())).once("error", fail);
        response.once("end", () => {
          resolve({ username, end: "answered", isSent: true, result: resultOf(text) });
        });
      });
      post.end(body);
    });
  }
}

function resultOf(text: string): string {
  const { errors } = JSON.parse(text) as {
    errors?: readonly { extensions: { code: string; outcome?: string } }[];
  };
  const { code, outcome = "" } = errors?.[0]?.extensions ?? { code: "OK" };
  return `${code} ${outcome}`.trim();
}
