import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import type { Duplex } from "node:stream";
import tls from "node:tls";

/** A proxy, and the hosts that are reached without it. */
export interface ProxySettings {
  /** Its URL; user and password in it are for the proxy alone. */
  readonly url: string;
  /** Names of hosts with all that end in them, addresses, or `*`; each with a port or without. */
  readonly except: readonly string[];
}

/** Whom a tunnel leads to. */
export interface TunnelEnd {
  readonly host: string;
  readonly port: number;
  /** The name that the certificate must have; the host's unless given. */
  readonly servername?: string | undefined;
}

/**
 * Ways through a proxy: a tunnel each, by CONNECT (RFC 9110 section 9.3.6), so that TLS ends at the host behind it, whose certificate
 * is checked as ever. The proxy learns host and port. Plain http never goes through one.
 */
export class Tunnels {
  private readonly proxy: URL;

  constructor(private readonly settings: ProxySettings) {
    this.proxy = new URL(settings.url);
  }

  /** Whether this host is reached by the proxy. */
  leadTo(host: string, port: number): boolean {
    return !this.settings.except.some((exception) => isMeant(exception, host, port));
  }

  /** Opens a tunnel and speaks TLS in it. Rejects with the name `TimeoutError` when it takes longer than this. */
  async open(end: TunnelEnd, timeoutMs: number): Promise<tls.TLSSocket> {
    const { host, servername = host } = end;
    const signal = AbortSignal.timeout(timeoutMs);
    const socket = await this.connect(end, signal);
    return new Promise((resolve, reject) => {
      const name = /^[\d.]+$|:/.test(servername) ? {} : { servername };
      const secured = tls.connect({ socket, host, ...name, ALPNProtocols: ["http/1.1"] });
      const giveUp = () => {
        secured.destroy(signal.reason as Error);
      };
      signal.addEventListener("abort", giveUp, { once: true });
      secured.once("error", reject);
      secured.once("secureConnect", () => {
        signal.removeEventListener("abort", giveUp);
        secured.off("error", reject);
        resolve(secured);
      });
    });
  }

  /** For clients of `node:https`: an agent that opens a tunnel for each connection, where the host is reached by the proxy. */
  agent(timeoutMs: number): https.Agent {
    return new TunnelAgent(this, timeoutMs);
  }

  private connect({ host, port }: TunnelEnd, signal: AbortSignal): Promise<Duplex> {
    const { proxy } = this;
    const authority = `${host.includes(":") ? `[${host}]` : host}:${String(port)}`;
    const credentials = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
    return new Promise((resolve, reject) => {
      const request = (proxy.protocol === "https:" ? https : http).request({
        method: "CONNECT",
        host: proxy.hostname.replace(/^\[(.+)\]$/, "$1"),
        port: proxy.port === "" ? undefined : proxy.port,
        path: authority,
        headers: {
          host: authority,
          ...(credentials === ":"
            ? {}
            : { "proxy-authorization": `Basic ${Buffer.from(credentials).toString("base64")}` }),
        },
        agent: false,
        signal,
      });
      request.once("connect", ({ statusCode }: IncomingMessage, socket: Duplex) => {
        if (statusCode === 200) {
          resolve(socket);
          return;
        }
        socket.destroy();
        reject(refusal(statusCode));
      });
      request.once("response", (response) => {
        response.destroy();
        reject(refusal(response.statusCode));
      });
      request.once("error", (error) => {
        reject(signal.aborted ? (signal.reason as Error) : error);
      });
      request.end();
    });
  }
}

type Connected = Parameters<https.Agent["createConnection"]>[1];

class TunnelAgent extends https.Agent {
  constructor(
    private readonly tunnels: Tunnels,
    private readonly timeoutMs: number,
  ) {
    super();
  }

  override createConnection(
    options: https.RequestOptions,
    connected?: Connected,
  ): Duplex | null | undefined {
    const host = String(options.host);
    const port = Number(options.port ?? 443);
    if (!this.tunnels.leadTo(host, port)) return super.createConnection(options, connected);
    this.tunnels.open({ host, port }, this.timeoutMs).then(
      (socket) => {
        connected?.(null, socket);
      },
      (error: unknown) => {
        // The types ask for a socket where there is none.
        (connected as ((error: Error) => void) | undefined)?.(error as Error);
      },
    );
    return undefined;
  }
}

/** The proxy does not let the gateway through. Of its answer nothing but the status is told. */
const refusal = (status: number | undefined): Error =>
  Object.assign(new Error("The proxy opens no tunnel."), {
    name: "ProxyRefusal",
    code: `PROXY_${String(status)}`,
  });

/** Names are compared by their ends, at a dot: `example.com`, `.example.com` and `*.example.com` mean the same. */
function isMeant(exception: string, host: string, port: number): boolean {
  if (exception === "*") return true;
  const [, name = exception, only] =
    /^(.*?)(?::(\d+))?$/.exec(
      exception.startsWith("[") || exception.split(":").length > 2 ? "" : exception,
    ) ?? [];
  if (only !== undefined && Number(only) !== port) return false;
  const plain = (name === "" ? exception : name).toLowerCase().replace(/^\*?\./, "");
  const asked = host.toLowerCase();
  return asked === plain.replace(/^\[(.+)\]$/, "$1") || asked.endsWith(`.${plain}`);
}
