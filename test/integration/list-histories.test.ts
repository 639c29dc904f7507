import { AdminDeleteUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import { randomFrom } from "../support/canary-requests.js";
import { clientFor } from "../support/local-pool-client.js";
import { customers, sampleSeed } from "../support/sample-seed.js";
import { type Send, startTestGateway, type TestGateway } from "../support/test-gateway.js";

/** How many times a list is read from its beginning to its end. */
const histories = Number(process.env["LIST_HISTORIES"] ?? 60);
const seed = Number(process.env["LIST_SEED"] ?? Date.now() % 2 ** 31);
const random = randomFrom(seed);
const upTo = (most: number): number => 1 + Math.floor(random() * most);

interface Connection {
  readonly edges: readonly { readonly cursor: string; readonly node: { username: string } }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const query = `query($filter: UserFilter, $first: Int!, $after: String) {
  users(poolId: "customers", filter: $filter, first: $first, after: $after) {
    edges { cursor node { username } } pageInfo { hasNextPage endCursor }
  }
}`;

/** What is looked for, and whom that finds: Cognito, the gateway or both look. */
const searches: readonly (readonly [object | null, (name: string) => boolean])[] = [
  [null, () => true],
  [{ username: { contains: "7" } }, (name) => name.includes("7")],
  [{ username: { startsWith: "walker" } }, (name) => name.startsWith("walker")],
  [
    { username: { startsWith: "walker", contains: "1" } },
    (name) => name.startsWith("walker") && name.includes("1"),
  ],
];

let gateway: TestGateway;
let admin: Send;
let client: ReturnType<typeof clientFor>;
let present: string[];
let born = 0;

beforeAll(async () => {
  gateway = await startTestGateway({ seed: sampleSeed, config: { limits: { listPages: 4 } } });
  admin = await gateway.as("ada");
  client = clientFor(gateway.pool.url);
  const rows = () => (random() < 0.2 ? 1 : upTo(60));
  const pages = { operation: "ListUsers", kind: "short-page", rows, times: Infinity } as const;
  present = (await readList(null, false, async () => undefined)).map(({ username }) => username);
  gateway.pool.faults.add(pages);
});

afterAll(async () => {
  client.destroy();
  await gateway.stop();
});

/** Some come and some go; about sixty are there. */
async function stir(): Promise<void> {
  for (let change = upTo(4); change > 1; change -= 1) {
    if (random() * 120 > present.length) {
      const username = `walker-${(born += 1)}`;
      gateway.pool.seedUser(customers, { username, status: "CONFIRMED" });
      present.push(username);
    } else {
      const [username = ""] = present.splice(Math.floor(random() * present.length), 1);
      await client.send(new AdminDeleteUserCommand({ UserPoolId: customers, Username: username }));
    }
  }
}

/** Reads a list to its end: from its last cursor on, or now and then from the cursor of an edge, as if nobody stood behind it. */
async function readList(
  filter: object | null,
  usesEdges: boolean,
  meanwhile: () => Promise<void>,
): Promise<readonly { username: string }[]> {
  const seen: { username: string }[] = [];
  let requests = 0;
  for (let after: string | null = null; ;) {
    // A list that leads nowhere is a failure, too.
    expect([`LIST_SEED=${seed}`, (requests += 1) < 1000]).toEqual([`LIST_SEED=${seed}`, true]);
    const { data, errors } = await admin(query, { filter, first: upTo(40), after });
    expect(errors).toBeUndefined();
    const { edges, pageInfo } = data?.["users"] as Connection;
    const cut = usesEdges && edges.length > 0 && random() < 0.5 ? upTo(edges.length) : null;
    seen.push(...edges.slice(0, cut ?? edges.length).map(({ node }) => node));
    if (cut === null && !pageInfo.hasNextPage) return seen;
    after = cut === null ? pageInfo.endCursor : (edges[cut - 1]?.cursor ?? null);
    await meanwhile();
  }
}

it(
  `${histories} lists, page by page of random lengths while users come and go, show nobody twice and leave out nobody who stayed`,
  async () => {
    let shown = 0;
    for (let history = 0; history < histories; history += 1) {
      const [filter, isFound] = searches[history % searches.length]!;
      const before = [...present];
      const seen = (await readList(filter, true, stir)).map(({ username }) => username);
      const stayed = before.filter((username) => present.includes(username) && isFound(username));
      const told = new Set(seen);
      const place = `LIST_SEED=${seed}, history ${history}`;
      expect([place, seen.filter((name, index) => seen.indexOf(name) !== index)]).toEqual([
        place,
        [],
      ]);
      expect([place, stayed.filter((username) => !told.has(username))]).toEqual([place, []]);
      expect([place, seen.filter((username) => !isFound(username))]).toEqual([place, []]);
      shown += seen.length;
    }
    const calls = gateway.pool.ledger.count("ListUsers");
    // eslint-disable-next-line no-console -- counts are printed, as the other long tests do
    console.log(
      `${histories} lists (LIST_SEED=${seed}): ${shown} users in ${calls} pages of Cognito's.`,
    );
  },
  120_000 + histories * 500,
);
