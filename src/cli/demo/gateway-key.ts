import { randomUUID } from "node:crypto";
import type { Config } from "../../config/config.js";
import type { AccessKey } from "../../local-pool/access/access-key.js";
import { localAccount } from "../../local-pool/access/admit-call.js";
import { IamPolicy } from "../../local-pool/access/iam-policy.js";
import type { LocalPool } from "../../local-pool/local-pool.js";
import { policiesFor } from "../iam-policy.js";

/** Adds a key to a local pool that may do just what `iam-policy` prints for a gateway's configuration. */
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
