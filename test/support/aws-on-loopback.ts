import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo, Server } from "node:net";
import tls from "node:tls";
import { createAuthority } from "./certificates.js";

/** One request as it came over the wire. */
export interface ReceivedRequest {
  /** Null for a request without TLS. */
  readonly tls: TlsTarget | null;
  readonly httpVersion: string;
  readonly method: string;
  readonly path: string;
  /** By names in small letters; a header that came twice has both values, in their order. */
  readonly headers: Readonly<Record<string, readonly string[]>>;
  /** Each byte is one character. */
  readonly body: string;
}

/** The address that a client asked for, and the server name that it sent in its handshake. */
interface TlsTarget {
  readonly host: string;
  readonly port: number;
  readonly serverName: string;
}

export interface StandInAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Every connection of this process to port 443 of a host of AWS ends here, and so does plain HTTP to `url`. */
export interface AwsOnLoopback {
  readonly url: string;
  /** All requests since they were last taken, in their order. */
  take(): readonly ReceivedRequest[];
  stop(): Promise<void>;
}

/** An answer that rejects cuts the connection. Answers are dated by the test's clock: the SDK goes by the clock of a service that disagrees with its own. */
export async function startAwsOnLoopback(
  answer: (request: ReceivedRequest) => StandInAnswer | Promise<StandInAnswer>,
): Promise<AwsOnLoopback> {
  const received: ReceivedRequest[] = [];
  const targets = new Map<number, Omit<TlsTarget, "serverName">>();
  const serve = async (message: IncomingMessage, response: ServerResponse) => {
    const request = await readRequest(message, targetOf(message, targets));
    received.push(request);
    const { status, headers, body } = await answer(request);
    response.writeHead(status, { date: new Date().toUTCString(), ...headers }).end(body);
  };
  const listener = (message: IncomingMessage, response: ServerResponse) => {
    serve(message, response).catch((error: unknown) => response.destroy(error as Error));
  };
  const authority = createAuthority("Authority of AWS on loopback");
  const contexts = new Map<string, tls.SecureContext>();
  const plain = createServer(listener);
  const secure = createHttpsServer(
    {
      // A certificate for whatever name is asked for: the client's own check of it stands.
      SNICallback: (name, done) => {
        const context =
          contexts.get(name) ??
          tls.createSecureContext(authority.issue({ commonName: name, dns: [name] }));
        contexts.set(name, context);
        done(null, context);
      },
    },
    listener,
  );
  const [plainPort, securePort] = [await listen(plain), await listen(secure)];
  const redirection = redirectTls({ port: securePort, ca: authority.cert }, targets);
  return {
    url: `http://127.0.0.1:${plainPort}`,
    take: () => received.splice(0),
    stop: async () => {
      redirection.mockRestore();
      for (const server of [plain, secure]) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

const isOfAws = (host: string): boolean =>
  /\.(?:amazonaws\.(?:com|com\.cn|eu)|api\.(?:aws|amazonwebservices\.eu))$/.test(host);

/** undici and `node:https` both open their connections by `tls.connect`. Anywhere but at AWS, they open none. */
function redirectTls(
  to: { readonly port: number; readonly ca: string },
  targets: Map<number, Omit<TlsTarget, "serverName">>,
) {
  const connect = tls.connect.bind(tls) as (options: tls.ConnectionOptions) => tls.TLSSocket;
  return jest.spyOn(tls, "connect").mockImplementation(((options: tls.ConnectionOptions) => {
    const target = { host: String(options.host), port: Number(options.port) };
    if (target.port !== 443 || !isOfAws(target.host)) {
      throw new Error(`${target.host}:${target.port} is not to be reached from a test.`);
    }
    const socket = connect({ ...options, ...to, host: "127.0.0.1" });
    socket.once("connect", () => targets.set(Number(socket.localPort), target));
    return socket;
  }) as typeof tls.connect);
}

function targetOf(
  { socket }: IncomingMessage,
  targets: ReadonlyMap<number, Omit<TlsTarget, "serverName">>,
): TlsTarget | null {
  if (!(socket instanceof tls.TLSSocket)) return null;
  const target = targets.get(Number(socket.remotePort));
  if (target === undefined) throw new Error("A connection past the redirection.");
  // The types do not know that a server's socket has the name that its client asked for.
  return { ...target, serverName: String((socket as { servername?: unknown }).servername) };
}

async function readRequest(
  message: IncomingMessage,
  target: TlsTarget | null,
): Promise<ReceivedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const headers: Record<string, string[]> = {};
  for (let index = 0; index < message.rawHeaders.length; index += 2) {
    const [name = "", value = ""] = message.rawHeaders.slice(index, index + 2);
    (headers[name.toLowerCase()] ??= []).push(value);
  }
  return {
    tls: target,
    httpVersion: message.httpVersion,
    method: String(message.method),
    path: String(message.url),
    headers,
    body: Buffer.concat(chunks).toString("latin1"),
  };
}
