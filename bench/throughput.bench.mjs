// What a whole request costs, beside a service by hand and other GraphQL servers on the same calls to the same upstream.
// Load, service and upstream are processes of their own. What counts is the ratio within one round: machines differ, and
// so do minutes.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath, URL } from "node:url";
import { readOptions, usage } from "./throughput/options.mjs";

const peers = fileURLToPath(new URL("peers/", import.meta.url));

const options = readOptions(process.argv.slice(2));
if (options.isHelp) {
  console.log(usage);
  process.exit();
}
if (!existsSync(new URL("peers/node_modules", import.meta.url))) {
  const install = ["ci", "--no-audit", "--no-fund", "--prefix", peers];
  execFileSync("npm", install, { stdio: "inherit" });
}

const { measure, measureMemory, measureStart, measureWaves } =
  await import("./throughput/measure.mjs");
const { callsTable, keep, memoryTable, roundsTables, startTable, switchesTable, wavesTable } =
  await import("./throughput/report.mjs");
const { Run } = await import("./throughput/run.mjs");
const { checkSignature } = await import("./throughput/signature-check.mjs");
const { baseline, ofMemory, variants, worksOfSwitches } = await import("./throughput/variants.mjs");
const { verify } = await import("./throughput/verify.mjs");

const chosen = [...new Set([baseline, ...options.variants])];
const peersOfRounds = chosen.filter((name) => !variants[name].isSwitch);
const switches = chosen.filter((name) => variants[name].isSwitch);
/** Everything and nothing left out, to which the single parts are compared. */
const switched = [...new Set(["gateway-composed", ...switches, "gateway-bare"])];
const isAsked = (part) => options.parts.includes(part);

await checkSignature();
const run = await Run.start();
const hasSwitches = isAsked("switches") && switches.length > 0;
const settings = {
  rounds: options.rounds,
  seconds: options.seconds,
  warmSeconds: options.warmSeconds,
};
const figures = { rounds: {}, switches: {} };
try {
  const needed = [...(isAsked("rounds") ? peersOfRounds : []), ...(hasSwitches ? switched : [])];
  await verify(run, needed, options.works);
  console.log(
    `Every variant answers alike, and makes these calls for each request:\n\n${callsTable()}`,
  );
  for (const work of isAsked("rounds") ? options.works : []) {
    for (const delayMs of options.delays) {
      const what = { work, delayMs, ...settings };
      const measured = await measure(run, {
        ...what,
        variantNames: peersOfRounds,
        against: baseline,
      });
      figures.rounds[`${work}@${delayMs}`] = { ...what, variants: measured };
      console.log(`\n${roundsTables(figures, [`${work}@${delayMs}`])}`);
    }
  }
  const switchedWorks = options.works.filter((work) => worksOfSwitches.includes(work));
  for (const work of hasSwitches ? switchedWorks : []) {
    const what = { work, delayMs: 0, ...settings };
    const measured = await measure(run, {
      ...what,
      variantNames: switched,
      against: "gateway-composed",
    });
    figures.switches[work] = { ...what, variants: measured };
  }
  const alone = options.variants.filter(
    (name) => !variants[name].isSwitch && name !== "gateway-bare",
  );
  if (isAsked("waves")) figures.waves = await measureWaves(run, 60, 20);
  if (isAsked("start")) figures.start = await measureStart(run, alone, options.rounds);
  const remembered = alone.filter((name) => ofMemory.includes(name));
  if (isAsked("memory")) figures.memory = await measureMemory(run, remembered, options.memory);
} finally {
  await run.stop();
}

const tables = [
  isAsked("rounds") && roundsTables(figures),
  hasSwitches && switchesTable(figures),
  figures.waves && wavesTable(figures),
  figures.start && startTable(figures),
  figures.memory && memoryTable(figures),
];
console.log(tables.filter(Boolean).join("\n\n"));
if (options.isWritten) await keep(figures);
