// The figures as tables, and where they are kept.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname } from "node:path";
import { fileURLToPath, URL } from "node:url";
import { format, resolveConfig } from "prettier";
import { baseline, variants } from "./variants.mjs";
import { callsOf, works } from "./works.mjs";

const fileOf = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const document = fileOf("docs/benchmarks.md");
const keptFile = fileOf("docs/benchmarks/throughput.json");

const row = (cells) => `| ${cells.join(" | ")} |`;
const table = (head, rows) => [row(head), row(head.map(() => "---")), ...rows.map(row)].join("\n");
/** Ratios around 1 with two digits, hundreds of microseconds with none. */
const digits = (value) => (value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2));
const withSpread = ({ median, least, most }) =>
  `${digits(median)} (${digits(least)}–${digits(most)})`;

/** The properties that are shown, the absolute value of the baseline before the others' ratio to it. */
const shown = {
  cpu: {
    title: "CPU time of the service for each request",
    ratio: "cpuRatio",
    of: "cpuUs",
    unit: "us",
  },
  throughput: { title: "requests a second", ratio: "throughputRatio", of: "perSecond", unit: "/s" },
};

function roundsTable({ title, ratio, of, unit }, entries, delayMs) {
  const names = Object.keys(variants).filter((name) =>
    entries.some((entry) => name in entry.variants),
  );
  const cellOf = (name, entry) => {
    const figures = entry.variants[name];
    if (figures === undefined) return "";
    return name === baseline ? `${digits(figures[of].median)} ${unit}` : withSpread(figures[ratio]);
  };
  const head = [
    `${title}, upstream's delay ${delayMs} ms`,
    ...entries.map(({ work }) => works[work].title),
  ];
  const rows = names.map((name) => [
    variants[name].title,
    ...entries.map((entry) => cellOf(name, entry)),
  ]);
  return table(head, rows);
}

/** The tables of the rounds, of all figures or of some. */
export function roundsTables({ rounds }, keys = Object.keys(rounds)) {
  const order = Object.keys(works);
  const entries = keys
    .map((key) => rounds[key])
    .toSorted((a, b) => order.indexOf(a.work) - order.indexOf(b.work));
  const delays = [...new Set(entries.map(({ delayMs }) => delayMs))].toSorted((a, b) => a - b);
  return delays
    .flatMap((delayMs) =>
      Object.values(shown).map((property) =>
        roundsTable(
          property,
          entries.filter((entry) => entry.delayMs === delayMs),
          delayMs,
        ),
      ),
    )
    .join("\n\n");
}

/** What each part of the gateway costs: the CPU time without it, as a ratio to that with everything. */
export function switchesTable({ switches }) {
  const entries = Object.values(switches);
  const names = Object.keys(variants).filter((name) =>
    entries.some((entry) => name in entry.variants),
  );
  const order = [...names.filter((name) => name !== "gateway-bare"), "gateway-bare"];
  const cellOf = (name, { variants: figures }) => {
    if (figures[name] === undefined) return "";
    const { cpuUs, cpuRatio } = figures[name];
    return name === "gateway-composed" ? `${digits(cpuUs.median)} us` : withSpread(cpuRatio);
  };
  const rows = order.map((name) => [
    variants[name].title,
    ...entries.map((entry) => cellOf(name, entry)),
  ]);
  return table(["CPU time without", ...entries.map(({ work }) => works[work].title)], rows);
}

export const startTable = ({ start }) =>
  table(
    ["start of the process to its first answer", "ms"],
    Object.entries(start).map(([name, figures]) => [variants[name].title, withSpread(figures)]),
  );

export const wavesTable = ({ waves: { delayMs, lookUpsAtOnce, idealMs, ms } }) =>
  table(
    [
      `100 entities of 50 users, ${lookUpsAtOnce} look-ups of ${delayMs} ms at a time`,
      "ms",
      "of the least",
    ],
    [
      ["as many waves of bare calls", idealMs.toFixed(1), "1.00"],
      ["the gateway, as shipped", withSpread(ms), (ms.median / idealMs).toFixed(2)],
    ],
  );

