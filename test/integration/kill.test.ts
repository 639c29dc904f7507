import { verifyFiles } from "../../src/audit/journal/verify-files.js";
import { randomFrom } from "../support/canary-requests.js";
import { GatewayUnderLoad, readAudit, type Sent } from "../support/gateway-under-load.js";

/** How many gateways are killed, how many at a time, and how often one log is gone on with. */
const kills = Number(process.env["KILLS"] ?? 3);
const lanes = Math.min(Math.ceil(kills / 2), 3);
const killsPerLog = 8;
const seed = Number(process.env["KILLS_SEED"] ?? Date.now() % 2 ** 31);

const found = {
  kills: 0,
  sent: 0,
  applied: 0,
  acknowledged: 0,
  /** Sets that reached the pool before their intent stood in the file. */
  withoutIntent: [] as string[],
  /** The caller was told of success, and the log did not know of it. */
  acknowledgedWithoutResult: [] as string[],
  sentAgain: [] as string[],
  /** Intents without a result that the next start has closed as UNKNOWN, and those that it has not. */
  recovered: 0,
  leftOpen: [] as string[],
  appliedAndRecovered: 0,
  tornLines: 0,
  problems: [] as unknown[],
};

/** Kills the gateway under load; what it had acknowledged has to be in the file as it lies there. */
async function kill(gateway: GatewayUnderLoad, random: () => number): Promise<readonly string[]> {
  const load = gateway.load(8);
  await gateway.randomMoment(random);
  gateway.program?.signal("SIGKILL");
  const sent = await load;
  await gateway.program?.ended;
  const sets = await gateway.settledSets();
  const { intents, results } = readAudit(gateway.auditFile);
  const names = sets.map(({ username = "" }) => username);
  const isAcknowledged = ({ end, result }: Sent) => end === "answered" && result === "OK";
  const acknowledged = sent.filter(isAcknowledged).map(({ username }) => username);
  const applied = sets.filter((set) => set.applied).map(({ username = "" }) => username);
  const open = [...intents].filter((name) => !results.has(name));
  found.kills += 1;
  found.sent += sent.length;
  found.applied += applied.length;
  found.acknowledged += acknowledged.length;
  found.withoutIntent.push(...applied.filter((name) => !intents.has(name)));
  found.acknowledgedWithoutResult.push(
    ...acknowledged.filter((name) => results.get(name) !== "APPLIED"),
  );
  found.sentAgain.push(...names.filter((name, at) => names.indexOf(name) < at));
  found.appliedAndRecovered += applied.filter((name) => open.includes(name)).length;
  gateway.pool.ledger.clear();
  return open;
}

/** One log, that some gateways write one after the other: all but the last are killed. */
async function live(gateway: GatewayUnderLoad, rounds: Iterator<number>): Promise<boolean> {
  gateway.forget();
  let open: readonly string[] = [];
  for (let killed = 0; killed < killsPerLog; killed += 1) {
    const round = rounds.next();
    if (round.done === true) break;
    await gateway.start();
    look(gateway, open);
    open = [...open, ...(await kill(gateway, randomFrom(seed + round.value)))];
  }
  await gateway.start();
  look(gateway, open);
  expect(await gateway.program?.stop()).toBe(0);
  const report = await verifyFiles([gateway.auditFile]);
  found.problems.push(...report.problems);
  if (report.withoutResult > 0) found.problems.push({ withoutResult: report.withoutResult });
  found.tornLines += report.tornTails;
  found.recovered += readAudit(gateway.auditFile).recovered.size;
  return found.kills < kills;
}

/** What a kill left open, the next start has closed before it is ready. */
function look(gateway: GatewayUnderLoad, open: readonly string[]): void {
  if (open.length === 0) return;
  const { recovered } = readAudit(gateway.auditFile);
  found.leftOpen.push(...open.filter((name) => !recovered.has(name)));
}

describe("a gateway that is killed while it sets passwords", () => {
  it(
    `has done nothing that is not written down, and acknowledged nothing that is lost: ${kills} times`,
    async () => {
      const rounds = Array.from({ length: kills }, (_, index) => index).values();
      const work = async () => {
        const gateway = await GatewayUnderLoad.open(randomFrom(seed));
        try {
          while (await live(gateway, rounds));
          found.withoutIntent.push(...gateway.setsWithoutIntent);
        } finally {
          await gateway.close();
        }
      };
      await Promise.all(Array.from({ length: lanes }, work));
      process.stdout.write(`kills: ${JSON.stringify({ seed, ...found })}\n`);
      expect(found).toMatchObject({
        kills,
        withoutIntent: [],
        acknowledgedWithoutResult: [],
        sentAgain: [],
        leftOpen: [],
        problems: [],
      });
      expect(found.applied).toBeGreaterThan(0);
    },
    60_000 + kills * 10_000,
  );
});
