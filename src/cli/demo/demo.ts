import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readFamilies, writeFamilies } from "../../authorization/actions.js";
import { sampleRolesFile } from "../../authorization/policy-files.js";
import { type ConfigInput, configSchema } from "../../config/config.js";
import { type LocalPool, startLocalPool } from "../../local-pool/local-pool.js";
import { type ConsoleSettings, isConsoleBuilt } from "../../server/console.js";
import type { ExplorerStart } from "../../server/explorer.js";
import { type Gateway, startGateway } from "../../server/gateway.js";
import { listeningLine } from "../listening-line.js";
import {
  adminsClientId,
  adminsPoolId,
  customersClientId,
  customersPoolId,
  customerUsernames,
  demoAdministrators,
  demoPassword,
  demoSecondFactor,
  demoSeed,
} from "./demo-seed.js";
import { demoText } from "./demo-text.js";
import { addGatewayKey } from "./gateway-key.js";

const preferredPort = 4000;

/** Starts a local pool with sample people and the gateway in front of it, and says what can be done with them. */
export async function demo(): Promise<{ stop(): Promise<void> }> {
  const pool = await startLocalPool({ seed: demoSeed });
  const tokens = await Promise.all(
    demoAdministrators.map(async (administrator) => ({
      ...administrator,
      token: await signIn(pool, administrator.username),
    })),
  );
  const folder = mkdtempSync(join(tmpdir(), "cognito-admin-gateway-"));
  const gateway = await startOnFreePort(pool, folder, explorerStart(tokens[0]?.token ?? ""));
  // The console's page asks it where people sign in.
  pool.allowOrigin(gateway.url);
  console.log(listeningLine({ url: gateway.url }));
  console.log(
    demoText({
      gatewayUrl: gateway.url,
      hasConsole: isConsoleBuilt(),
      localPoolUrl: pool.url,
      poolId: customersPoolId,
      clientId: customersClientId,
      tokens,
      samplePassword: demoPassword,
      secondFactor: demoSecondFactor,
    }),
  );
  return {
    stop: async () => {
      await gateway.stop();
      await pool.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

async function startOnFreePort(
  pool: LocalPool,
  folder: string,
  start: ExplorerStart,
): Promise<Gateway> {
  const configAt = (port: number) => configSchema.parse(configInput(pool, folder, port));
  const overrides = {
    // The gateway calls the local pool with just the permissions that it needs of AWS.
    credentials: addGatewayKey(pool, configAt(preferredPort)),
    explorerStart: start,
    isOnLoopbackOnly: true,
    ...(isConsoleBuilt() ? { console: () => consoleSettings(pool) } : {}),
  };
  try {
    return await startGateway(configAt(preferredPort), overrides);
  } catch (error) {
    const isBusy = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
    if (!isBusy) throw error;
    return startGateway(configAt(0), overrides);
  }
}

const consoleSettings = (pool: LocalPool): ConsoleSettings => ({
  graphql: "/graphql",
  signIn: { endpoint: pool.url, clientId: adminsClientId },
});

function configInput(pool: LocalPool, folder: string, port: number): ConfigInput {
  const region = "eu-west-1";
  const roleRanks = { admin: 100, helpdesk: 50, auditor: 10 };
  const at = { region, endpoint: pool.url, writes: [...writeFamilies], shows: [...readFamilies] };
  return {
    listen: { host: "127.0.0.1", port },
    issuers: [
      { issuer: pool.issuer(adminsPoolId), tokenUse: "access", clientIds: [adminsClientId] },
    ],
    pools: {
      customers: { id: customersPoolId, ...at },
      admins: { id: adminsPoolId, ...at, groupRanks: roleRanks },
    },
    policies: [sampleRolesFile],
    // Of sample people nothing is to be left.
    audit: { file: join(folder, "audit.jsonl") },
    roleRanks,
    introspection: true,
    explorer: true,
    // The explorer sends all that stands in its editor, and the name of the operation that is meant.
    limits: { operations: 10 },
    log: { level: "warn" },
  };
}

/** Signs a sample administrator in, as their own frontend would. */
async function signIn(pool: LocalPool, username: string): Promise<string> {
  const response = await fetch(pool.url, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": "AWSCognitoIdentityProviderService.InitiateAuth",
    },
    body: JSON.stringify({
      AuthFlow: "USER_PASSWORD_AUTH",
      ClientId: adminsClientId,
      AuthParameters: { USERNAME: username, PASSWORD: demoPassword },
    }),
  });
  const { AuthenticationResult: result } = (await response.json()) as {
    AuthenticationResult?: { AccessToken: string };
  };
  if (result === undefined) throw new Error("The sample administrators cannot sign in.");
  return result.AccessToken;
}

function explorerStart(token: string): ExplorerStart {
  return {
    query: `# Ctrl-Enter runs the operation at the cursor.
query Customers($keys: [UserKey!]!) {
  usersByKey(keys: $keys) {
    username
    status
    enabled
    email
  }
}

mutation SetUserPassword(
  $username: String!
  $password: String!
  $permanent: Boolean!
) {
  setUserPassword(
    poolId: "customers"
    username: $username
    password: $password
    permanent: $permanent
  ) {
    username
    status
  }
}
`,
    variables: {
      keys: customerUsernames.map((username) => ({ poolId: "customers", username })),
      username: "frank",
      password: "Brand-New-Passw0rd",
      permanent: true,
    },
    headers: { authorization: `Bearer ${token}` },
  };
}
