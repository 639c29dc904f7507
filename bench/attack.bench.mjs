// What an attack costs: the CPU time that hostile requests take for each KiB sent, beside that of a valid one, which is
// the cheapest there is: it asks Cognito nothing, and its document is known already. Client, gateway and local pool are
// in this process, rounds are interleaved, and what counts is the ratio within one run. Then what comes out for each
// byte that goes in, where a small request asks for much.
import { Buffer } from "node:buffer";
import { mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { URL } from "node:url";
import { sampleRolesFile } from "../build/authorization/policy-files.js";
import {
  adminsClientId,
  adminsPoolId,
  customersPoolId,
  demoSeed,
} from "../build/cli/demo/demo-seed.js";
import { configSchema } from "../build/config/config.js";
import { startLocalPool } from "../build/local-pool/local-pool.js";
import { startGateway } from "../build/server/gateway.js";
import { allowedAnswers, largeAnswers, withLargeUsers } from "./large-answers.mjs";
import { signIn } from "./sign-in.mjs";

const rounds = Number(process.env.ATTACK_ROUNDS ?? 9);
const requestsPerRound = 30;
const fuzzed = Number(process.env.ATTACK_FUZZED ?? 300);
const seed = Number(process.env.ATTACK_SEED ?? Date.now() % 2 ** 31);
const maximumAllowed = 3;

const folder = mkdtempSync(join(tmpdir(), "attack-"));
/** Long enough for the list of all of them to come near to the largest answer. */
const valueLength = Number(process.env.ATTACK_VALUE_LENGTH ?? 600);
const pool = await startLocalPool({ seed: withLargeUsers(demoSeed, valueLength) });
const gateway = await startGateway(
  configSchema.parse({
    listen: { port: 0 },
    issuers: [
      { issuer: pool.issuer(adminsPoolId), tokenUse: "access", clientIds: [adminsClientId] },
    ],
    pools: { customers: { id: customersPoolId, region: "eu-west-1", endpoint: pool.url } },
    policies: [sampleRolesFile],
    audit: { file: join(folder, "audit.jsonl") },
    log: { level: "silent" },
  }),
  { credentials: { accessKeyId: "local", secretAccessKey: "local" } },
);

// As the program that ships does once it has started.
Error.stackTraceLimit = 0;

const token = await signIn(pool.url);

const request = (body, more = "") =>
  Buffer.from(
    `POST /graphql HTTP/1.1\r\nhost: a\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\n${more}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
const asking = (query, variables = {}) => request(JSON.stringify({ query, variables }));
const repeated = (count, item) =>
  Array.from({ length: count }, (_, index) => item(index)).join(" ");
const nested = (depth) => `${"{ a ".repeat(depth)}${"}".repeat(depth)}`;
const doubling = (levels) =>
  `{ ...F0 } ${repeated(levels, (level) => `fragment F${level} on Query { ...F${level + 1} ...F${level + 1} }`)} fragment F${levels} on Query { __typename }`;

/** The worst of each limit: just within it, or just beyond, whichever is dearer is for the figures to tell. */
const attacks = {
  "body beyond its limit": request(" ".repeat(65_537)),
  "body full of blanks": request(`{"query":"{__typename}"}${" ".repeat(65_000)}`),
  "body full of keys": request(
    `{"query":"{__typename}","variables":{${repeated(5000, (index) => `"k${index}":1,`)}"a":1}}`,
  ),
  "nesting of JSON within": request(
    `{"query":"{__typename}","extensions":{"a":${"[".repeat(30)}${"]".repeat(30)}}}`,
  ),
  "nesting of JSON beyond": request("[".repeat(65_000)),
  "a text without an end": request(`"${"\\\\".repeat(32_000)}`),
  "no token": Buffer.from(
    `POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 65000\r\n\r\n${`{"query":"{__typename}"}`.padEnd(65_000)}`,
  ),
  "a token of 8 KiB": Buffer.from(
    `POST /graphql HTTP/1.1\r\nhost: a\r\nauthorization: Bearer ${"a.".repeat(4000)}\r\ncontent-type: application/json\r\ncontent-length: 24\r\n\r\n{"query":"{__typename}"}`,
  ),
  "headers, 90 of them": request(
    `{"query":"{__typename}"}`,
    repeated(90, (index) => `x-${index}: ${"a".repeat(100)}\r\n`).replaceAll("\r\n ", "\r\n"),
  ),
  "query length": asking("{ me { subject } }".padEnd(16_384)),
  comments: asking(`{ me { subject } ${"#\n".repeat(8000)}}`),
  "tokens beyond": asking("a ".repeat(8000)),
  "tokens within": asking(`{ a(b: [${"1 ".repeat(980)}]) }`),
  "depth of a list": asking(`{ a(b: ${"[".repeat(490)}${"]".repeat(490)}) }`),
  operations: asking(repeated(300, () => "{ a }")),
  "fragments beyond": asking(repeated(120, (index) => `fragment F${index} on Query { a }`)),
  "fragments that double": asking(doubling(28)),
  "fragments in a circle": asking(
    `{ ...F0 } ${repeated(30, (index) => `fragment F${index} on Query { ...F${(index + 1) % 30} ...F${(index + 7) % 30} }`)}`,
  ),
  variables: asking(`query(${repeated(30, (index) => `$v${index}: Nothing`)}) { a }`),
  "mutation fields": asking(
    `mutation { ${repeated(100, (index) => `a${index}: setUserPassword { id }`)} }`,
  ),
  "fields beyond": asking(`{ ${"me { subject } ".repeat(200)}}`),
  "fields within, the same": asking(`{ ${"me { subject roles } ".repeat(33)}}`),
  "fields within, unknown": asking(`{ ${repeated(100, (index) => `n${index}`)} }`),
  "aliases within": asking(`{ ${repeated(15, (index) => `a${index}: me { subject roles }`)} }`),
  "aliases beyond": asking(`{ ${repeated(300, (index) => `a${index}: __typename`)} }`),
  directives: asking(`{ __typename ${"@x ".repeat(400)}}`),
  "depth within": asking(nested(8)),
  "depth beyond": asking(nested(300)),
  "recursive selections": asking(
    `{ ${"...F ".repeat(39)}} fragment F on Query { ${"__typename ".repeat(24)}}`,
  ),
  "overlapping fragments": asking(
    `{ ${repeated(28, (index) => `...F${index}`)} } ${repeated(28, (index) => `fragment F${index} on Query { me { subject roles } }`)}`,
  ),
  representations: asking("query($r: [_Any!]!) { _entities(representations: $r) { __typename } }", {
    r: Array.from({ length: 1001 }, () => ({ __typename: "User" })),
  }),
  "representations that are none": asking(
    "query($r: [_Any!]!) { _entities(representations: $r) { __typename } }",
    { r: Array.from({ length: 100 }, () => 1) },
  ),
  "representations without a key": asking(
    "query($r: [_Any!]!) { _entities(representations: $r) { __typename } }",
    { r: Array.from({ length: 100 }, (_, index) => ({ __typename: "User", index })) },
  ),
  "representations without a key, repeated": asking(
    "query($r: [_Any!]!) { _entities(representations: $r) { __typename } }",
    { r: Array.from({ length: 1000 }, () => ({ __typename: "User" })) },
  ),
  "keys of no pool": asking("query($k: [UserKey!]!) { usersByKey(keys: $k) { id } }", {
    k: Array.from({ length: 100 }, () => ({ poolId: "", username: "" })),
  }),
  "aliases that fail": asking(
    `{ ${repeated(15, (index) => `a${index}: user(poolId: "", username: "") { id }`)} }`,
  ),
};

let state = seed;
const random = () => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 2 ** 32;
};
const oneOf = (items) => items[Math.floor(random() * items.length)];

