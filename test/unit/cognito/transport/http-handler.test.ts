import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Socket } from "node:net";
import { Deadline } from "../../../../src/cognito/transport/deadline.js";
import {
  HttpHandler,
  type HttpHandlerOptions,
} from "../../../../src/cognito/transport/http-handler.js";
import { isUnsent } from "../../../../src/cognito/transport/unsent.js";
import { until } from "../../../support/until.js";

const defaults: HttpHandlerOptions = {
  attemptTimeoutMs: 5000,
  connectTimeoutMs: 1000,
  isConnectionFresh: false,
  deadlineOf: () => undefined,
};

const closing: (() => void)[] = [];

afterEach(() => {
  for (const close of closing.splice(0)) close();
});

function handlerOf(options: Partial<HttpHandlerOptions> = {}): HttpHandler {
  const handler = new HttpHandler({ ...defaults, ...options });
  closing.push(() => {
    handler.destroy();
  });
  return handler;
}

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = createServer(answer);
  closing.push(() => {
    server.close().closeAllConnections();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

/** The error that a request ends with. */
const failureOf = (sent: Promise<unknown>): Promise<object> =>
  sent.then(
    () => Promise.reject(new Error("It was answered.")),
    (error: unknown) => error as object,
  );

async function serveBytes(onConnection: (socket: Socket) => void) {
  const sockets: Socket[] = [];
  const server = createTcpServer((socket) => {
    sockets.push(socket.on("error", () => undefined));
    onConnection(socket);
  });
  closing.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

const request = (port: number, body = "{}") => ({
  protocol: "http:",
  hostname: "127.0.0.1",
  port,
  method: "POST",
  path: "/",
  headers: { host: `127.0.0.1:${port}`, "content-length": String(body.length) },
  body,
});

describe("HttpHandler", () => {
  it("sends the request as it is and gives the whole answer back", async () => {
    const port = await serve((incoming, response) => {
      const chunks: Buffer[] = [];
      incoming
        .on("data", (chunk: Buffer) => chunks.push(chunk))
        .on("end", () => {
          response.writeHead(400, { "X-Amzn-RequestId": "made-up", "set-cookie": ["a=1", "b=2"] });
          response.write(Buffer.concat(chunks));
          setImmediate(() => response.end(" and more"));
        });
    });
    const { response } = await handlerOf().handle(request(port, '{"a":1}'));
    expect(response.statusCode).toBe(400);
    expect(response.headers).toMatchObject({
      "x-amzn-requestid": "made-up",
      "set-cookie": "a=1, b=2",
    });
    expect(Buffer.from(response.body).toString()).toBe('{"a":1} and more');
  });

  it("gives an empty body for none", async () => {
    const port = await serve((_request, response) => response.end());
    const { response } = await handlerOf().handle(request(port));
    expect(response.body).toHaveLength(0);
  });

  it("does not take an informational answer for the one that counts", async () => {
    const port = await serve((_request, response) => {
      response.writeEarlyHints({ link: "</a>; rel=preload" });
      response.writeHead(200, { "x-amzn-requestid": "made-up" }).end("{}");
    });
    const { response } = await handlerOf().handle(request(port));
    expect(response.statusCode).toBe(200);
    expect(response.headers["link"]).toBeUndefined();
  });

  it("opens a connection for each request when told to, and says that it will not be used again", async () => {
    const ports: unknown[] = [];
    const headers: unknown[] = [];
    const port = await serve((incoming, response) => {
      ports.push(incoming.socket.remotePort);
      headers.push(incoming.headers.connection);
      response.end("{}");
    });
    const handler = handlerOf({ isConnectionFresh: true });
    for (let call = 0; call < 3; call += 1) {
      await handler.handle(request(port));
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(new Set(ports).size).toBe(3);
    expect(headers).toEqual(["close", "close", "close"]);
  });

  it.each([
    ["before its answer begins", (socket: Socket) => socket.end()],
    [
      "in the middle of its answer",
      (socket: Socket) => socket.end("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n{}"),
    ],
    ["by a reset", (socket: Socket) => socket.resetAndDestroy()],
  ])(
    "calls a connection that is closed %s ECONNRESET, as the SDK knows it",
    async (_when, close) => {
      let requests = 0;
      const port = await serveBytes((socket) => {
        socket.once("data", () => {
          requests += 1;
          close(socket);
        });
      });
      const error = await failureOf(handlerOf().handle(request(port)));
      expect(error).toMatchObject({ name: "TimeoutError", code: "ECONNRESET" });
      expect(isUnsent(error)).toBe(false);
      expect(requests).toBe(1);
    },
  );

  it("calls an address where nobody listens ECONNREFUSED", async () => {
    const server = createTcpServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const error = await failureOf(handlerOf().handle(request(port)));
    expect(error).toMatchObject({ code: "ECONNREFUSED" });
    expect(isUnsent(error)).toBe(true);
  });

  it.each<[string, (socket: Socket) => unknown, object]>([
    ["does not end", (socket) => socket.resume(), { name: "TimeoutError" }],
    [
      "is cut",
      (socket) => socket.once("data", () => socket.resetAndDestroy()),
      { name: "TimeoutError", code: "ECONNRESET" },
    ],
    [
      "is none",
      (socket) => socket.once("data", () => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n")),
      { code: "ERR_SSL_WRONG_VERSION_NUMBER" },
    ],
  ])("has sent nothing when the handshake of TLS %s", async (_what, onConnection, told) => {
    const bytes: Buffer[] = [];
    const port = await serveBytes((socket) => {
      socket.on("data", (chunk: Buffer) => bytes.push(chunk));
      onConnection(socket);
    });
    const sent = { ...request(port, "a canary"), protocol: "https:" };
    const error = await failureOf(handlerOf({ connectTimeoutMs: 300 }).handle(sent));
    expect(error).toMatchObject(told);
    expect(isUnsent(error)).toBe(true);
    expect(Buffer.concat(bytes).toString("latin1")).not.toContain("canary");
  });

  it.each([
    ["no answer", ""],
    ["half an answer", "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n{}"],
  ])("ends an attempt that gets %s in time, and its connection", async (_name, text) => {
    const closed = new Promise((resolve) => {
      void serveBytes((socket) => {
        socket.once("data", () => socket.write(text)).once("close", resolve);
      }).then(async (port) => {
        const error = await failureOf(handlerOf({ attemptTimeoutMs: 50 }).handle(request(port)));
        expect(error).toMatchObject({ name: "TimeoutError" });
        expect(isUnsent(error)).toBe(false);
      });
    });
    await closed;
  });

  it.each<[string, () => Partial<HttpHandlerOptions>]>([
    ["attempt", () => ({ attemptTimeoutMs: 50 })],
    [
      "call",
      () => {
        const deadline = new Deadline(50);
        return { deadlineOf: () => deadline };
      },
    ],
  ])("reads what came while the process did not run, though the %s is over", async (_of, limit) => {
    const port = await serveBytes((socket) => {
      socket.once("data", () => {
        socket.write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}");
        const until = performance.now() + 100;
        while (performance.now() < until);
      });
    });
    const { response } = await handlerOf(limit()).handle(request(port));
    expect(response.statusCode).toBe(200);
  });

  it("ends a request with its call's deadline, and its connection", async () => {
    const closed = new Promise((resolve) => {
      void serveBytes((socket) => {
        // Who does not read is not told that the other side has gone.
        socket.resume().once("close", resolve);
      }).then(async (port) => {
        const deadline = new Deadline(50);
        await expect(
          handlerOf({ deadlineOf: () => deadline }).handle(request(port)),
        ).rejects.toMatchObject({ name: "AbortError" });
      });
    });
    await closed;
  });

  it("sends nothing whose deadline is over, or is so before there is a connection", async () => {
    const seen: string[] = [];
    const port = await serve((incoming, response) => {
      seen.push(incoming.headers["x-name"] as string);
      response.end("{}");
    });
    let end: (() => void) | undefined;
    const deadline = {
      isOver: false,
      handedOver: () => undefined,
      endWith: (given: (() => void) | undefined) => (end = given),
    };
    const handler = handlerOf({
      deadlineOf: (sent) =>
        "limited" in (sent as { headers: object }).headers
          ? (deadline as unknown as Deadline)
          : undefined,
    });
    const named = (name: string, headers = {}) => {
      const made = request(port);
      return { ...made, headers: { ...made.headers, "x-name": name, ...headers } };
    };
    const early = handler.handle(named("early", { limited: "1" }));
    // Its connection is being made at this moment.
    end?.();
    await expect(early).rejects.toMatchObject({ name: "AbortError" });
    deadline.isOver = true;
    await expect(handler.handle(named("late", { limited: "1" }))).rejects.toMatchObject({
      name: "AbortError",
    });
    await handler.handle(named("other"));
    expect(seen).toEqual(["other"]);
  });

  it("leaves the call's deadline to the attempt that comes behind one that was ended", async () => {
    let connections = 0;
    const port = await serveBytes((socket) => {
      connections += 1;
      socket.resume();
    });
    const ends: (() => void)[] = [];
    let current: (() => void) | undefined;
    const deadline = {
      isOver: false,
      handedOver: () => undefined,
      sent: () => undefined,
      endWith: (end: (() => void) | undefined) => {
        current = end;
        if (end !== undefined) ends.push(end);
      },
    };
    const handler = handlerOf({ deadlineOf: () => deadline as unknown as Deadline });
    const first = handler.handle(request(port));
    // Before it has a connection: undici tells of its end only when it has one.
    ends[0]?.();
    const second = handler.handle(request(port));
    await expect(first).rejects.toMatchObject({ name: "AbortError" });
    await until(() => connections > 0, "there is a connection");
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(current).toBe(ends[1]);
    current?.();
    await expect(second).rejects.toMatchObject({ name: "AbortError" });
  });

  it("sends the query of a request that has one, as those for SSO have", async () => {
    const seen: (string | undefined)[] = [];
    const port = await serve((incoming, response) => {
      seen.push(incoming.url);
      response.end("{}");
    });
    const handler = handlerOf();
    await handler.handle({ ...request(port), query: { role_name: "a b", account_id: "1" } });
    await handler.handle({ ...request(port), query: {} });
    expect(seen).toEqual(["/?account_id=1&role_name=a%20b", "/"]);
  });

  it("takes no answer without an end", async () => {
    let written = 0;
    const port = await serve((_request, response) => {
      const chunk = Buffer.alloc(1024 * 1024);
      const more = () => {
        if (response.destroyed || written > 64) return;
        written += 1;
        response.write(chunk, more);
      };
      response.writeHead(200);
      more();
    });
    await expect(handlerOf().handle(request(port))).rejects.toThrow();
    expect(written).toBeLessThan(64);
  });

  it("fails on what is no HTTP", async () => {
    const port = await serveBytes((socket) => {
      socket.once("data", () => socket.end("SSH-2.0-OpenSSH_9.2\r\n"));
    });
    await expect(handlerOf().handle(request(port))).rejects.toThrow();
  });

  it("ends what is under way when it is destroyed", async () => {
    const handler = handlerOf();
    const port = await serve(() => {
      handler.destroy();
    });
    await expect(handler.handle(request(port))).rejects.toThrow();
  });
});
