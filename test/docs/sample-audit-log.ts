import { readFileSync, writeFileSync } from "node:fs";
import {
  openSampleLog,
  sampleCreation,
  sampleGroupIntent,
  sampleIntent,
  sampleRead,
  sampleRefusal,
} from "../support/audit-samples.js";

type StoredRecord = Readonly<Record<string, unknown>> & { readonly kind: string };

/** Writes a log with every kind of record and every field, in two files; with a crash between them if it is asked for. */
export async function writeSampleLog(
  file: string,
  crashes: boolean,
): Promise<readonly StoredRecord[]> {
  const key = Buffer.alloc(32, 3).toString("base64");
  const options = { refusalsPerCaller: 1, ...(crashes ? { key } : {}) };
  let log = await openSampleLog(file, options);
  const result = {
    outcome: "NOT_APPLIED",
    code: "THROTTLED",
    created: { sub: "t-2", username: "t-2" },
    after: { status: "CONFIRMED", enabled: true },
    unexpected: ["mfa"],
    settledBy: "read-back",
    second: { outcome: "UNKNOWN", code: "UPSTREAM_TIMEOUT" },
    awsRequestId: "a",
  } as const;
  await (await log.intent(sampleIntent("one", "why"))).result(result);
  const open = await log.intent(sampleIntent("two"));
  await log.reads([sampleRead]);
  await log.rotate();
  if (crashes) {
    const bytes = readFileSync(file);
    await log.close();
    writeFileSync(file, Buffer.concat([bytes, Buffer.from("torn")]));
    log = await openSampleLog(file, options);
  } else {
    await open.result(result);
  }
  await (await log.intent(sampleGroupIntent)).result(result);
  await (await log.intent(sampleCreation)).result(result);
  log.refused(sampleRefusal);
  log.refused(sampleRefusal);
  await log.close();
  return [`${file}.000001`, file].flatMap((path) =>
    readFileSync(path, "latin1")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as StoredRecord),
  );
}
