import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DescribeUserPoolCommand } from "@aws-sdk/client-cognito-identity-provider";
import { openCloudWatchLogsSink } from "../../src/audit/sinks/cloud-watch-logs-sink.js";
import { AwsKeys } from "../../src/cognito/transport/aws-keys.js";
import { createSdkClients } from "../../src/cognito/transport/sdk-client.js";
import { settledOptionsAt } from "../../src/cognito/transport/settled-options.js";
import {
  type AwsOnLoopback,
  type ReceivedRequest,
  type StandInAnswer,
  startAwsOnLoopback,
} from "../support/aws-on-loopback.js";
import { createSts } from "../support/sts.js";

const deadlines = { readAttemptTimeoutMs: 5000, readDeadlineMs: 9000, writeDeadlineMs: 5000 };
const region = "eu-west-1";
const role = "arn:aws:iam::123456789012:role/of-the-configuration";
const profileRole = "arn:aws:iam::123456789012:role/of-the-profile";
const cognito = `cognito-idp.${region}.amazonaws.com`;
const stsHost = `sts.${region}.amazonaws.com`;
const logs = `logs.${region}.amazonaws.com`;

const realEnvironment = process.env;
const folder = mkdtempSync(join(tmpdir(), "where-calls-go-"));
const tokenFile = join(folder, "token");
const configFile = join(folder, "config");
const sts = createSts();
let aws: AwsOnLoopback;
/** The status that Cognito answers with. */
let status = 200;

function answer(request: ReceivedRequest): StandInAnswer | Promise<StandInAnswer> {
  if (request.tls?.host.startsWith("sts.") === true) return sts.answer(request);
  const headers = { "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": "made-up" };
  const body = status === 200 ? "{}" : '{"__type":"InternalErrorException"}';
  return { status, headers, body };
}

/** Each setting that is not to be obeyed, as somebody would have it who wants the gateway's calls. */
const hostileVariables = (elsewhere: string) => ({
  AWS_ENDPOINT_URL: elsewhere,
  AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: elsewhere,
  AWS_ENDPOINT_URL_STS: elsewhere,
  AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: elsewhere,
  AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "false",
  AWS_REGION: "us-east-1",
  AWS_DEFAULT_REGION: "us-east-1",
  AWS_USE_FIPS_ENDPOINT: "true",
  AWS_USE_DUALSTACK_ENDPOINT: "true",
  AWS_STS_REGIONAL_ENDPOINTS: "legacy",
  AWS_RETRY_MODE: "adaptive",
  AWS_MAX_ATTEMPTS: "7",
  AWS_DEFAULTS_MODE: "cross-region",
  AWS_AUTH_SCHEME_PREFERENCE: "sigv4a,noAuth",
  AWS_SIGV4A_SIGNING_REGION_SET: "*",
  AWS_DISABLE_CLOCK_SKEW_CORRECTION: "true",
  AWS_ACCOUNT_ID_ENDPOINT_MODE: "required",
  AWS_ENABLE_DEFAULT_SOCKET_TIMEOUT_2026: "true",
});

const hostileKeys = (elsewhere: string) => `
endpoint_url = ${elsewhere}
services = elsewhere
ignore_configured_endpoint_urls = false
region = us-east-1
use_fips_endpoint = true
use_dualstack_endpoint = true
retry_mode = adaptive
max_attempts = 7
defaults_mode = cross-region
auth_scheme_preference = sigv4a,noAuth
sigv4a_signing_region_set = *
disable_clock_skew_correction = true
account_id_endpoint_mode = required
`;

const keyLines = `
aws_access_key_id = AKIDEXAMPLE
aws_secret_access_key = secret
`;

/** AWS's configuration file, of which one profile has keys of its own and others need STS. */
const configOf = (elsewhere: string) => `
[default]${hostileKeys(elsewhere)}
[profile keys]${hostileKeys(elsewhere)}${keyLines}
[profile role]${hostileKeys(elsewhere)}role_arn = ${profileRole}
source_profile = keys
[profile web]${hostileKeys(elsewhere)}role_arn = ${profileRole}
web_identity_token_file = ${tokenFile}
[services elsewhere]
cognito_identity_provider =
  endpoint_url = ${elsewhere}
sts =
  endpoint_url = ${elsewhere}
cloudwatch_logs =
  endpoint_url = ${elsewhere}
`;

const keys = { AWS_ACCESS_KEY_ID: "AKIDEXAMPLE", AWS_SECRET_ACCESS_KEY: "secret" };

