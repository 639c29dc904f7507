import { randomUUID } from "node:crypto";
import { policiesFor } from "../../src/cli/iam-policy.js";
import type { Config } from "../../src/config/config.js";
import { readConfig } from "../../src/config/read-config.js";
import type { AccessKey } from "../../src/local-pool/access/access-key.js";
import { localAccount } from "../../src/local-pool/access/admit-call.js";
import { IamPolicy } from "../../src/local-pool/access/iam-policy.js";
import type { LocalPool } from "../../src/local-pool/local-pool.js";

/**
 * Adds a key to a local pool that may do just what `iam-policy` prints for a configuration: a permission that is missing there
 * fails the test.
 */
export function addGatewayKey(pool: LocalPool, config: Pick<Config, "pools" | "audit">): AccessKey {
  const printed = policiesFor(config, localAccount);
  const key = {
    accessKeyId: `gateway-${randomUUID()}`,
    secretAccessKey: randomUUID(),
    policy: new IamPolicy("gateway" in printed ? printed.gateway : printed),
  };
  pool.keys.add(key);
  return key;
}

/** What `iam-policy` prints for a role that the gateway assumes. */
export function policyOfRole(config: Pick<Config, "pools" | "audit">, roleArn: string): unknown {
  const printed = policiesFor(config, localAccount);
  return "roles" in printed ? printed.roles[roleArn] : undefined;
}

/** Adds such a key for a program with a configuration file: the variables that hand it the key. */
export function gatewayKeyVariables(pool: LocalPool, configFile: string) {
  const { accessKeyId, secretAccessKey } = addGatewayKey(pool, readConfig(configFile));
  return { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
}
