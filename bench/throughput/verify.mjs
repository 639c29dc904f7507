// Before anything is measured: every variant answers alike, and makes the calls that it is said to make.
import { isDeepStrictEqual } from "node:util";
import { baseline, variants } from "./variants.mjs";
import { callsOf, contentOf, works } from "./works.mjs";

/** Throws unless so many requests made exactly the calls that are stated. */
export function checkCounts(work, variantName, requests, counts) {
  const stated = callsOf(works[work], variants[variantName]);
  const expected = Object.fromEntries(
    Object.entries(stated).map(([operation, each]) => [operation, each * requests]),
  );
  const byName = (calls) => Object.entries(calls).toSorted(([a], [b]) => (a < b ? -1 : 1));
  if (!isDeepStrictEqual(byName(expected), byName(counts)))
    throw new Error(
      `${variantName}, ${work}: ${requests} requests made the calls ${JSON.stringify(counts)}, not ${JSON.stringify(expected)}`,
    );
}

/** The answer of one request, once its calls were found to be those that are stated. */
async function answerOf(run, service, variantName, work) {
  await run.upstream.ask("reset");
  await run.upstream.ask("counts");
  const content = contentOf(work, service.variant, await run.ask(service, work));
  const counts = await run.upstream.ask("counts");
  checkCounts(work, variantName, 1, counts);
  return content;
}

/** Throws when a variant's answer is not that of the baseline. */
export async function verify(run, variantNames, workNames) {
  await run.upstream.ask("delay", 0);
  const reference = await run.service(baseline);
  for (const work of workNames) {
    const expected = await answerOf(run, reference, baseline, work);
    checkReference(work, expected);
    for (const name of variantNames) {
      const service = await run.service(name);
      if (!service.variant.works.includes(work)) continue;
      const answer = await answerOf(run, service, name, work);
      if (!isDeepStrictEqual(answer, expected))
        throw new Error(
          `${name}, ${work}: ${JSON.stringify(answer).slice(0, 500)} is not ${JSON.stringify(expected).slice(0, 500)}`,
        );
    }
  }
}

/** What all agree on must be right as well. */
function checkReference(work, content) {
  const users =
    {
      set: () => [content],
      "set-unchecked": () => [content],
      one: () => [content],
      aliases: () => Object.values(content),
      list: () => content.nodes,
    }[work] ?? (() => content);
  const found = users();
  const expected = { keys: 50, aliases: 50, entities: 100, list: 60 }[work] ?? 1;
  const isRight = found.length === expected && found.every(({ status }) => status === "CONFIRMED");
  if (!isRight)
    throw new Error(`${work}: not the answer: ${JSON.stringify(content).slice(0, 500)}`);
}
