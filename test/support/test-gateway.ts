import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FileSystem } from "../../src/audit/journal/file-system.js";
import {
  readFamilies,
  type ReadFamily,
  writeFamilies,
  type WriteFamily,
} from "../../src/authorization/actions.js";
import { sampleRolesFile } from "../../src/authorization/policy-files.js";
import { type ConfigInput, configSchema } from "../../src/config/config.js";
import type { Secrets } from "../../src/config/secrets.js";
import type { AccessKey } from "../../src/local-pool/access/access-key.js";
import { type LocalPool, startLocalPool } from "../../src/local-pool/local-pool.js";
import type { LocalPoolSeed } from "../../src/local-pool/seed/seed.js";
import type { ConsoleSettings } from "../../src/server/console.js";
import { startGateway } from "../../src/server/gateway.js";
import { type FaultPlan, startFaultyProxy } from "./faulty-proxy.js";
import { addGatewayKey } from "./gateway-keys.js";
import {
  type Administrator,
  admins,
  customers,
  mailers,
  samplePassword,
  sampleSeed,
} from "./sample-seed.js";

/** What a GraphQL client gets, with the HTTP of it. */
interface Answer<Data = Record<string, unknown>> {
  readonly httpStatus: number;
  readonly headers: Headers;
  readonly text: string;
  readonly data?: Data | null;
  readonly errors?: readonly PublicError[];
  readonly extensions?: { readonly warnings?: readonly { code: string; path: unknown[] }[] };
}

interface PublicError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: Readonly<Record<string, unknown>> & { readonly code: string };
}

export type Send = (query: string, variables?: object) => Promise<Answer>;

export interface TestGateway {
  readonly url: string;
  /** Where metrics are; the same unless `config` has `admin`. */
  readonly adminUrl: string;
  readonly pool: LocalPool;
  /** The gateway's own key, which its local pool knows. */
  readonly key: AccessKey;
  /** Everything the gateway has logged. */
  readonly logged: () => string;
  /** Sends GraphQL requests with an administrator's real access token. */
  as(username: Administrator): Promise<Send>;
  /** An administrator's access token, got by signing in. */
  token(username: Administrator, clientId?: string): Promise<string>;
  /** A POST of exactly this, to /graphql. */
  post(body: string, headers?: Record<string, string>): Promise<Answer>;
  /** As at SIGHUP. */
  reload(): Promise<void>;
  /** Every record of the gateway's audit log, as it stands in the file. */
  auditRecords(): readonly AuditRecord[];
  stop(): Promise<void>;
}

type AuditRecord = Readonly<Record<string, unknown>> & { readonly kind: string };

interface Options {
  /** How the users of the sample pools are looked up; exactly unless stated. */
  readonly reads?: "exact" | "frugal";
  readonly seed?: LocalPoolSeed;
  /** What is switched on in the sample pools; everything unless stated. */
  readonly writes?: readonly WriteFamily[];
  readonly shows?: readonly ReadFamily[];
  /** The role by which the pool of the customers is reached; STS is not part of this. */
  readonly role?: { readonly roleArn: string; readonly externalId?: string };
  readonly config?: Partial<ConfigInput>;
  /** What the configuration says of the customers' pool besides. */
  readonly customersPool?: Partial<ConfigInput["pools"][string]>;
  readonly secrets?: Secrets;
  /** What goes wrong between the gateway and its pools. */
  readonly plan?: FaultPlan;
  /** Serves the console, if it is built, asking GraphQL there; its people sign in at the local pool. */
  readonly consoleGraphQL?: () => string;
  /** The file system under the audit log. */
  readonly auditFiles?: FileSystem;
  /** Where the gateway logs to, in place of what `logged` tells. */
  readonly logDestination?: { write(line: string): void };
}

/** Starts a local pool with sample people and the gateway in front of it; all on free ports of loopback. */
export async function startTestGateway({
  seed,
  reads,
  writes,
  shows,
  role,
  config,
  customersPool,
  secrets,
  logDestination,
  auditFiles,
  consoleGraphQL,
  plan,
}: Options = {}): Promise<TestGateway> {
  const pool = await startLocalPool({ seed: seed ?? sampleSeed });
  const proxy = plan === undefined ? undefined : await startFaultyProxy(pool.url, plan);
  const folder = mkdtempSync(join(tmpdir(), "gateway-"));
  const lines: string[] = [];
  const parsed = configSchema.parse({
    ...configFor(pool, folder, { reads, writes, shows, role, customersPool, endpoint: proxy?.url }),
    ...config,
    limits: { ...manySets, ...shortStop, ...busyProcess, ...config?.limits },
    audit: { ...config?.audit, file: join(folder, "audit.jsonl") },
  });
  const key = addGatewayKey(pool, parsed);
  const gateway = await startGateway(
    { ...parsed, ...(secrets === undefined ? {} : { secrets }) },
    {
      credentials: key,
      logDestination: logDestination ?? { write: (line) => void lines.push(line) },
      now: () => pool.clock.now().getTime(),
      ...(auditFiles === undefined ? {} : { auditFiles }),
      ...(consoleGraphQL === undefined
        ? {}
        : { console: () => consoleSettings(pool, consoleGraphQL()) }),
    },
  );
  if (consoleGraphQL !== undefined) pool.allowOrigin(gateway.url);
  const post = (body: string, headers: Record<string, string> = {}) =>
    send(`${gateway.url}/graphql`, body, headers);
  const token = async (username: Administrator, clientId = "adminsclient") => {
    const { body } = await signIn(pool, username, samplePassword, clientId);
    return body.AuthenticationResult?.AccessToken ?? "";
  };
  return {
    url: gateway.url,
    adminUrl: gateway.adminUrl,
    pool,
    key,
    logged: () => lines.join(""),
    post,
    reload: () => gateway.reload(),
    token,
    as: async (username) => {
      const authorization = `Bearer ${await token(username)}`;
      return (query, variables) => post(JSON.stringify({ query, variables }), { authorization });
    },
    stop: async () => {
      await gateway.stop();
      await proxy?.stop();
      await pool.stop();
      rmSync(folder, { recursive: true });
    },
    auditRecords: () =>
      readFileSync(join(folder, "audit.jsonl"), "utf8")
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line) as AuditRecord),
  };
}

