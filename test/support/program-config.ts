import { sampleRolesFile } from "../../src/authorization/policy-files.js";
import type { LocalPool } from "../../src/local-pool/local-pool.js";
import { admins, customers } from "./sample-seed.js";

/** The configuration, as a file has it, of a program in front of a local pool with the sample people; `more` are further keys. */
export const programConfig = (pool: LocalPool, more = ""): string => `
listen: { port: 0 }
issuers:
  - { issuer: "${pool.issuer(admins)}", tokenUse: access, clientIds: [adminsclient] }
pools:
  customers: { id: ${customers}, region: eu-west-1, endpoint: "${pool.url}", writes: [password, lifecycle, security] }
policies: [${sampleRolesFile}]
audit: { file: audit.jsonl }
roleRanks: { admin: 100 }
${more}
`;
