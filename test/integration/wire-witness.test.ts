import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { fromTemporaryCredentials } from "@aws-sdk/credential-providers";
import { cognitoOperations, type CognitoOperation } from "../../src/cognito/records/operations.js";
import { createSdkClients } from "../../src/cognito/transport/sdk-client.js";
import {
  type AwsOnLoopback,
  type ReceivedRequest,
  type StandInAnswer,
  startAwsOnLoopback,
} from "../support/aws-on-loopback.js";
import { createSts } from "../support/sts.js";
import {
  container,
  namedDifferences,
  waysToCredentials,
  type WayToCredentials,
  type WitnessedEndpoint,
  witnessedEndpoints,
  witnessedOperations,
} from "../support/witness-table.js";

/**
 * The gateway's client, one as the SDK makes it, and one that lacks nothing but the SDK's step for the user agent. That step
 * adds a header that is signed, so only the third can have the gateway's very signature.
 */
type Sender = "gateway" | "unchanged client" | "client without user agent";

/** The circumstances of a comparison, the same for each sender. */
interface Circumstances {
  readonly endpoint: WitnessedEndpoint;
  readonly way: WayToCredentials;
  /** So many commands are sent, one after the other; one unless given. */
  readonly commands?: number;
  /** How many of the first requests Cognito fails. */
  readonly failures?: number;
  /** By so much Cognito's clock is ahead. */
  readonly clockAheadMs?: number;
}

const now = new Date("2026-12-31T23:59:59.999Z");
/** Everything but Date. */
const staysReal: FakeableAPI[] = [
  ...(["setTimeout", "clearTimeout", "setInterval", "clearInterval", "setImmediate"] as const),
  ...(["clearImmediate", "nextTick", "queueMicrotask", "performance", "hrtime"] as const),
];
const deadlines = { readAttemptTimeoutMs: 9000, readDeadlineMs: 9000, writeDeadlineMs: 9000 };
const realEnvironment = process.env;
const sts = createSts();
const folder = mkdtempSync(join(tmpdir(), "wire-witness-"));
const tokenFile = join(folder, "token");
let aws: AwsOnLoopback;
let circumstances: Circumstances;
let failuresLeft = 0;

function answer(request: ReceivedRequest): StandInAnswer | Promise<StandInAnswer> {
  if (/^sts[.-]/.test(request.tls?.host ?? "")) return sts.answer(request);
  if (request.path === container.path) return answerContainer(request);
  const { clockAheadMs = 0 } = circumstances;
  const headers = {
    "x-amzn-requestid": "made-up",
    "content-type": "application/x-amz-json-1.1",
    date: new Date(Date.now() + clockAheadMs).toUTCString(),
  };
  failuresLeft -= 1;
  if (failuresLeft < 0) return { status: 200, headers, body: "{}" };
  return { status: 500, headers, body: '{"__type":"InternalErrorException"}' };
}

function answerContainer({ headers }: ReceivedRequest): StandInAnswer {
  const Expiration = new Date(Date.now() + 3_600_000).toISOString();
  const status = headers["authorization"]?.[0] === container.token ? 200 : 403;
  return { status, headers: {}, body: JSON.stringify({ ...container.keys, Expiration }) };
}

beforeAll(async () => {
  jest.useFakeTimers({ now, doNotFake: staysReal });
  // The SDK makes the id of a call at random, and the pause before a second attempt.
  jest.spyOn(crypto, "randomUUID").mockReturnValue("7d9fbf36-2a1c-4c36-b0f2-0c4d1e0ad7a1");
  jest.spyOn(Math, "random").mockReturnValue(0);
  aws = await startAwsOnLoopback(answer);
  writeFileSync(tokenFile, "token.of.the-identity");
});

afterAll(async () => {
  process.env = realEnvironment;
  await aws.stop();
  rmSync(folder, { recursive: true });
  jest.restoreAllMocks();
  jest.useRealTimers();
});

function createSender(sender: Sender, operation: CognitoOperation) {
  const { endpoint, way } = circumstances;
  const { region, at, fips, dualStack } = endpoint;
  const { roleArn } = way;
  const settings = { region, ...("path" in at ? { endpoint: `${aws.url}${at.path}` } : {}) };
  const pool = { alias: "a", id: "a", ...settings, roleArn, fips, dualStack };
  const clients = createSdkClients(pool, deadlines);
  const gateway = clients[witnessedOperations[operation].sentBy];
  if (sender === "gateway") return gateway;
  clients.destroy();
  const params = { RoleArn: roleArn, RoleSessionName: "cognito-admin-gateway" };
  const client = new CognitoIdentityProviderClient({
    ...settings,
    maxAttempts: gateway.config.maxAttempts,
    ...(roleArn === undefined ? {} : { credentials: fromTemporaryCredentials({ params }) }),
  });
  if (sender !== "unchanged client") client.middlewareStack.remove("getUserAgentMiddleware");
  return client;
}

/** All requests that a client, made anew, sends for an operation, those for its keys included, and how its calls end. */
async function witness(sender: Sender, operation: CognitoOperation) {
  const { endpoint, way, commands = 1, failures = 0 } = circumstances;
  const nowhere = join(folder, "no-such-file");
  process.env = {
    // Nothing of this machine's own configuration.
    AWS_CONFIG_FILE: nowhere,
    AWS_SHARED_CREDENTIALS_FILE: nowhere,
    AWS_EC2_METADATA_DISABLED: "true",
    ...way.environment({ url: aws.url, tokenFile }),
    // How an unchanged client is told, for STS too. The gateway does not listen to these.
    AWS_USE_FIPS_ENDPOINT: String(endpoint.fips ?? false),
    AWS_USE_DUALSTACK_ENDPOINT: String(endpoint.dualStack ?? false),
  };
  failuresLeft = failures;
  const client = createSender(sender, operation);
  const outcomes: string[] = [];
  for (let command = 0; command < commands; command += 1) {
    await witnessedOperations[operation].send(client).then(
      () => outcomes.push("answered"),
      (error: unknown) => outcomes.push(String(error)),
    );
  }
  client.destroy();
  return { requests: aws.take(), outcomes };
}

