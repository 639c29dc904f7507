import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sampleRolesFile } from "../../src/authorization/policy-files.js";
import { type Config, configSchema } from "../../src/config/config.js";
import { type Gateway, startGateway } from "../../src/server/gateway.js";
import { addGatewayKey } from "../support/gateway-keys.js";
import { createTokenKey, signToken, startIssuer } from "../support/signed-tokens.js";
import type { OpenTarget, Target } from "./target.js";

/** What the gateway answers to a GraphQL request. */
interface GatewayAnswer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions: object }[];
}

/** Sends a GraphQL request as an administrator. */
export type Ask = (query: string, variables: object) => Promise<GatewayAnswer>;

/** The gateways in front of one pool. */
export interface GatewaysUnderContract {
  /** Asks the one that looks users up exactly. */
  readonly ask: Ask;
  /** Starts one that looks them up frugally, and remembers no user of an earlier case. */
  startFrugal(): Promise<Ask>;
  stop(): Promise<void>;
}

/**
 * Starts the gateways for the pool of a target, and an issuer that vouches for their administrator: so the pool needs no
 * administrators. On the local pool they have the permissions that `iam-policy` prints and no more, at an endpoint made-up keys,
 * and at AWS the credentials of the environment.
 */
export async function startGateways(
  target: Target,
  open: OpenTarget,
  poolId: string,
): Promise<GatewaysUnderContract> {
  const folder = mkdtempSync(join(tmpdir(), "contract-"));
  const key = createTokenKey("contract");
  const issuer = await startIssuer(key);
  const started: Gateway[] = [];
  const start = async (reads: "exact" | "frugal"): Promise<Ask> => {
    const config = configFor(target, open, { poolId, issuer: issuer.url, folder, reads });
    const gateway = await startGateway(config, {
      ...credentialsFor(target, open, config),
      logDestination: { write: () => undefined },
    });
    started.push(gateway);
    return (query, variables) =>
      ask(gateway.url, administratorToken(key, issuer.url), { query, variables });
  };
  const stop = async () => {
    for (const gateway of started) await gateway.stop();
    await issuer.stop();
    rmSync(folder, { recursive: true });
  };
  try {
    return { ask: await start("exact"), startFrugal: () => start("frugal"), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Place {
  readonly poolId: string;
  readonly issuer: string;
  readonly folder: string;
  readonly reads: "exact" | "frugal";
}

function configFor(target: Target, open: OpenTarget, place: Place): Config {
  const { poolId, issuer, folder, reads } = place;
  const isAtAws = open.host === undefined && target.endpoint === undefined;
  return configSchema.parse({
    listen: { port: 0 },
    issuers: [{ issuer, tokenUse: null, audience: ["contract"], rolesClaim: "roles" }],
    pools: {
      contract: {
        ...{ id: poolId, region: target.region, reads },
        ...(isAtAws ? {} : { endpoint: open.url }),
        groupRanks: { "*": 0 },
      },
    },
    policies: [sampleRolesFile],
    roleRanks: { admin: 100 },
    audit: { file: join(folder, `${randomUUID()}.jsonl`) },
    // One administrator sets all passwords.
    limits: { mutationsPerCallerPerMinute: 1_000, shutdownDeadlineMs: 50 },
  });
}

function credentialsFor(target: Target, open: OpenTarget, config: Config) {
  if (open.host !== undefined) return { credentials: addGatewayKey(open.host, config) };
  if (target.endpoint === undefined) return {};
  return { credentials: { accessKeyId: "local", secretAccessKey: "local" } };
}

function administratorToken(key: ReturnType<typeof createTokenKey>, issuer: string): string {
  const now = Math.floor(Date.now() / 1000);
  const caller = { sub: "ada", jti: randomUUID(), roles: ["admin"] };
  return signToken(key, { iss: issuer, aud: "contract", ...caller, iat: now, exp: now + 300 });
}

async function ask(url: string, token: string, request: object): Promise<GatewayAnswer> {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify(request),
  });
  return (await response.json()) as GatewayAnswer;
}