/** Ways to credentials, each with the hosts that are asked for them. */
const ways: Readonly<Record<string, readonly [Readonly<Record<string, string>>, string[]]>> = {
  "keys in variables": [keys, []],
  "a profile with keys": [{ AWS_PROFILE: "keys" }, []],
  "a profile with a role": [{ AWS_PROFILE: "role" }, [stsHost]],
  "a profile with a web identity": [{ AWS_PROFILE: "web" }, [stsHost]],
  "a web identity": [
    { AWS_WEB_IDENTITY_TOKEN_FILE: tokenFile, AWS_ROLE_ARN: profileRole },
    [stsHost],
  ],
};

function setEnvironment(way: Readonly<Record<string, string>>, areVariablesHostile: boolean) {
  const elsewhere = `${aws.url}/elsewhere`;
  writeFileSync(configFile, configOf(elsewhere));
  process.env = {
    AWS_CONFIG_FILE: configFile,
    AWS_SHARED_CREDENTIALS_FILE: join(folder, "none"),
    AWS_EC2_METADATA_DISABLED: "true",
    // What a variable says counts before what a file says: each has its turn.
    ...(areVariablesHostile ? hostileVariables(elsewhere) : {}),
    ...way,
  };
}

beforeAll(async () => {
  aws = await startAwsOnLoopback(answer);
  writeFileSync(tokenFile, "token.of.the-identity");
});

beforeEach(() => {
  status = 200;
  aws.take();
});

afterAll(async () => {
  process.env = realEnvironment;
  await aws.stop();
  rmSync(folder, { recursive: true });
  jest.restoreAllMocks();
});

/** Hosts and Regions in the order of requests; a request without TLS is one that went elsewhere. */
const placesOf = (requests: readonly ReceivedRequest[]) =>
  requests.map(({ tls, headers }) => [
    tls?.host ?? "elsewhere",
    /Credential=[^/]+\/\d+\/(?<region>[^/]+)\//.exec(headers["authorization"]?.[0] ?? "")?.[1],
  ]);

const isSigned = (host: string, way: string) => !(host === stsHost && way.includes("web identity"));

describe.each([
  ["variables and files", true],
  ["files alone", false],
])("hostile %s", (_where, areVariablesHostile) => {
  describe.each(Object.entries(ways))("with %s", (way, [environment, asked]) => {
    const wanted = (...hosts: readonly string[]) =>
      hosts.map((host) => [host, isSigned(host, way) ? region : undefined]);

    it("move no call to Cognito", async () => {
      setEnvironment(environment, areVariablesHostile);
      const clients = createSdkClients({ alias: "a", id: "a", region }, deadlines);
      await clients.reads.send(new DescribeUserPoolCommand({ UserPoolId: "eu-west-1_A" }));
      clients.destroy();
      expect(placesOf(aws.take())).toEqual(wanted(...asked, cognito));
    });

    it("move no call to STS for a role", async () => {
      setEnvironment(environment, areVariablesHostile);
      const pool = { alias: "a", id: "a", region, roleArn: role };
      const clients = createSdkClients(pool, deadlines);
      await clients.reads.send(new DescribeUserPoolCommand({ UserPoolId: "eu-west-1_A" }));
      clients.destroy();
      const places = placesOf(aws.take());
      expect(places.map(([host]) => host)).toEqual([...asked, stsHost, cognito]);
      expect(places.slice(-2)).toEqual([
        [stsHost, region],
        [cognito, region],
      ]);
    });

    it("move no call to CloudWatch Logs", async () => {
      setEnvironment(environment, areVariablesHostile);
      const awsKeys = new AwsKeys(deadlines);
      const sink = await openCloudWatchLogsSink(
        { logGroup: "audit" },
        { ...settledOptionsAt({ region }), credentials: awsKeys.for({ region }) },
      );
      await sink.prepare?.(new AbortController().signal);
      sink.close?.();
      awsKeys.destroy();
      expect(placesOf(aws.take())).toEqual(wanted(...asked, logs));
    });
  });

  it("change nothing about how often a call is tried", async () => {
    setEnvironment(keys, areVariablesHostile);
    status = 500;
    const clients = createSdkClients({ alias: "a", id: "a", region }, deadlines);
    const command = new DescribeUserPoolCommand({ UserPoolId: "eu-west-1_A" });
    await expect(clients.reads.send(command)).rejects.toThrow();
    expect(aws.take()).toHaveLength(2);
    await expect(clients.writes.send(command)).rejects.toThrow();
    expect(aws.take()).toHaveLength(1);
    clients.destroy();
  });
});
