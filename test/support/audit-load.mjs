// Writes intents and results into an audit log until it is killed, and tells each that was acknowledged on standard output:
// "I <id>" and "R <id>". With "once" it opens the log, as every start does, and closes it.
import { writeSync } from "node:fs";
import { AuditLog } from "../../build/audit/audit-log.js";

const [file, mode] = process.argv.slice(2);
const log = await AuditLog.open({
  file,
  maxFileBytes: 65_536,
  queue: 1000,
  deadlineMs: 10_000,
  checkpointEveryRecords: 50,
  checkpointEverySeconds: 60,
});
const intent = {
  actor: { subject: "s", issuer: "https://issuer.example.com", roles: ["admin"] },
  action: "user:set-permanent-password",
  target: {
    kind: "user",
    poolId: "eu-west-1_A",
    sub: "t",
    username: "carla",
    before: { status: "CONFIRMED", enabled: true },
  },
  decidedBy: ["admin"],
  requestId: "r",
};

async function work() {
  for (;;) {
    const entry = await log.intent(intent);
    writeSync(1, `I ${entry.id}\n`);
    await entry.result({ outcome: "APPLIED" });
    writeSync(1, `R ${entry.id}\n`);
  }
}

if (mode === "once") await log.close();
else await Promise.all(Array.from({ length: 16 }, work));