/** Documents of pieces that GraphQL is made of, in any order, up to the limit of tokens. */
const pieces = [
  "{",
  "}",
  "{ me {",
  "} }",
  "...F0",
  "...F1",
  "... on Query {",
  "fragment F0 on Query {",
  "fragment F1 on User {",
  "a: me",
  "b: user(poolId:",
  '"x"',
  "$v",
  "@skip(if: true)",
  "@x",
  "query(",
  "mutation {",
  "[",
  "]",
  "(",
  ")",
  ":",
  "1",
  "__typename",
  "__schema {",
  "types {",
  "subject",
  "roles",
];
const fuzzedDocument = () => repeated(1 + Math.floor(random() * 300), () => oneOf(pieces));
/** The same, but balanced: it parses. */
const fuzzedSelection = (depth) =>
  `{ ${repeated(1 + Math.floor(random() * 8), () => oneOf(["me", "userPools", "__typename", "...F0", "...F1", "a: me", "me @skip(if: $v)", "users"]) + (depth > 0 && random() < 0.5 ? ` ${fuzzedSelection(depth - 1)}` : ""))} }`;
const fuzz = Array.from({ length: fuzzed }, (_, index) =>
  asking(
    index % 2 === 0
      ? fuzzedDocument()
      : `${fuzzedSelection(4)} fragment F0 on Query ${fuzzedSelection(3)} fragment F1 on Query ${fuzzedSelection(2)}`,
  ),
);

const { hostname, port } = new URL(gateway.url);
let socket;

