// What is measured, and how each process is started.
import { readFileSync } from "node:fs";
import { fileURLToPath, URL } from "node:url";
import { works } from "./works.mjs";

const fileOf = (path) => fileURLToPath(new URL(path, import.meta.url));

const service = (title, path, way, more = {}) => ({
  title,
  file: fileOf(path),
  argumentsFor: ({ upstreamUrl }) => [upstreamUrl, way],
  works: Object.keys(works),
  ...more,
});
const withSchema = Object.keys(works);

/** The options of Node that `npm start` starts the gateway with. */
const { scripts } = JSON.parse(readFileSync(fileOf("../../package.json"), "utf8"));
const nodeOptions = scripts.start.match(/--\S+/g);
const byHand = (title, way, more) =>
  service(title, "services/rest.mjs", way, { isRest: true, ...more });

const gateway = (title, file, argumentsFor, more) => ({
  ...{ title, file: fileOf(file), argumentsFor, nodeOptions, works: withSchema, isGateway: true },
  ...more,
});

/** The works by which single parts are measured. */
export const worksOfSwitches = ["set", "one", "keys"];

/** The gateway put together by the bench, without some of its parts. */
const without = (title, ...parts) =>
  gateway(
    title,
    "services/gateway-composed.mjs",
    ({ configFile }) => [configFile, parts.join(",")],
    { isSwitch: true, works: worksOfSwitches },
  );

export const baseline = "rest";

/** What is compared in memory. */
export const ofMemory = ["rest", "mercurius", "gateway"];

export const variants = {
  rest: byHand("REST by hand, SDK's defaults", "sdk"),
  "rest-options": byHand("REST by hand, SDK's defaults, the gateway's options of Node", "sdk", {
    nodeOptions,
  }),
  "rest-transport": byHand("REST by hand, the gateway's clients", "gateway"),
  signed: byHand("REST by hand, calls signed by hand", "signed"),
  apollo: service("Apollo Server, no loaders, SDK's defaults", "services/apollo.mjs", "sdk", {
    hasNoLoaders: true,
  }),
  yoga: service("GraphQL Yoga, SDK's defaults", "../peers/yoga.mjs", "sdk"),
  mercurius: service("Mercurius JIT, SDK's defaults", "../peers/mercurius.mjs", "sdk"),
  "mercurius-transport": service(
    "Mercurius JIT, the gateway's clients",
    "../peers/mercurius.mjs",
    "gateway",
  ),
  gateway: gateway("the gateway, as shipped", "../../dist/main.js", ({ configFile }) => [
    "--config",
    configFile,
  ]),
  "gateway-bare": {
    ...without("the gateway, all of these off", "token,policies,audit,limits,metrics,log"),
    works: withSchema,
    isSwitch: false,
  },
  "gateway-composed": without("nothing (put together by the bench)"),
  "without-token": without("the token's check", "token"),
  "without-policies": without("policies", "policies"),
  "without-audit": without("the audit log", "audit"),
  "without-limits": without("limits, quotas and places", "limits"),
  "without-metrics": without("metrics", "metrics"),
  "without-log": without("the log", "log"),
};
