import { addGatewayKey } from "../../src/cli/demo/gateway-key.js";
import { policiesFor } from "../../src/cli/iam-policy.js";
import type { Config } from "../../src/config/config.js";
import { readConfig } from "../../src/config/read-config.js";
import { localAccount } from "../../src/local-pool/access/admit-call.js";
import type { LocalPool } from "../../src/local-pool/local-pool.js";

/** Gateways of tests have the first run's key: a permission that `iam-policy` does not print fails the test. */
export { addGatewayKey };

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
