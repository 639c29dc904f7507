// The rounds: in each, every variant once. Figures of a variant are set beside the baseline's of the same round.
import { request } from "undici";
import { poolId, readers } from "./population.mjs";
import { spreadOf } from "./statistics.mjs";
import { checkCounts } from "./verify.mjs";
import { callsOf, works } from "./works.mjs";

/** Requests that a variant answers in so many seconds; at least some for each connection. */
const amountFor = (work, perSecond, seconds) =>
  Math.max(2 * works[work].connections, Math.round(perSecond * seconds));

const perSecondOf = ({ answered, seconds }) => answered / seconds;

/** What each process has been warmed up with. */
const warmedWith = new WeakMap();

/**
 * Lets a process answer until its code is compiled, which takes thousands of requests, the first time; another work then
 * finds most of it done.
 */
async function warmUp(run, service, work, seconds) {
  const known = warmedWith.get(service) ?? new Set();
  if (known.has(work)) return;
  let left = known.size === 0 ? seconds : seconds / 3;
  warmedWith.set(service, known.add(work));
  await run.upstream.ask("delay", 0);
  let amount = amountFor(work, 0, 0);
  while (left > 0) {
    const pushed = await run.push(service, work, amount);
    left -= pushed.seconds;
    amount = amountFor(work, perSecondOf(pushed), Math.min(1, Math.max(left, 0.1)));
  }
}

/** How many requests a second a process answers, about. */
async function rateOf(run, service, work, seconds) {
  const first = await run.push(service, work, amountFor(work, 0, 0));
  const amount = amountFor(work, perSecondOf(first), seconds / 2);
  return perSecondOf(await run.push(service, work, amount));
}

/** The figures of one work under one delay, by variant; ratios are to `against` in the same round. */
export async function measure(run, { work, delayMs, variantNames, against, ...settings }) {
  const { rounds, seconds, warmSeconds } = settings;
  const perSecond = {};
  for (const name of variantNames) {
    const service = await run.service(name);
    await warmUp(run, service, work, warmSeconds);
    await run.upstream.ask("delay", delayMs);
    perSecond[name] = await rateOf(run, service, work, seconds);
  }
  const measured = Object.fromEntries(variantNames.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const name of orderOf(round, variantNames)) {
      const amount = amountFor(work, perSecond[name], seconds);
      measured[name].push(await pushAndCheck(run, name, work, amount));
    }
  }
  return Object.fromEntries(
    variantNames.map((name) => [name, figuresOf(measured[name], measured[against])]),
  );
}

/** The order moves on by one and turns round, so that no variant always follows the same, nor stands always last. */
function orderOf(round, names) {
  const shift = round % names.length;
  const moved = [...names.slice(shift), ...names.slice(0, shift)];
  return round % 2 === 0 ? moved : moved.toReversed();
}

async function pushAndCheck(run, name, work, amount) {
  const pushed = await run.push(await run.service(name), work, amount);
  const { answered, failed, seconds, counts, cpu } = pushed;
  if (answered !== amount || failed > 0)
    throw new Error(`${name}, ${work}: ${answered} of ${amount} answered, ${failed} failed`);
  checkCounts(work, name, amount, counts);
  return {
    perSecond: amount / seconds,
    cpuUs: cpu.service / amount,
    p50Ms: pushed.p50Ms,
    p99Ms: pushed.p99Ms,
    upstreamCores: cpu.upstream / 1e6 / seconds,
    serviceCores: cpu.service / 1e6 / seconds,
  };
}

function figuresOf(rounds, base) {
  const of = (property) => spreadOf(rounds.map((round) => round[property]));
  const ratio = (property) =>
    spreadOf(rounds.map((round, index) => round[property] / base[index][property]));
  return {
    ...{ perSecond: of("perSecond"), cpuUs: of("cpuUs") },
    ...{ throughputRatio: ratio("perSecond"), cpuRatio: ratio("cpuUs") },
    ...{ p50Ms: of("p50Ms"), p99Ms: of("p99Ms") },
    ...{ serviceCores: of("serviceCores"), upstreamCores: of("upstreamCores") },
  };
}

/** From the start of a process to its first answer, in milliseconds. */
export async function measureStart(run, variantNames, rounds) {
  await run.upstream.ask("delay", 0);
  const measured = Object.fromEntries(variantNames.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const name of variantNames) {
      const service = await run.startService(name);
      await run.ask(service, "one");
      measured[name].push(globalThis.performance.now() - service.startedAt);
      await service.stop();
    }
  }
  return Object.fromEntries(variantNames.map((name) => [name, spreadOf(measured[name])]));
}

/** The configuration's own default. */
const lookUpsAtOnce = 16;

/** How long a bare call of the upstream takes: a timer of 20 ms is one of 21. */
async function timeOfCall({ url }) {
  const times = [];
  for (let count = 0; count < 30; count += 1) {
    const startedAt = globalThis.performance.now();
    const { body } = await request(url, {
      method: "POST",
      headers: { "x-amz-target": "AWSCognitoIdentityProviderService.AdminGetUser" },
      body: JSON.stringify({ UserPoolId: poolId, Username: readers[0] }),
    });
    await body.dump();
    times.push(globalThis.performance.now() - startedAt);
  }
  return spreadOf(times).median;
}

/**
 * How long 100 entities of 50 users take, one request after the other, when so many look-ups may be under way at a time and
 * each takes so long: beside the least that they can take.
 */
export async function measureWaves(run, amount, delayMs) {
  const service = await run.startService("gateway", { concurrentLookups: lookUpsAtOnce });
  await run.upstream.ask("delay", 0);
  await run.push(service, "entities", 300);
  await run.upstream.ask("delay", delayMs);
  const callMs = await timeOfCall(run.upstream);
  const times = [];
  for (let count = 0; count < amount; count += 1) {
    const startedAt = globalThis.performance.now();
    await run.ask(service, "entities");
    times.push(globalThis.performance.now() - startedAt);
  }
  await service.stop();
  const { AdminGetUser: calls } = callsOf(works.entities, service.variant);
  const idealMs = Math.ceil(calls / lookUpsAtOnce) * callMs;
  return { delayMs, lookUpsAtOnce, idealMs, ms: spreadOf(times) };
}

const mebibyte = 2 ** 20;

/** Memory of a new process after garbage was collected, behind each number of look-ups of one user. */
export async function measureMemory(run, variantNames, checkpoints) {
  await run.upstream.ask("delay", 0);
  const measured = {};
  for (const name of variantNames) {
    const service = await run.startService(name);
    measured[name] = [];
    let done = 0;
    for (const checkpoint of checkpoints) {
      // The load keeps a figure for each answer: in pieces it stays small.
      for (; done < checkpoint; done += Math.min(20_000, checkpoint - done))
        await run.push(service, "one", Math.min(20_000, checkpoint - done));
      const { rss, heapUsed } = await service.ask("memory");
      const figures = { rssMiB: rss / mebibyte, heapMiB: heapUsed / mebibyte };
      measured[name].push({ requests: checkpoint, ...figures });
    }
    await service.stop();
  }
  return measured;
}
