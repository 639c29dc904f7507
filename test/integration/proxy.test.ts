import { createServer, type IncomingMessage, type Server } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { type AddressInfo, connect, type Socket } from "node:net";
import tls from "node:tls";
import {
  AdminSetUserPasswordCommand,
  DescribeUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { openCloudWatchLogsSink } from "../../src/audit/sinks/cloud-watch-logs-sink.js";
import { fetchKeySet } from "../../src/authorization/tokens/key-fetcher.js";
import { fromAwsError } from "../../src/cognito/calls/cognito-errors.js";
import { AwsKeys } from "../../src/cognito/transport/aws-keys.js";
import { createSdkClients } from "../../src/cognito/transport/sdk-client.js";
import { settledOptionsAt } from "../../src/cognito/transport/settled-options.js";
import { readProxy } from "../../src/config/proxy.js";
import { Tunnels } from "../../src/network/tunnels.js";
import type { ReceivedRequest } from "../support/aws-on-loopback.js";
import { createAuthority } from "../support/certificates.js";
import { createSts } from "../support/sts.js";

const deadlines = { readAttemptTimeoutMs: 2000, readDeadlineMs: 3000, writeDeadlineMs: 3000 };
const region = "eu-west-1";
const roleArn = "arn:aws:iam::123456789012:role/a";
const keys = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" };
const authority = createAuthority("Authority behind the proxy");
const stranger = createAuthority("Authority of nobody");
const sts = createSts();
const described = new DescribeUserPoolCommand({ UserPoolId: "eu-west-1_A" });

/** What the proxy has seen: all that is not in a tunnel. */
const asked: { readonly target: string; readonly authorization: string | undefined }[] = [];
/** What came at the service, by name of the handshake. */
const served: string[] = [];
let service: Server;
let proxy: Server;
let proxyStatus = 200;
/** Sockets that no server knows of any more. */
const tunnelled = new Set<Socket>();
let issuedBy = authority;

const portOf = (server: Server) => (server.address() as AddressInfo).port;
const listen = (server: Server) =>
  new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

async function answer(message: IncomingMessage): Promise<{ type: string; body: string }> {
  const name = String((message.socket as { servername?: unknown }).servername);
  served.push(name);
  let body = "";
  for await (const chunk of message) body += String(chunk);
  if (name.startsWith("sts.")) {
    const headers = { host: [name], authorization: [String(message.headers.authorization)] };
    const given = await sts.answer({ headers, body } as unknown as ReceivedRequest);
    return { type: "text/xml", body: given.body };
  }
  return { type: "application/x-amz-json-1.1", body: "{}" };
}

beforeAll(async () => {
  service = createHttpsServer(
    {
      SNICallback: (name, done) => {
        done(null, tls.createSecureContext(issuedBy.issue({ commonName: name, dns: [name] })));
      },
    },
    (message, response) => {
      void answer(message).then(({ type, body }) => {
        response.setHeader("content-type", type).setHeader("x-amzn-requestid", "made-up").end(body);
      });
    },
  );
  proxy = createServer((_message, response) => {
    asked.push({ target: "a request that is no tunnel", authorization: undefined });
    response.end();
  }).on("connect", ({ url, headers }: IncomingMessage, client: Socket) => {
    asked.push({ target: String(url), authorization: headers["proxy-authorization"] });
    client.write(`HTTP/1.1 ${String(proxyStatus)} Whatever\r\n\r\n`);
    tunnelled.add(client);
    if (proxyStatus !== 200) {
      client.end();
      return;
    }
    const onwards = connect(portOf(service), "127.0.0.1");
    client.pipe(onwards).pipe(client);
    tunnelled.add(onwards);
    for (const end of [client, onwards]) end.on("error", () => onwards.destroy());
  });
  await Promise.all([listen(service), listen(proxy)]);
  const real = tls.connect.bind(tls) as (options: tls.ConnectionOptions) => tls.TLSSocket;
  jest
    .spyOn(tls, "connect")
    .mockImplementation(((options: tls.ConnectionOptions) =>
      real({ ...options, ca: authority.cert })) as typeof tls.connect);
});

beforeEach(() => {
  asked.length = 0;
  served.length = 0;
  proxyStatus = 200;
  issuedBy = authority;
});

afterAll(async () => {
  jest.restoreAllMocks();
  for (const socket of tunnelled) socket.destroy();
  for (const server of [proxy, service]) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** The ways through the proxy, as the environment would have them. */
function tunnelsOf(environment: Readonly<Record<string, string>> = {}): Tunnels {
  const url = `http://user:pass%20word@127.0.0.1:${portOf(proxy)}`;
  return new Tunnels(readProxy({ HTTPS_PROXY: url, ...environment }).proxy!);
}

const basic = `Basic ${Buffer.from("user:pass word").toString("base64")}`;

describe("a proxy", () => {
  it("leads to Cognito and STS, and sees hosts and ports alone", async () => {
    const awsKeys = new AwsKeys(deadlines, keys, tunnelsOf());
    const clients = createSdkClients({ alias: "a", id: "a", region, roleArn }, deadlines, awsKeys);
    await clients.reads.send(described);
    await clients.writes.send(
      new AdminSetUserPasswordCommand({ UserPoolId: "a", Username: "a", Password: "a" }),
    );
    clients.destroy();
    awsKeys.destroy();
    const targets = ["sts", "cognito-idp", "cognito-idp"].map((name) => `${name}.${region}`);
    expect(asked).toEqual(
      targets.map((name) => ({ target: `${name}.amazonaws.com:443`, authorization: basic })),
    );
    expect(served).toEqual(targets.map((name) => `${name}.amazonaws.com`));
  });

  it("leads to CloudWatch Logs", async () => {
    const sink = await openCloudWatchLogsSink(
      { logGroup: "audit" },
      { ...settledOptionsAt({ region }), credentials: keys },
      tunnelsOf().agent(2000),
    );
    await sink.prepare?.(new AbortController().signal);
    sink.close?.();
    expect(asked.map(({ target }) => target)).toEqual([`logs.${region}.amazonaws.com:443`]);
  });

  it("leads to an issuer's keys", async () => {
    const uri = "https://issuer.example.com/jwks.json";
    await expect(fetchKeySet(uri, { agent: tunnelsOf().agent(2000) })).rejects.toThrow(
      "no usable key",
    );
    expect(asked.map(({ target }) => target)).toEqual(["issuer.example.com:443"]);
    expect(served).toEqual(["issuer.example.com"]);
  });

  it("cannot pass itself off as Cognito", async () => {
    issuedBy = stranger;
    const awsKeys = new AwsKeys(deadlines, keys, tunnelsOf());
    const clients = createSdkClients({ alias: "a", id: "a", region }, deadlines, awsKeys);
    await expect(clients.writes.send(described)).rejects.toThrow(/certificate/);
    expect(served).toEqual([]);
    clients.destroy();
  });

  it.each([407, 502])("that answers with %s has let nothing out", async (status) => {
    proxyStatus = status;
    const awsKeys = new AwsKeys(deadlines, keys, tunnelsOf());
    const clients = createSdkClients({ alias: "a", id: "a", region }, deadlines, awsKeys);
    const failure: unknown = await clients.writes.send(described).catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: "ProxyRefusal", code: `PROXY_${String(status)}` });
    expect(JSON.stringify(failure) + String(failure)).not.toMatch(/pass|user:/);
    expect(fromAwsError(failure)).toMatchObject({
      code: "UPSTREAM_UNAVAILABLE",
      details: { outcome: "NOT_APPLIED" },
    });
    clients.destroy();
  });

  it("has no part in plain http", async () => {
    const plain = createServer((_request, response) => {
      response.setHeader("x-amzn-requestid", "made-up").end("{}");
    });
    await listen(plain);
    const endpoint = `http://127.0.0.1:${portOf(plain)}`;
    const awsKeys = new AwsKeys(deadlines, keys, tunnelsOf());
    const clients = createSdkClients({ alias: "a", id: "a", region, endpoint }, deadlines, awsKeys);
    await clients.reads.send(described);
    clients.destroy();
    plain.close();
    expect(asked).toEqual([]);
  });
});

describe("the hosts that are reached without the proxy", () => {
  it.each([
    ["example.com", "example.com", true],
    ["example.com", "a.example.com", true],
    [".example.com", "a.example.com", true],
    ["*.example.com", "A.EXAMPLE.com", true],
    ["example.com", "badexample.com", false],
    ["example.com:443", "example.com", true],
    ["example.com:8443", "example.com", false],
    ["a.com, 127.0.0.1", "127.0.0.1", true],
    ["::1", "::1", true],
    ["[::1]", "::1", true],
    ["*", "example.com", true],
    ["", "example.com", false],
  ])("of no_proxy %j: whether %s is one is %s", (no_proxy, host, isOne) => {
    expect(tunnelsOf({ no_proxy }).leadTo(host, 443)).toBe(!isOne);
  });
});

describe("the environment", () => {
  it("is read in small letters first", () => {
    const environment = {
      https_proxy: "http://small:1",
      HTTPS_PROXY: "http://large:2",
      NO_PROXY: "a, b c",
    };
    expect(readProxy(environment).proxy).toEqual({
      url: "http://small:1",
      except: ["a", "b", "c"],
    });
  });

  it.each([{}, { HTTPS_PROXY: "" }, { HTTP_PROXY: "http://a:1" }, { ALL_PROXY: "http://a:1" }])(
    "%j names no proxy",
    (environment) => {
      expect(readProxy(environment)).toEqual({ proxy: undefined, mistakes: [] });
    },
  );

  it.each(["proxy:8080", "socks5://user:secret@proxy:1", "//proxy", "secret"])(
    "%j is no proxy's URL, and is not quoted",
    (HTTPS_PROXY) => {
      const { proxy: found, mistakes } = readProxy({ HTTPS_PROXY });
      expect(found).toBeUndefined();
      expect(mistakes.map(({ path }) => path)).toEqual(["HTTPS_PROXY"]);
      expect(JSON.stringify(mistakes)).not.toContain("secret");
    },
  );
});
