import { connect } from "node:net";
import { randomFrom } from "../support/canary-requests.js";
import { samplePassword, sampleSeed } from "../support/sample-seed.js";
import { startTestGateway, type TestGateway } from "../support/test-gateway.js";

/** How many mutations are followed by something. */
const tails = Number(process.env["TAILS"] ?? 100);
const seed = Number(process.env["TAILS_SEED"] ?? Date.now() % 2 ** 31);
const lanes = 8;

let gateway: TestGateway;
let authorization: string;

beforeAll(async () => {
  gateway = await startTestGateway({ seed: sampleSeed, config: { limits: { connections: 1000 } } });
  authorization = `Bearer ${await gateway.token("ada")}`;
});

afterAll(() => gateway.stop());

const post = (body: string, id: string) =>
  `POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\nx-request-id: ${id}\r\nauthorization: ${authorization}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

const mutation = (username: string, id: string) =>
  post(
    JSON.stringify({
      query: `mutation($username: String!, $password: String!) {
        setUserPassword(poolId: "customers", username: $username, password: $password, permanent: true) { username status }
      }`,
      variables: { username, password: samplePassword },
    }),
    id,
  );

const query = (id: string) => post(JSON.stringify({ query: "{ me { subject } }" }), id);

/** What may follow a request on its connection. None of it is a whole mutation. */
const kinds: Readonly<Record<string, (random: () => number) => string | Buffer>> = {
  nothing: () => "",
  "one sign": () => "}",
  "line ends": () => "\r\n\r\n\r\n",
  "no HTTP": () => "canary\r\n\r\n",
  "the beginning of a request": () => "POST /graphql HTTP/1.1\r\nhos",
  "a request whose body never ends": () =>
    "POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-length: 99\r\n\r\n{",
  "a header that is none": () => "GET / HTTP/1.1\r\nhost: a\r\n: x\r\n\r\n",
  "a header that is too large": () =>
    `GET / HTTP/1.1\r\nhost: a\r\nx: ${"y".repeat(40_000)}\r\n\r\n`,
  "two lengths": () =>
    "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nx",
  "a length and chunks": () =>
    "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
  "a chunk that is none": () =>
    "POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
  "two hosts": () => "GET /health/live HTTP/1.1\r\nhost: a\r\nhost: b\r\n\r\n",
  "another version": () => "GET / HTTP/9.9\r\nhost: a\r\n\r\n",
  "the preface of HTTP/2": () => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
  "a greeting of TLS": () => Buffer.from("16030100c8010000c40303", "hex"),
  "a path that cannot be read": () => "GET /%zz HTTP/1.1\r\nhost: a\r\n\r\n",
  "a whole query": () => query("behind"),
  "a whole query and no HTTP": () => `${query("behind")}canary`,
  "random bytes": (random) =>
    Buffer.from(
      Array.from({ length: 1 + Math.floor(random() * 300) }, () => Math.floor(random() * 256)),
    ),
  "random lines": (random) =>
    Array.from({ length: 1 + Math.floor(random() * 5) }, () =>
      ["GET / HTTP/1.1", "host: a", "x: y", "", "0", "}", "transfer-encoding: chunked"].at(
        Math.floor(random() * 7),
      ),
    ).join("\r\n"),
};

interface Heard {
  readonly kind: string;
  readonly text: string;
}

/** Sends a mutation and what follows it, in one piece or in two, and hears all that comes back. */
function send(kind: string, id: string, random: () => number): Promise<Heard> {
  const first = mutation("confirmed", id);
  const tail = kinds[kind]?.(random) ?? "";
  const bytes = Buffer.concat([Buffer.from(first), Buffer.from(tail)]);
  const cut = random() < 0.5 ? bytes.length : first.length + Math.floor(random() * tail.length);
  const pauseMs = Math.floor(random() * 10);
  const isHalfClosed = random() < 0.5;
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(gateway.url);
    const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
    let text = "";
    const finish = () => {
      if (isHalfClosed) socket.end();
    };
    socket.on("connect", () => {
      socket.write(bytes.subarray(0, cut));
      if (cut === bytes.length) finish();
      else {
        setTimeout(() => {
          socket.write(bytes.subarray(cut));
          finish();
        }, pauseMs);
      }
    });
    socket.on("data", (chunk: Buffer) => {
      text += chunk.toString("latin1");
      // Nothing is wrong with what follows, so nothing ends the connection.
      if (!isHalfClosed && /"status":"\w+"\}\}\}/u.test(text)) setTimeout(() => socket.end(), 20);
    });
    socket.on("end", () => socket.end());
    socket.on("close", () => {
      resolve({ kind, text });
    });
    socket.on("error", reject);
  });
}

describe("what follows a mutation on its connection", () => {
  it(
    `leaves it its own answer, which says what was done: ${tails} times`,
    async () => {
      const random = randomFrom(seed);
      const names = Object.keys(kinds);
      const found = { unanswered: [] as string[], false: [] as string[] };
      const rounds = Array.from({ length: tails }, (_, index) => index).values();
      const work = async () => {
        for (const round of rounds) {
          const kind = names[round % names.length] ?? "";
          const id = `tail-${round}`;
          const { text } = await send(kind, id, random);
          const isOwn = text.includes(`x-request-id: ${id}\r\n`);
          if (text === "" || !text.includes("HTTP/1.1 ")) found.unanswered.push(`${round} ${kind}`);
          else if (!isOwn || !text.startsWith("HTTP/1.1 200 OK") || !text.includes("CONFIRMED"))
            found.false.push(`${round} ${kind}: ${text.slice(0, 80)}`);
        }
      };
      await Promise.all(Array.from({ length: lanes }, work));
      process.stdout.write(`tails: ${JSON.stringify({ seed, tails, ...found })}\n`);
      expect(found).toEqual({ unanswered: [], false: [] });
      const sets = gateway.pool.ledger.calls({ operation: "AdminSetUserPassword" });
      expect(sets.filter(({ applied }) => applied)).toHaveLength(tails);
    },
    60_000 + tails * 100,
  );
});
