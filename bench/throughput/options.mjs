import { parseArgs } from "node:util";
import { variants } from "./variants.mjs";
import { works } from "./works.mjs";

export const usage = `Usage: node bench/throughput.bench.mjs [options]

  --rounds N        how often every variant is measured (3)
  --seconds N       how long each time, about (0.5)
  --warm N          seconds of warming up, for each process (4); a third of it for each further work
  --delay LIST      milliseconds that the upstream waits (0,20)
  --works LIST      ${Object.keys(works).join(",")}
  --variants LIST   ${Object.keys(variants).join(",")}
  --parts LIST      rounds,switches,waves,start,memory (all)
  --memory LIST     numbers of requests behind which memory is measured (20000), of three services
  --short           answers and calls are checked, and one short round measured: for CI
  --write           keeps the figures in docs/benchmarks/throughput.json and writes the tables of docs/benchmarks.md

Each but --write may come from the environment: THROUGHPUT_ROUNDS and so on, THROUGHPUT_SHORT=1.`;

const fromEnvironment = (name) => process.env[`THROUGHPUT_${name.toUpperCase()}`];

export function readOptions(argv) {
  const text = { type: "string" };
  const { values } = parseArgs({
    args: argv,
    options: {
      ...{ rounds: text, seconds: text, delay: text, works: text, variants: text, parts: text },
      warm: text,
      ...{ memory: text, short: { type: "boolean" }, write: { type: "boolean" } },
      help: { type: "boolean" },
    },
  });
  const isShort = values.short ?? fromEnvironment("short") === "1";
  const of = (name, otherwise) => values[name] ?? fromEnvironment(name) ?? otherwise;
  const list = (name, known, otherwise = known) => {
    const items = of(name, otherwise.join(",")).split(",");
    const unknown = items.filter((item) => !known.includes(item));
    if (unknown.length > 0) throw new Error(`Unknown ${name}: ${unknown.join(", ")}\n\n${usage}`);
    return items;
  };
  const numbers = (name, otherwise) => of(name, otherwise).split(",").map(Number);
  return {
    ...{ isShort, isWritten: values.write ?? false, isHelp: values.help ?? false },
    rounds: Number(of("rounds", isShort ? "1" : "3")),
    seconds: Number(of("seconds", isShort ? "0.2" : "0.5")),
    warmSeconds: Number(of("warm", isShort ? "0.3" : "4")),
    delays: numbers("delay", isShort ? "0" : "0,20"),
    works: list("works", Object.keys(works)),
    variants: list("variants", Object.keys(variants)),
    parts: list(
      "parts",
      ["rounds", "switches", "waves", "start", "memory"],
      isShort ? ["rounds", "switches"] : undefined,
    ),
    memory: numbers("memory", "20000"),
  };
}
