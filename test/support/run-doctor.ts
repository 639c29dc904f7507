import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sampleRolesFile } from "../../src/authorization/policy-files.js";
import { doctor } from "../../src/cli/doctor/doctor.js";
import { cognitoOperations, type CognitoOperation } from "../../src/cognito/records/operations.js";
import type { AccessKey } from "../../src/local-pool/access/access-key.js";
import { IamPolicy } from "../../src/local-pool/access/iam-policy.js";
import { type LocalPool, startLocalPool } from "../../src/local-pool/local-pool.js";
import { type DoctorAws, startDoctorAws } from "./doctor-aws.js";
import { admins, customers, sampleSeed } from "./sample-seed.js";

/** A machine with a configuration and keys, in front of AWS, on which the doctor is run. */
export interface DoctorsPatient {
  readonly folder: string;
  readonly pool: LocalPool;
  readonly aws: DoctorAws;
  /** The gateway's own key, and that of the session of its role. */
  readonly key: AccessKey;
  readonly roleKey: AccessKey;
  /** Writes the configuration; `more` are further keys of the pool and of the file. */
  readonly configure: (more?: {
    readonly pool?: string;
    readonly file?: string;
    readonly audit?: string;
    readonly issuer?: string;
  }) => void;
  /** Runs the doctor in this process; what it has printed, line by line, and its exit code. */
  run(...args: string[]): Promise<{ readonly lines: readonly string[]; readonly exitCode: number }>;
  stop(): Promise<void>;
}

const issuerUrl = `https://cognito-idp.eu-west-1.amazonaws.com/${admins}`;
const secretAccessKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

/** Everything of the gateway's permissions but these. */
export const permitted = (...left: readonly CognitoOperation[]): IamPolicy =>
  new IamPolicy({
    Version: "2012-10-17",
    Statement: {
      Effect: "Allow",
      Action: cognitoOperations
        .filter((name) => !left.includes(name))
        .map((name) => `cognito-idp:${name}`),
      Resource: "*",
    },
  });

export async function startPatient(): Promise<DoctorsPatient> {
  const pool = await startLocalPool({ seed: sampleSeed });
  const key = { accessKeyId: "AKIDEXAMPLE1234567ABC", secretAccessKey, policy: permitted() };
  const roleKey = {
    accessKeyId: "ASIAOFTHEROLE",
    secretAccessKey: "secret/of+the/role",
    sessionToken: "IQoJb3JpZ2luX2VjEK//////////token+of/the+role==",
    policy: permitted(),
  };
  for (const known of [key, roleKey]) pool.keys.add(known);
  const aws = await startDoctorAws(pool, roleKey);
  const folder = mkdtempSync(join(tmpdir(), "doctor-"));
  mkdirSync(join(folder, "audit"));
  const file = join(folder, "gateway.yaml");
  const configure: DoctorsPatient["configure"] = (more = {}) => {
    writeFileSync(
      file,
      `issuers: [{ issuer: "${more.issuer ?? issuerUrl}", tokenUse: access, clientIds: [adminsclient] }]
pools:
  customers: { id: ${customers}, region: eu-west-1, ${more.pool ?? ""} }
policies: ["${sampleRolesFile}"]
audit: { file: audit/audit.jsonl, ${more.audit ?? ""} }
limits: { readAttemptTimeoutMs: 10000, readDeadlineMs: 20000, writeDeadlineMs: 20000 }
${more.file ?? ""}
`,
    );
  };
  configure();
  const { env } = process;
  const nowhere = join(folder, "no-such-file");
  process.env = {
    AWS_CONFIG_FILE: nowhere,
    AWS_SHARED_CREDENTIALS_FILE: nowhere,
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_ACCESS_KEY_ID: key.accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
  };
  return {
    ...{ folder, pool, aws, key, roleKey, configure },
    run: async (...args) => {
      const lines: string[] = [];
      const print = jest.spyOn(console, "log").mockImplementation((text: string) => {
        lines.push(...text.split("\n"));
      });
      try {
        const { exitCode } = await doctor(["--config", file, ...args]);
        return { lines, exitCode };
      } finally {
        print.mockRestore();
      }
    },
    stop: async () => {
      process.env = env;
      await aws.stop();
      await pool.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
