import { parseArgs } from "node:util";
import type { ChainHead } from "../audit/chain/audit-line.js";
import { AuditFileError } from "../audit/journal/audit-file-error.js";
import { type AuditReport, verifyFiles } from "../audit/journal/verify-files.js";

const usage = `Usage: cognito-admin-gateway audit-verify [OPTION]... FILE...

Looks for any change, gap, repetition or cut in an audit log: its current file and those it was rotated to, in any order.
Passes over what is no log, such as a lock. Exit code 0 if nothing is wrong, 1 if something is.

  --expect SEQ:HASH   a record that must be there, as it was kept elsewhere; what is cut off behind it is found by this alone
  --after SEQ:HASH    the last record of the files that were deleted: the first record of FILE... must follow it
  --public-key=KEY    the key that every checkpoint must be signed with; of several, in the order in which they were used,
                      one, and none that another has replaced`;

const options = {
  expect: { type: "string", multiple: true },
  after: { type: "string" },
  "public-key": { type: "string", multiple: true },
  help: { type: "boolean", short: "h" },
} as const;

/** Verifies an audit log, and says where it is wrong. */
export async function auditVerify(argv: readonly string[]): Promise<{ exitCode: number }> {
  const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true });
  if (values.help === true) {
    console.log(usage);
    return { exitCode: 0 };
  }
  const expected = (values.expect ?? []).map(parseHead);
  const after = values.after === undefined ? undefined : parseHead(values.after);
  if (positionals.length === 0 || after === null || !expected.every((head) => head !== null)) {
    console.error(usage);
    return { exitCode: 64 };
  }
  try {
    const publicKeys = values["public-key"] ?? [];
    const report = await verifyFiles(positionals, { expected, after, publicKeys });
    for (const file of report.passedOver) console.error(`${file}: passed over, since it is no log`);
    console.log(textOf(report));
    return { exitCode: report.problems.length === 0 ? 0 : 1 };
  } catch (error) {
    if (!(error instanceof AuditFileError)) throw error;
    console.error(error.message);
    return { exitCode: 1 };
  }
}

function parseHead(text: string): ChainHead | null {
  const [, seq, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? [];
  return seq === undefined || hash === undefined ? null : { seq: Number(seq), hash };
}

function textOf(report: AuditReport): string {
  const { records, intents, withoutResult, checkpoints, sinceCheckpoint, tornTails } = report;
  const { problems, head, reads, refusals, signers } = report;
  return [
    ...problems.map(
      ({ file, line, problem }) => `${line === undefined ? file : `${file}:${line}`}: ${problem}`,
    ),
    `records: ${records}`,
    `intents: ${intents}, without a result: ${withoutResult}`,
    `reads of contact data: ${reads}`,
    `refused attempts: ${refusals}`,
    `checkpoints: ${checkpoints}, records behind the last one: ${sinceCheckpoint}`,
    ...[...signers].map(
      ([key, { first, last }]) => `signed with ${key}: checkpoints from ${first} to ${last}`,
    ),
    `torn lines, found and written down at a start: ${tornTails}`,
    `last record: ${head === null ? "none" : `${head.seq}:${head.hash}`}`,
    problems.length === 0 ? "nothing is wrong" : `problems: ${problems.length}`,
  ].join("\n");
}
