// The processes of a run: the upstream, the load, and the services under test.
import { fork } from "node:child_process";
import { once } from "node:events";
import { openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath, URL } from "node:url";
import { credentials } from "./population.mjs";

const fileOf = (path) => fileURLToPath(new URL(path, import.meta.url));
const probe = new URL("services/probe.mjs", import.meta.url).href;
const startDeadlineMs = 30_000;

/** A question to a process and its answer. */
function askerOf(child) {
  let asked = 0;
  const waiting = new Map();
  child.on("message", ({ id, answer }) => {
    waiting.get(id)?.resolve(answer);
    waiting.delete(id);
  });
  child.on("exit", (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`A process ended (${code}).`));
  });
  return (command, argument) =>
    new Promise((resolve, reject) => {
      asked += 1;
      waiting.set(asked, { resolve, reject });
      child.send({ id: asked, command, argument });
    });
}

async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.disconnect();
  await ended;
}

const startHelper = async (path) => {
  const child = fork(fileOf(path), { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const [first] = await once(child, "message");
  return { ...first, ask: askerOf(child), stop: () => stop(child) };
};

export const startUpstream = () => startHelper("upstream.mjs");
export const startLoad = () => startHelper("../peers/load.mjs");

/** The environment of every service: no proxies, no other credentials. */
const environment = {
  PATH: process.env.PATH,
  NODE_ENV: "production",
  // The AWS SDK's about versions of Node, once for each process.
  NODE_NO_WARNINGS: "1",
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  AWS_REGION: "eu-west-1",
};

/** Its standard output goes to a file, as a log does. */
export async function startService(variant, { folder, name, ...places }) {
  const output = join(folder, `${name}.log`);
  const startedAt = performance.now();
  const child = fork(variant.file, variant.argumentsFor(places), {
    execArgv: ["--expose-gc", "--import", probe, ...(variant.nodeOptions ?? [])],
    env: environment,
    stdio: ["ignore", openSync(output, "w"), "inherit", "ipc"],
  });
  const url = await addressIn(output, child, name);
  return { name, variant, startedAt, url, ask: askerOf(child), stop: () => stop(child) };
}

async function addressIn(output, child, name) {
  const until = performance.now() + startDeadlineMs;
  while (performance.now() < until && child.exitCode === null) {
    const line = /^\{"msg":"listening".*\}$/m.exec(readFileSync(output, "utf8"))?.[0];
    if (line !== undefined) return JSON.parse(line).url;
    await pause(5);
  }
  throw new Error(`${name} did not start: ${readFileSync(output, "utf8").slice(0, 500)}`);
}
