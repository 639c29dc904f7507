// What one call of the AWS SDK costs this process, step by step from the SDK's defaults to the gateway's client: CPU for each
// AdminGetUser, 32 at a time, against an upstream in a process of its own. After `npm run build`; see docs/benchmarks.md.
import { Buffer } from "node:buffer";
import { fork } from "node:child_process";
import { createServer } from "node:http";
import {
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
} from "@aws-sdk/client-cognito-identity-provider";
import { Deadline, deadlineOf, within } from "../build/cognito/transport/deadline.js";
import { HttpHandler } from "../build/cognito/transport/http-handler.js";
import { JsonProtocol } from "../build/cognito/transport/json-protocol.js";
import { createSdkClients } from "../build/cognito/transport/sdk-client.js";

const calls = Number(process.env.TRANSPORT_CALLS ?? 4000);
const rounds = Number(process.env.TRANSPORT_ROUNDS ?? 5);
const atOnce = 32;

const user = {
  Username: "anna",
  Enabled: true,
  UserStatus: "CONFIRMED",
  UserCreateDate: 1.7e9,
  UserLastModifiedDate: 1.7e9,
  UserAttributes: [
    { Name: "sub", Value: "5d8f2a3e-0000-4000-8000-000000000001" },
    { Name: "email", Value: "anna@example.com" },
    { Name: "email_verified", Value: "true" },
  ],
};

function upstream() {
  const body = JSON.stringify(user);
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      response.writeHead(200, {
        "content-type": "application/x-amz-json-1.1",
        "x-amzn-requestid": "5d8f2a3e-0000-4000-8000-000000000002",
        "content-length": Buffer.byteLength(body),
      });
      response.end(body);
    });
  });
  server.listen(0, "127.0.0.1", () => process.send(server.address().port));
}

async function main() {
  const child = fork(import.meta.filename, ["upstream"]);
  const port = await new Promise((resolve) => child.once("message", resolve));
  const common = {
    region: "eu-west-1",
    endpoint: `http://127.0.0.1:${port}`,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    retryMode: "standard",
    maxAttempts: 2,
  };
  const handler = () =>
    new HttpHandler({
      attemptTimeoutMs: 5000,
      connectTimeoutMs: 5000,
      isConnectionFresh: false,
      deadlineOf,
    });
  const pool = { alias: "a", id: "eu-west-1_aaaaaaaaa", ...common };
  const deadlines = { readAttemptTimeoutMs: 5000, readDeadlineMs: 10000, writeDeadlineMs: 5000 };
  const gateway = createSdkClients(pool, deadlines, common.credentials);
  const client = (options) => new CognitoIdentityProviderClient({ ...common, ...options });
  const byOptions = (sdk) => (command) =>
    sdk.send(command, { abortSignal: new globalThis.AbortController().signal });
  const cached = (sdk) => async (command) => {
    const deadline = new Deadline(5000);
    try {
      return await deadline.during(sdk.send(within(deadline, command)));
    } finally {
      deadline.clear();
    }
  };
  const variants = {
    "the SDK's defaults": byOptions(client({})),
    "undici, the answer taken as a whole": byOptions(client({ requestHandler: handler() })),
    "and cacheMiddleware": cached(client({ requestHandler: handler(), cacheMiddleware: true })),
    "and structures of answers looked up once": cached(
      client({ requestHandler: handler(), cacheMiddleware: true, protocol: JsonProtocol }),
    ),
    "and no middleware that is not needed: the gateway's client": cached(gateway.reads),
  };
  const costs = Object.fromEntries(Object.keys(variants).map((name) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, send] of Object.entries(variants)) {
      const cost = await measure(send);
      // The first round is for the compiler.
      if (round > 0) costs[name].push(cost);
    }
  }
  const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
  const base = median(costs["the SDK's defaults"]);
  console.table(
    Object.fromEntries(
      Object.entries(costs).map(([name, values]) => [
        name,
        {
          "CPU of a call (us)": Math.round(median(values)),
          "of the defaults": (median(values) / base).toFixed(2),
        },
      ]),
    ),
  );
  child.kill();
  process.exit(0);
}

async function measure(send) {
  const before = process.cpuUsage();
  let left = calls;
  const work = async () => {
    while (left-- > 0) {
      const command = new AdminGetUserCommand({ UserPoolId: "eu-west-1_aaaaaaaaa", Username: "a" });
      const answer = await send(command);
      if (answer.Username !== user.Username) throw new Error("That is not the answer.");
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  const { user: inUser, system } = process.cpuUsage(before);
  return (inUser + system) / calls;
}

if (process.argv[2] === "upstream") upstream();
else await main();
