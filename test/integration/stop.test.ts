import { randomFrom } from "../support/canary-requests.js";
import { GatewayUnderLoad, readAudit } from "../support/gateway-under-load.js";

/** How many gateways are stopped, and how many at a time. */
const stops = Number(process.env["STOPS"] ?? 3);
const lanes = Math.min(stops, 3);
const seed = Number(process.env["STOPS_SEED"] ?? Date.now() % 2 ** 31);

const found = {
  sent: 0,
  applied: 0,
  /** Sets that the pool had received and not answered when the signal came. */
  underWay: 0,
  /** All of it was sent on a connection that was made, and nothing came back. */
  unanswered: [] as string[],
  sentAgain: [] as string[],
  withoutIntent: [] as string[],
  withoutResult: [] as string[],
  /** What the caller was told is not what the pool did. */
  falselyTold: [] as string[],
  exitCodes: [] as (number | null)[],
  ends: {} as Record<string, number>,
};

async function stopOnce(gateway: GatewayUnderLoad, random: () => number): Promise<void> {
  gateway.forget();
  await gateway.start();
  const load = gateway.load(8);
  await gateway.randomMoment(random);
  found.underWay += gateway.sets().filter(({ status }) => status === null).length;
  gateway.program?.signal("SIGTERM");
  const sent = await load;
  found.exitCodes.push((await gateway.program?.ended) ?? null);
  const sets = await gateway.settledSets();
  const { results } = readAudit(gateway.auditFile);
  const applied = new Set(sets.filter((set) => set.applied).map(({ username = "" }) => username));
  found.sent += sent.length;
  found.applied += applied.size;
  found.withoutResult.push(...[...applied].filter((name) => results.get(name) !== "APPLIED"));
  found.sentAgain.push(
    ...sets.map(({ username = "" }) => username).filter((name, at, all) => all.indexOf(name) < at),
  );
  for (const { username, end, isSent, result } of sent) {
    const key = end === "answered" ? result : `${end} ${result}`;
    found.ends[key] = (found.ends[key] ?? 0) + 1;
    if (end === "cut" && isSent) found.unanswered.push(`${username} ${result}`);
    const isTold = result === "OK" || result.endsWith(" APPLIED");
    if (end === "answered" && !result.endsWith("UNKNOWN") && isTold !== applied.has(username))
      found.falselyTold.push(`${username} ${result}`);
  }
}

describe("a gateway that is told to stop while it sets passwords", () => {
  it(
    `answers all, sends nothing twice and writes all down: ${stops} times`,
    async () => {
      const rounds = Array.from({ length: stops }, (_, index) => index).values();
      const work = async () => {
        const random = randomFrom(seed);
        const gateway = await GatewayUnderLoad.open(random);
        try {
          for (const round of rounds) await stopOnce(gateway, randomFrom(seed + round));
          found.withoutIntent.push(...gateway.setsWithoutIntent);
        } finally {
          await gateway.close();
        }
      };
      await Promise.all(Array.from({ length: lanes }, work));
      process.stdout.write(
        `stops: ${JSON.stringify({ seed, stops, ...found, exitCodes: [...new Set(found.exitCodes)] })}\n`,
      );
      expect(found).toMatchObject({
        unanswered: [],
        sentAgain: [],
        withoutIntent: [],
        withoutResult: [],
        falselyTold: [],
        exitCodes: Array.from({ length: stops }, () => 0),
      });
      expect(found.applied).toBeGreaterThan(0);
    },
    60_000 + stops * 10_000,
  );
});