const consoleSettings = ({ url: endpoint }: LocalPool, graphql: string): ConsoleSettings => ({
  graphql,
  signIn: { endpoint, clientId: "adminsclient" },
});

/** A stop lingers for half a second for clients that may still come. Here nobody does, and some tests start a gateway each. */
export const shortStop = { shutdownDeadlineMs: 50 };

/** A test shares its process with gateways that start, pools and other tests: that the event loop waits says nothing of the gateway. */
const busyProcess = { eventLoopDelayMs: 60_000 };

/** Tests set many passwords by few administrators, mostly of one user; a test of these limits sets its own. */
const manySets = {
  mutationsPerCallerPerMinute: 1_000_000,
  mutationsPerTargetPerMinute: 1_000_000,
  deletionsPerCallerPerMinute: 1_000_000,
};

const roleRanks = { admin: 100, helpdesk: 50, auditor: 10 };

/** How the gateway asks its pools. */
interface PoolWay {
  readonly reads?: Options["reads"] | undefined;
  readonly role?: Options["role"] | undefined;
  readonly customersPool?: Options["customersPool"] | undefined;
  readonly writes?: Options["writes"] | undefined;
  readonly shows?: Options["shows"] | undefined;
  readonly endpoint?: string | undefined;
}

/** The configuration of a gateway in front of the sample pools. */
function configFor(
  pool: LocalPool,
  folder: string,
  {
    reads = "exact",
    writes = writeFamilies,
    shows = readFamilies,
    role,
    customersPool,
    endpoint = pool.url,
  }: PoolWay,
): ConfigInput {
  const at = { region: "eu-west-1", endpoint, reads, writes: [...writes], shows: [...shows] };
  return {
    listen: { port: 0 },
    issuers: [{ issuer: pool.issuer(admins), tokenUse: "access", clientIds: ["adminsclient"] }],
    pools: {
      customers: {
        id: customers,
        ...at,
        ...role,
        groupRanks: { buyers: 0, staff: 80, "break-glass": 0 },
        protectedGroups: ["break-glass"],
        ...customersPool,
      },
      mailers: { id: mailers, ...at },
      admins: { id: admins, ...at, groupRanks: { ...roleRanks, "*": 0 } },
    },
    policies: [sampleRolesFile],
    audit: { file: join(folder, "audit.jsonl") },
    roleRanks,
    log: { level: "info" },
  };
}

async function send(url: string, body: string, headers: Record<string, string>): Promise<Answer> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
  });
  const text = await response.text();
  const parsed = JSON.parse(text) as Pick<Answer, "data" | "errors" | "extensions">;
  return { ...parsed, text, httpStatus: response.status, headers: response.headers };
}

export interface SignInAnswer {
  readonly httpStatus: number;
  readonly body: {
    readonly __type?: string;
    readonly ChallengeName?: string;
    readonly Session?: string;
    readonly AuthenticationResult?: { readonly AccessToken: string; readonly IdToken: string };
  };
}

/** Signs a person in at the local pool, as their own frontend would. */
export function signIn(
  pool: LocalPool,
  username: string,
  password: string,
  clientId = "customersclient",
): Promise<SignInAnswer> {
  return callPool(pool, "InitiateAuth", {
    AuthFlow: "USER_PASSWORD_AUTH",
    ClientId: clientId,
    AuthParameters: { USERNAME: username, PASSWORD: password },
  });
}

/** Calls an operation of the local pool that needs no signature. */
export async function callPool(
  pool: LocalPool,
  operation: string,
  input: object,
): Promise<SignInAnswer> {
  const response = await fetch(pool.url, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `AWSCognitoIdentityProviderService.${operation}`,
    },
    body: JSON.stringify(input),
  });
  return { httpStatus: response.status, body: (await response.json()) as SignInAnswer["body"] };
}
