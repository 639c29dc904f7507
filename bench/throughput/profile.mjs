// Where the CPU time of a warm service goes, by V8's sampling profiler: `node bench/throughput/profile.mjs WORK [VARIANT]`.
import { fileURLToPath, URL } from "node:url";
import { Run } from "./run.mjs";
import { works } from "./works.mjs";

const [, , work = "one", variant = "gateway"] = process.argv;
const seconds = Number(process.env.PROFILE_SECONDS ?? 8);
const shownRows = Number(process.env.PROFILE_ROWS ?? 25);

const run = await Run.start();
const service = await run.service(variant);
let amount = 10 * works[work].connections;
for (let warmed = 0; warmed < seconds;) {
  const { answered, seconds: took } = await run.push(service, work, amount);
  warmed += took;
  const perSecond = answered / took;
  console.log(`${perSecond.toFixed(0)}/s while warming up`);
  amount = Math.max(10 * works[work].connections, Math.round(perSecond * 2));
}
const calm = await run.push(service, work, amount);
console.log(`CPU ${(calm.cpu.service / amount).toFixed(0)} us a request before profiling`);
await service.ask("startProfile");
const profiled = await run.push(service, work, Math.round((amount / 2) * seconds));
const profile = await service.ask("stopProfile");
const requests = profiled.answered;
await run.stop();

const root = fileURLToPath(new URL("../../", import.meta.url));

/** The package or folder that a function belongs to. */
function placeOf({ functionName, url }) {
  if (url === "") return functionName.startsWith("(") ? functionName : "(native)";
  if (url.startsWith("node:")) return `node:${url.slice(5).split("/").slice(0, 2).join("/")}`;
  const path = url.replace("file://", "");
  const name = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1];
  return name ?? path.replace(root, "").split("/").slice(0, -1).join("/");
}
const nameOf = (frame) =>
  `${frame.functionName || "(anonymous)"} ${placeOf(frame)} ${frame.url.split("/").at(-1)}:${frame.lineNumber + 1}`;

const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
const parents = new Map(
  profile.nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])),
);
const selfUs = new Map();
for (const [index, id] of profile.samples.entries())
  selfUs.set(id, (selfUs.get(id) ?? 0) + profile.timeDeltas[index]);

const sums = {
  selfByPlace: new Map(),
  selfByFunction: new Map(),
  allByFunction: new Map(),
  allByPlace: new Map(),
};
const add = (sum, key, value) => sum.set(key, (sum.get(key) ?? 0) + value);
for (const [id, time] of selfUs) {
  const { callFrame } = nodes.get(id);
  if (callFrame.functionName === "(idle)") continue;
  add(sums.selfByPlace, placeOf(callFrame), time);
  add(sums.selfByFunction, nameOf(callFrame), time);
  const seen = new Set();
  for (let at = id; at !== undefined; at = parents.get(at)) {
    const frame = nodes.get(at).callFrame;
    for (const [sum, key] of [
      [sums.allByFunction, nameOf(frame)],
      [sums.allByPlace, placeOf(frame)],
    ]) {
      const once = `${sum === sums.allByPlace}${key}`;
      if (seen.has(once)) continue;
      seen.add(once);
      add(sum, key, time);
    }
  }
}
const total = [...sums.selfByPlace.values()].reduce((sum, time) => sum + time, 0);
console.log(
  `${requests} requests, ${(total / requests).toFixed(0)} us of JavaScript, collection and native code each`,
);
for (const [title, sum] of Object.entries(sums)) {
  console.log(`\n${title}: us a request, share`);
  for (const [key, time] of [...sum].toSorted(([, a], [, b]) => b - a).slice(0, shownRows))
    console.log(
      `${(time / requests).toFixed(1).padStart(9)} ${((100 * time) / total).toFixed(1).padStart(5)} %  ${key}`,
    );
}
