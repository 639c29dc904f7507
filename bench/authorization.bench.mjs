// What authorization costs: one decision, and a request for 50 users with 8 guarded fields each, with and without it.
// Everything runs in this process on users that cost nothing to look up, so that only our own work is measured. Rounds
// are interleaved, figures are CPU time, and what counts is the ratio within one run.
import { execute, parse } from "graphql";
import { Authorizer } from "../build/authorization/authorizer.js";
import { sampleRolesFile } from "../build/authorization/policy-files.js";
import { AnswerBytes, AnswersUnderWay } from "../build/graphql/request/answer-bytes.js";
import { createSchema } from "../build/graphql/schema.js";

const rounds = 15;
const poolId = "eu-west-1_AbCdEf123";
const pool = {
  id: poolId,
  alias: "customers",
  region: "eu-west-1",
  groupRanks: { staff: 80 },
  protectedGroups: ["break-glass"],
  writes: ["password"],
};
const authorizer = new Authorizer({
  policyFiles: [sampleRolesFile],
  roleRanks: { admin: 100, helpdesk: 50 },
  pools: [pool],
});
const principal = { subject: "s", issuer: "i", roles: ["helpdesk"], subjectPoolIds: [] };

const user = (username) => ({
  id: username,
  poolId,
  username,
  sub: username,
  status: "CONFIRMED",
  enabled: true,
  createdAt: null,
  lastModifiedAt: null,
  email: `${username}@example.com`,
  emailVerified: true,
  phoneNumber: null,
  phoneNumberVerified: null,
  name: username,
  allAttributes: [],
  mfa: { preferred: null, enabled: [] },
});
const keys = Array.from({ length: 50 }, (_, index) => ({ poolId, username: `user-${index}` }));
const users = new Map(keys.map(({ username }) => [username, user(username)]));
const { schema } = createSchema({
  typeName: "User",
  federationVersion: "2.9",
  directives: [],
  introspection: false,
});
const document = parse(
  "query($keys: [UserKey!]!) { usersByKey(keys: $keys) { id username sub status enabled email name mfa { enabled } } }",
);

const everything = { principal, may: () => true, require: () => undefined };
const contextWith = (access) => ({
  requestId: "bench",
  access,
  pools: { find: () => ({ settings: pool }), all: [] },
  loaders: {
    users: { load: async ({ username }) => users.get(username), loadMfa: async ({ mfa }) => mfa },
  },
  warnings: [],
  answer: new AnswerBytes(4_194_304, new AnswersUnderWay(16_777_216)),
  hasWritten: false,
  attributeNames: new Set(),
  maximumUserKeys: 100,
});
const request = (makeAccess) => async () => {
  const { errors } = await execute({
    schema,
    document,
    variableValues: { keys },
    contextValue: contextWith(makeAccess()),
  });
  if (errors !== undefined) throw errors[0];
};

const target = (username) => ({
  poolId,
  username,
  subject: username,
  status: "CONFIRMED",
  enabled: true,
  groups: [],
});
let targets = 0;
const decideAbout = (username) =>
  authorizer.accessOf(principal).refusal("user:set-temporary-password", target(username));
const works = {
  "decision about a pool": {
    times: 300,
    run: () => authorizer.accessOf(principal).may("user:read", poolId),
  },
  "decision about a target": { times: 300, run: () => decideAbout(`user-${(targets += 1)}`) },
  "decision about a target, asked before": { times: 300, run: () => decideAbout("user") },
  "50 users, 8 fields, authorized": {
    times: 60,
    run: request(() => authorizer.accessOf(principal)),
  },
  "50 users, 8 fields, without": { times: 60, run: request(() => everything) },
};

async function cpuMicroseconds({ times, run }) {
  const start = process.cpuUsage();
  for (let time = 0; time < times; time += 1) await run();
  const { user: inUser, system } = process.cpuUsage(start);
  return (inUser + system) / times;
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const figures = Object.fromEntries(Object.keys(works).map((name) => [name, []]));
for (const work of Object.values(works)) await cpuMicroseconds(work);
for (let round = 0; round < rounds; round += 1) {
  for (const [name, work] of Object.entries(works)) figures[name].push(await cpuMicroseconds(work));
}
console.log("| work | CPU, us: median | least | most |\n| --- | --- | --- | --- |");
for (const [name, values] of Object.entries(figures)) {
  const shown = [median(values), Math.min(...values), Math.max(...values)].map(Math.round);
  console.log(`| ${name} | ${shown.join(" | ")} |`);
}
const ratio = median(
  figures["50 users, 8 fields, authorized"].map(
    (value, round) => value / figures["50 users, 8 fields, without"][round],
  ),
);
console.log(`\nauthorized / without, median over rounds: ${ratio.toFixed(2)}`);