/** Beside each last figure its ratio to the first, when there are several. */
export const memoryTable = ({ memory }) =>
  table(
    ["memory, MiB", "requests", "resident", "heap", "heap / first heap"],
    Object.entries(memory).flatMap(([name, checkpoints]) =>
      checkpoints.map(({ requests, rssMiB, heapMiB }) => [
        variants[name].title,
        requests.toLocaleString("en-GB"),
        rssMiB.toFixed(0),
        heapMiB.toFixed(1),
        (heapMiB / checkpoints[0].heapMiB).toFixed(2),
      ]),
    ),
  );

const callsText = (calls) =>
  Object.entries(calls)
    .map(([operation, count]) => `${count} ${operation}`)
    .join(", ");

/** The calls to Cognito for each request, as they were counted. */
export const callsTable = () =>
  table(
    ["work", "by hand, Yoga, Mercurius", "without loaders", "gateway"],
    Object.values(works).map((work) => [
      work.title,
      callsText(callsOf(work, {})),
      callsText(callsOf(work, { hasNoLoaders: true })),
      callsText(callsOf(work, { isGateway: true })),
    ]),
  );

const readKept = () => (existsSync(keptFile) ? JSON.parse(readFileSync(keptFile, "utf8")) : {});

/** Figures of this run take the place of older ones of the same work, delay and variant; ratios are always of one run. */
function merge(kept, figures) {
  const mergeEntries = (old = {}, more) => {
    const merged = { ...old };
    for (const [key, entry] of Object.entries(more))
      merged[key] = { ...entry, variants: { ...old[key]?.variants, ...entry.variants } };
    return merged;
  };
  return {
    node: process.versions.node,
    cores: availableParallelism(),
    rounds: mergeEntries(kept.rounds, figures.rounds),
    switches: mergeEntries(kept.switches, figures.switches),
    waves: figures.waves ?? kept.waves,
    start: { ...kept.start, ...figures.start },
    memory: { ...kept.memory, ...figures.memory },
  };
}

const begin = "<!-- throughput: begin -->";
const end = "<!-- throughput: end -->";

/**
 * Where and how it was measured, and how much of a core the upstream took: far from a whole one, or it was the upstream
 * that was measured.
 */
function circumstances({ node, cores: count, rounds }) {
  const cores = Object.values(rounds).flatMap((entry) =>
    Object.values(entry.variants).map(({ upstreamCores }) => upstreamCores.median),
  );
  const numbers = [...new Set(Object.values(rounds).map((entry) => entry.rounds))].join(" or ");
  return `${numbers} rounds with Node ${node} on ${count} cores. The upstream took ${digits(Math.max(...cores))} of a core at the most.`;
}

const isEmpty = (figures) => Object.keys(figures).length === 0;

/** All tables that there are figures for, as docs/benchmarks.md has them. */
const allTables = (figures) =>
  [
    callsTable(),
    ...(isEmpty(figures.rounds) ? [] : [circumstances(figures), roundsTables(figures)]),
    ...(isEmpty(figures.switches) ? [] : [switchesTable(figures)]),
    ...(figures.waves === undefined ? [] : [wavesTable(figures)]),
    ...(isEmpty(figures.start) ? [] : [startTable(figures)]),
    ...(isEmpty(figures.memory) ? [] : [memoryTable(figures)]),
  ].join("\n\n");

/** Figures with as many digits as they are worth. */
const rounded = (_key, value) => (typeof value === "number" ? Number(value.toPrecision(4)) : value);

/** Keeps the figures, and writes the tables of all that is kept into the document. */
export async function keep(figures) {
  const merged = merge(readKept(), figures);
  const write = async (file, text) => {
    const settings = await resolveConfig(file);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, await format(text, { ...settings, filepath: file }));
  };
  await write(keptFile, JSON.stringify(merged, rounded));
  const text = readFileSync(document, "utf8");
  const [before, after] = [text.slice(0, text.indexOf(begin)), text.slice(text.indexOf(end))];
  await write(document, `${before}${begin}\n\n${allTables(merged)}\n\n${after}`);
}
