import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import {
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  type CognitoIdentityProviderClient,
} from "@aws-sdk/client-cognito-identity-provider";
import { cognitoOperations, operationFacts } from "../../../../src/cognito/records/operations.js";
import { createSdkClients } from "../../../../src/cognito/transport/sdk-client.js";

const deadlines = { readAttemptTimeoutMs: 1000, readDeadlineMs: 2500, writeDeadlineMs: 3000 };
const pool = { alias: "customers", id: "us-east-1_Other", region: "eu-west-1" };

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

const fail = () => {
  throw new Error("The call was to fail.");
};

describe("createSdkClients", () => {
  it("lets a read be tried twice and a write once", async () => {
    const clients = createSdkClients(pool, deadlines);
    expect(await clients.reads.config.maxAttempts()).toBe(2);
    expect(await clients.writes.config.maxAttempts()).toBe(1);
    clients.destroy();
  });

  it("takes the Region from the configuration, whatever the pool's id begins with", async () => {
    const clients = createSdkClients(pool, deadlines);
    expect([await clients.reads.config.region(), await clients.writes.config.region()]).toEqual([
      "eu-west-1",
      "eu-west-1",
    ]);
    clients.destroy();
  });

  it("opens a connection for each write, and none for a read where there is one", async () => {
    let connections = 0;
    const server = createServer((_request, response) => {
      response.setHeader("x-amzn-requestid", "made-up").end("{}");
    }).on("connection", () => (connections += 1));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const keys = { accessKeyId: "local", secretAccessKey: "local" };
    const clients = createSdkClients({ ...pool, endpoint }, deadlines, keys);
    const user = { UserPoolId: pool.id, Username: "ann" };
    for (let call = 0; call < 3; call += 1) {
      await clients.reads.send(new AdminGetUserCommand(user));
      // A connection is free again after a turn of the event loop.
      await setTimeout(5);
    }
    expect(connections).toBe(1);
    for (let call = 0; call < 3; call += 1) {
      await clients.writes.send(new AdminSetUserPasswordCommand({ ...user, Password: "x" }));
    }
    expect(connections).toBe(4);
    clients.destroy();
    await new Promise((resolve) => server.close(resolve));
  });

  it("sends what it must through the SDK's own steps, and nothing that only costs time", () => {
    const clients = createSdkClients(pool, deadlines);
    const names = (client: keyof typeof clients) =>
      (clients[client] as CognitoIdentityProviderClient).middlewareStack.identify();
    // A release of the SDK that adds a step, or calls one by another name, is to be looked at.
    const steps = [
      "serializerMiddleware - serialize",
      "contentLengthMiddleware - build",
      "hostHeaderMiddleware - build",
      "retryMiddleware - finalizeRequest",
      "httpSigningMiddleware (a.k.a. apiKeyMiddleware,tokenMiddleware,awsAuthMiddleware) - finalizeRequest",
      "deserializerMiddleware - deserialize",
    ];
    expect(names("reads")).toEqual([
      "primeWithBlanks - initialize",
      ...steps,
      "sendAsGateway - deserialize",
    ]);
    expect(names("writes")).toEqual([
      "primeWithBlanks - initialize",
      ...steps,
      "requireAcknowledgement - deserialize",
      "sendAsGateway - deserialize",
    ]);
    clients.destroy();
  });

  /** The headers of a read and of a write, as they reach a server. */
  async function headersSent(): Promise<readonly IncomingHttpHeaders[]> {
    const sent: IncomingHttpHeaders[] = [];
    const server = createServer(({ headers }, response) => {
      sent.push(headers);
      response.setHeader("x-amzn-requestid", "made-up").end("{}");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const keys = { accessKeyId: "local", secretAccessKey: "local" };
    const clients = createSdkClients({ ...pool, endpoint }, deadlines, keys);
    const user = { UserPoolId: pool.id, Username: "ann" };
    await clients.reads.send(new AdminGetUserCommand(user));
    await clients.writes.send(new AdminSetUserPasswordCommand({ ...user, Password: "x" }));
    clients.destroy();
    await new Promise((resolve) => server.close(resolve));
    return sent;
  }

  it("says in CloudTrail that the gateway has called", async () => {
    const agents = (await headersSent()).map((headers) => headers["user-agent"]);
    expect(agents).toEqual(Array(2).fill("cognito-admin-gateway aws-sdk-js/3"));
  });

  it("signs each request for the pool's Region and for Cognito", async () => {
    const scopes = (await headersSent()).map(
      ({ authorization = "" }) =>
        /Credential=local\/\d{8}\/(?<scope>[^,]+),/.exec(authorization)?.[1],
    );
    expect(scopes).toEqual(Array(2).fill("eu-west-1/cognito-idp/aws4_request"));
  });

  it.each(cognitoOperations)(
    "keeps no input of %s, though the SDK keeps the first command of each operation",
    async (operation) => {
      const { kind, command: Command } = operationFacts(operation);
      const clients = createSdkClients({ ...pool, endpoint: "http://127.0.0.1:1" }, deadlines, {
        accessKeyId: "local",
        secretAccessKey: "local",
      });
      const client = kind === "write" ? clients.writes : clients.reads;
      const send = async () => {
        const user = { UserPoolId: pool.id, Username: "ann", Password: "Canary-1" };
        const first = new Command(user as never);
        await client
          .send(first as Parameters<typeof client.send>[0])
          .then(fail, (error: unknown) => error);
        return new WeakRef(first.input);
      };
      const kept = await send();
      // What the call has left behind on the event loop goes first.
      await setTimeout(20);
      collectGarbage();
      expect(kept.deref()).toBeUndefined();
      clients.destroy();
    },
  );

  it("uses keys that are handed to it", async () => {
    const keys = { accessKeyId: "local", secretAccessKey: "local" };
    const clients = createSdkClients(pool, deadlines, keys);
    expect(await clients.writes.config.credentials()).toMatchObject(keys);
    clients.destroy();
  });
});
