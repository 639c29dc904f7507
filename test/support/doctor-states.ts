import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cognitoOperations, type CognitoOperation } from "../../src/cognito/records/operations.js";
import { type DoctorsPatient, permitted } from "./run-doctor.js";

/** A fault of a configuration or of what it depends on, as docs/operations.md shows what the doctor says of it. */
export interface DoctorState {
  /** Its heading in the document. */
  readonly name: string;
  readonly arguments?: readonly string[];
  readonly spoil: (patient: DoctorsPatient) => void;
  /** Takes the fault away without starting anything again. */
  readonly mend: (patient: DoctorsPatient) => void;
  /** What readiness says meanwhile of what the gateway depends on; all of it is ok unless stated. */
  readonly readiness: Readonly<Record<string, string>>;
  /** The reason by which the log names the pool, if it does. */
  readonly reason?: string;
}

const roleArn = "arn:aws:iam::123456789012:role/gateway";
const role = `roleArn: "${roleArn}", externalId: "wanted"`;
const minute = 60_000;
const nothing = () => undefined;

const trust = (
  { aws, configure }: DoctorsPatient,
  externalId: string | null,
  isTrusting = true,
) => {
  configure({ pool: role });
  Object.assign(aws.sts, { trustedExternalId: externalId, isTrusting });
};

export const wrongSecret: DoctorState = {
  name: "Wrong secret",
  spoil: ({ pool, key }) => {
    pool.keys.add({ ...key, secretAccessKey: "another" });
  },
  mend: ({ pool, key }) => {
    pool.keys.add(key);
  },
  readiness: { pools: "failing" },
  reason: "SIGNATURE",
};

export const withoutPermission = (operation: CognitoOperation): DoctorState => ({
  name: `Without ${operation}`,
  arguments: ["--probe-writes"],
  spoil: ({ pool, key }) => {
    pool.keys.add({ ...key, policy: permitted(operation) });
  },
  mend: ({ pool, key }) => {
    pool.keys.add(key);
  },
  // What else is not permitted is for whoever calls it to hear.
  readiness: operation === "DescribeUserPool" ? { pools: "failing" } : {},
  ...(operation === "DescribeUserPool" ? { reason: "PERMISSION" } : {}),
});

export const states: readonly DoctorState[] = [
  { name: "All well", spoil: nothing, mend: nothing, readiness: {} },
  {
    name: "Writes probed",
    arguments: ["--probe-writes"],
    spoil: nothing,
    mend: nothing,
    readiness: {},
  },
  wrongSecret,
  ...cognitoOperations.map(withoutPermission),
  {
    name: "A role that asks for its external id",
    spoil: (patient) => {
      trust(patient, "wanted");
    },
    mend: nothing,
    readiness: {},
  },
  {
    name: "A role that does not",
    spoil: (patient) => {
      trust(patient, null);
    },
    mend: nothing,
    // It can do its work, and so could others.
    readiness: {},
  },
  {
    name: "A role that may not be assumed",
    spoil: (patient) => {
      trust(patient, "wanted", false);
    },
    mend: ({ aws }) => {
      aws.sts.isTrusting = true;
    },
    readiness: { pools: "failing" },
    reason: "ROLE",
  },
  {
    name: "An issuer that is down",
    spoil: ({ aws }) => {
      aws.isIssuerDown = true;
    },
    mend: ({ aws }) => {
      aws.isIssuerDown = false;
    },
    readiness: { keys: "failing" },
  },
  {
    name: "A clock six minutes off",
    spoil: ({ pool }) => {
      pool.signatureClock.advance(6 * minute);
    },
    mend: ({ pool }) => {
      pool.signatureClock.advance(-6 * minute);
    },
    // The SDK corrects the time of its signatures.
    readiness: {},
  },
];

/** A disk of its own for the audit log, 64 KiB in all. */
export const mountSmallDisk = ({ folder }: Pick<DoctorsPatient, "folder">): void => {
  const words = ["-t", "tmpfs", "-o", "size=64k", "tmpfs", join(folder, "audit")];
  execFileSync("bash", ["-c", 'exec mount "$@"', "mount", ...words], { stdio: "ignore" });
};

/** Whether this process may mount a disk: what needs one is skipped otherwise, and said to be. */
export const mayMountDisks = (): boolean => {
  const folder = mkdtempSync(join(tmpdir(), "disk-"));
  mkdirSync(join(folder, "audit"));
  try {
    mountSmallDisk({ folder });
    unmountSmallDisk({ folder });
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true });
  }
};

export function unmountSmallDisk({ folder }: Pick<DoctorsPatient, "folder">): void {
  execFileSync("bash", ["-c", 'exec umount "$1"', "umount", join(folder, "audit")]);
}

/** Writes until the disk takes no more; the file to take away again. */
export function fillDisk({ folder }: DoctorsPatient): string {
  const file = join(folder, "audit", "filler");
  try {
    for (;;) writeFileSync(file, Buffer.alloc(4096), { flag: "a" });
  } catch {
    return file;
  }
}

/** What differs from one run to the next. */
export const withoutChance = (line: string): string =>
  line
    .replace(/\d+ MiB/, "… MiB")
    .replace(/\/\S*\/doctor-\w+\.jsonl/, "…/doctor-….jsonl")
    .replace(/(issuer|pool) \S*: of the/, "$1: of the");