const isForCognito = ({ headers }: ReceivedRequest) => headers["x-amz-target"] !== undefined;

/** A request as single texts, headers by `header` and their names. */
const textsOf = ({ tls, headers, ...line }: ReceivedRequest): Readonly<Record<string, string>> => ({
  tls: JSON.stringify(tls),
  ...line,
  ...Object.fromEntries(
    Object.entries(headers).map(([name, values]) => [`header ${name}`, values.join("\n")]),
  ),
});

function differencesBetween(gateway: ReceivedRequest, sdk: ReceivedRequest) {
  const [ours, theirs] = [textsOf(gateway), textsOf(sdk)];
  const names = Object.keys({ ...ours, ...theirs });
  const different = names.filter((name) => ours[name] !== theirs[name]);
  return Object.fromEntries(different.map((name) => [name, [ours[name], theirs[name]]]));
}

/** The differences that the table names, for one request. */
function wantedDifferences(
  request: ReceivedRequest,
  sender: Exclude<Sender, "gateway">,
  operation: CognitoOperation,
) {
  const wanted = namedDifferences.filter(({ header, sentBy }) => {
    if (sentBy !== "both clients" && sentBy !== witnessedOperations[operation].sentBy) return false;
    // Requests for keys are those of an unchanged client.
    if (!isForCognito(request)) return false;
    return sender === "unchanged client" || ["user-agent", "connection"].includes(header);
  });
  const text = (pattern: RegExp | null) =>
    pattern === null ? undefined : (expect.stringMatching(pattern) as string);
  return Object.fromEntries(
    wanted.map(({ header, gateway, sdk }) => {
      const isRemoved = header === "user-agent" && sender === "client without user agent";
      return [`header ${header}`, [text(gateway), isRemoved ? undefined : text(sdk)]];
    }),
  );
}

/** The keys, day, Region, service and headers that an `authorization` names. */
const coverageOf = ({ headers }: ReceivedRequest) => {
  const [, credential, names = ""] =
    /Credential=([^,]+), SignedHeaders=([^,]+), /.exec(headers["authorization"]?.[0] ?? "") ?? [];
  return { credential, names: names.split(";").filter((name) => name !== "x-amz-user-agent") };
};

/** Lets all three send an operation, and gives what the gateway has sent once it is as it should be. */
async function compare(operation: CognitoOperation, given: Circumstances) {
  circumstances = given;
  const gateway = await witness("gateway", operation);
  for (const sender of ["client without user agent", "unchanged client"] as const) {
    const { requests, outcomes } = await witness(sender, operation);
    expect(gateway.outcomes).toEqual(outcomes);
    expect(requests).toHaveLength(gateway.requests.length);
    expect(
      gateway.requests.map((request, index) => differencesBetween(request, requests[index]!)),
    ).toEqual(gateway.requests.map((request) => wantedDifferences(request, sender, operation)));
    expect(gateway.requests.map(coverageOf)).toEqual(requests.map(coverageOf));
  }
  return gateway;
}

describe.each(Object.entries(witnessedEndpoints))("at %s", (_place, endpoint) => {
  describe.each(Object.entries(waysToCredentials))("with %s", (_keys, way) => {
    it.each(cognitoOperations)("sends %s as an unchanged client does", async (operation) => {
      sts.calls.length = 0;
      const { requests, outcomes } = await compare(operation, { endpoint, way });
      expect(outcomes).toEqual(["answered"]);
      const [{ path, tls } = {}, ...more] = requests.filter(isForCognito);
      expect(more).toEqual([]);
      const { at, stsHost } = endpoint;
      if ("path" in at) expect([tls, path]).toEqual([null, `${at.path.replace(/\/$/, "")}/`]);
      else expect([tls, path]).toEqual([{ host: at.host, port: 443, serverName: at.host }, "/"]);
      const asked = sts.calls.map(({ host, action }) => ({ host, action }));
      const { stsAction: action } = way;
      expect(asked).toEqual(action === undefined ? [] : Array(3).fill({ host: stsHost, action }));
    });
  });
});

describe.each(cognitoOperations)("%s", (operation) => {
  const endpoint = witnessedEndpoints["eu-west-1"]!;
  const way = waysToCredentials["static keys"]!;

  it("is sent as often as an unchanged client sends it when Cognito fails", async () => {
    const { requests, outcomes } = await compare(operation, { endpoint, way, failures: 1 });
    const isRead = witnessedOperations[operation].sentBy === "reads";
    expect(requests).toHaveLength(isRead ? 2 : 1);
    expect(outcomes[0] === "answered").toBe(isRead);
  });

  it("is signed by Cognito's clock once an answer has told it", async () => {
    const ahead = { commands: 2, clockAheadMs: 600_000 };
    const { requests } = await compare(operation, { endpoint, way, ...ahead });
    expect(requests.map(({ headers }) => headers["x-amz-date"])).toEqual([
      ["20261231T235959Z"],
      ["20270101T000959Z"],
    ]);
  });
});