/** Sends one request and waits for all of its answer; one connection for as long as the gateway keeps it. */
const send = (bytes) =>
  new Promise((resolve) => {
    if (socket === undefined || socket.destroyed || !socket.writable)
      socket = connect(Number(port), hostname);
    const used = socket;
    let heard = "";
    let length = Infinity;
    let headEnd = -1;
    const end = () => {
      used.removeAllListeners("data").removeAllListeners("close");
      resolve(heard);
    };
    used.on("error", () => undefined).setMaxListeners(0);
    used.on("close", end);
    used.on("data", (chunk) => {
      heard += chunk.toString("latin1");
      if (headEnd < 0) {
        headEnd = heard.indexOf("\r\n\r\n");
        if (headEnd < 0) return;
        length = Number(/\r\ncontent-length: (\d+)/i.exec(heard)?.[1] ?? 0);
      }
      if (heard.length < headEnd + 4 + length) return;
      if (/\r\nconnection: close/i.test(heard.slice(0, headEnd))) used.destroy();
      end();
    });
    used.write(bytes);
  });

async function cpuPerKiB(next, times) {
  const requests = Array.from({ length: times }, next);
  const start = process.cpuUsage();
  for (const bytes of requests) await send(bytes);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / times / (requests[0].length / 1024);
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const known = asking("{ me { subject roles } }");
let documents = 0;
/** Valid requests: of a document that is known, and of documents that are not. */
const valid = () => known;
const validAnew = () => asking(`{ me { subject roles } } #${(documents += 1)}`);
for (let time = 0; time < 300; time += 1) {
  await send(valid());
  await send(validAnew());
}
const ofNewDocument = [];
const ratios = new Map(Object.keys(attacks).map((name) => [name, []]));
for (let round = 0; round < rounds; round += 1) {
  const base = await cpuPerKiB(valid, requestsPerRound * 3);
  ofNewDocument.push((await cpuPerKiB(validAnew, requestsPerRound * 3)) / base);
  for (const [name, bytes] of Object.entries(attacks)) {
    ratios.get(name).push((await cpuPerKiB(() => bytes, requestsPerRound)) / base);
  }
}
console.log("\n| attack | KiB | CPU for each KiB, of a valid request's |\n| --- | --- | --- |");
const medians = [...ratios].map(([name, values]) => [name, median(values)]);
for (const [name, ratio] of medians.toSorted(([, a], [, b]) => b - a)) {
  console.log(`| ${name} | ${(attacks[name].length / 1024).toFixed(1)} | ${ratio.toFixed(2)} |`);
}
console.log(`\na valid request with a document that is new: ${median(ofNewDocument).toFixed(2)}`);

/** The ratio of one request, over so many rounds of so many requests each. */
async function ratioOf(bytes, times, count) {
  const each = [];
  for (let round = 0; round < count; round += 1) {
    const base = await cpuPerKiB(valid, 2 * times);
    each.push((await cpuPerKiB(() => bytes, times)) / base);
  }
  return median(each);
}

const fuzzedRatios = [];
for (const bytes of fuzz) fuzzedRatios.push({ bytes, ratio: await ratioOf(bytes, 5, 3) });
// A few requests are easily disturbed: the dearest are measured again as all others are.
const dearest = fuzzedRatios.toSorted((a, b) => b.ratio - a.ratio).slice(0, 5);
const again = [];
for (const { bytes } of dearest) again.push(await ratioOf(bytes, requestsPerRound, rounds));
const worst = Math.max(...again);
const middle = median(fuzzedRatios.map(({ ratio }) => ratio));
console.log(
  `\n${fuzzed} fuzzed documents of seed ${seed}: median ${middle.toFixed(2)}, worst ${worst.toFixed(2)}`,
);
const beyond = [...medians, ["the worst fuzzed document", worst]].filter(
  ([, ratio]) => ratio > maximumAllowed,
);
console.log(`beyond ${maximumAllowed}: ${beyond.map(([name]) => name).join(", ") || "none"}`);

/** What one request brings about; the dearest are let rest, since what Cognito grants is used up by them. */
async function measureAnswer([query, variables]) {
  const bytes = asking(query, variables);
  const each = [];
  let heard = "";
  for (let round = 0; round < 3; round += 1) {
    const start = process.cpuUsage();
    heard = await send(bytes);
    const { user, system } = process.cpuUsage(start);
    each.push((user + system) / 1000);
    await setTimeout(500);
  }
  return { status: heard.slice(9, 12), sent: bytes.length, heard: heard.length, ms: median(each) };
}

const millisecondsOfValid = ((await cpuPerKiB(valid, 300)) * known.length) / 1024 / 1000;
console.log(
  "\n| small request | HTTP | bytes in | bytes out | out for each in | CPU, ms | of a valid request's, for each byte in |\n| --- | --- | --- | --- | --- | --- | --- |",
);
for (const [name, request] of Object.entries({ ...largeAnswers, ...allowedAnswers })) {
  const { status, sent, heard, ms } = await measureAnswer(request);
  const figures = [status, sent, heard, (heard / sent).toFixed(2), ms.toFixed(1)];
  const ratio = ms / sent / (millisecondsOfValid / known.length);
  console.log(`| ${[name, ...figures, ratio.toFixed(2)].join(" | ")} |`);
}
socket.destroy();
await gateway.stop();
await pool.stop();
rmSync(folder, { recursive: true });
