import type { AuditLog } from "../audit/audit-log.js";
import { policyFilesOf } from "../authorization/policy-files.js";
import type { Config } from "../config/config.js";
import { readAgain } from "../config/secrets.js";
import type { Cursors } from "../graphql/request/cursors.js";
import type { RouterCredential } from "./http/router-credential.js";
import type { Renewable, RenewableName } from "./renewal/watched-files.js";

/** The files that a configuration names and that may change while the gateway runs. */
export function watchedFilesOf({
  policies,
  listen: { tls },
  blockList,
  secretFiles = {},
}: Config): Readonly<Record<RenewableName, () => readonly string[]>> {
  return {
    policies: () => policyFilesOf(policies),
    certificates: () => Object.values(tls ?? {}).filter((file) => file !== undefined),
    "block list": () => (blockList === undefined ? [] : [blockList]),
    secrets: () => Object.values(secretFiles),
  };
}

interface SecretHolders {
  readonly audit: Pick<AuditLog, "changeKey">;
  readonly routerCredential: RouterCredential | undefined;
  readonly cursors: Cursors;
}

/** The secrets that are mounted as files, and who holds them. */
export const renewableSecrets = (
  { secrets = {}, secretFiles = {} }: Config,
  { audit, routerCredential, cursors }: SecretHolders,
): Renewable => ({
  name: "secrets",
  prepare: () => {
    const renewed = readAgain(secrets, secretFiles);
    return async () => {
      // First what can fail: after it, all of them are in force.
      await audit.changeKey(renewed.auditKey);
      routerCredential?.renew(renewed);
      if (renewed.cursor !== undefined) cursors.renew(renewed.cursor);
    };
  },
});
