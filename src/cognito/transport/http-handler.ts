import { buildQueryString } from "@smithy/core/protocols";
import type { buildConnector, Dispatcher } from "undici";
import type { Tunnels } from "../../network/tunnels.js";
import { resumeTogether } from "./answer-batching.js";
import { type Deadline, PatientTimer } from "./deadline.js";
import { Pool } from "./undici-pool.js";
import { markUnsent } from "./unsent.js";

/** What the SDK hands over, signed, as far as it is used here. Cognito's protocol has one path and no query. */
export interface WireRequest {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly method: string;
  readonly path: string;
  readonly query?: Record<string, string | string[] | null>;
  readonly headers: Record<string, string>;
  readonly body?: unknown;
}

/** What the SDK takes back: headers in small letters, and the whole body. */
export interface WireResponse {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
}

export interface HttpHandlerOptions {
  /** How long one attempt may take, in milliseconds, from its connection to the last byte of its answer. */
  readonly attemptTimeoutMs: number;
  readonly connectTimeoutMs: number;
  /** Whether each request has a connection of its own. */
  readonly isConnectionFresh: boolean;
  /** The deadline of the call that a request belongs to. */
  readonly deadlineOf: (request: object) => Deadline | undefined;
  /** The ways through a proxy, if there is one. */
  readonly tunnels?: Tunnels | undefined;
}

/** The largest page of users that Cognito can give is about 6 MiB; what is larger is none of its answers. */
const maximumResponseBytes = 16 * 1024 * 1024;

/** How long a connection is kept without use; the service may ask for less. */
const idleConnectionMs = 20_000;

/** Failures that the SDK's own handler calls time-outs, by which the SDK knows that it may try a read again. */
const timeoutCodes: ReadonlySet<unknown> = new Set(["ECONNRESET", "EPIPE", "ETIMEDOUT"]);

/**
 * The SDK's way to the wire, over undici instead of `node:http`: an answer is taken as a whole, since all of Cognito's are
 * small. Fails with the names and codes that the SDK's own handler fails with, on which its retries and our table of
 * errors rest. https://github.com/aws/aws-sdk-js-v3/blob/main/supplemental-docs/CLIENTS.md#request-handler-requesthandler
 */
export class HttpHandler {
  readonly metadata = { handlerProtocol: "http/1.1" };
  /** By origin; a client of the SDK has one. */
  private readonly pools = new Map<string, Pool>();

  constructor(private readonly options: HttpHandlerOptions) {}

  handle(request: WireRequest): Promise<{ response: WireResponse }> {
    const { attemptTimeoutMs, isConnectionFresh, deadlineOf } = this.options;
    return new Promise((resolve, reject) => {
      const exchange = new Exchange(resolve, reject, attemptTimeoutMs, deadlineOf(request));
      if (exchange.isOver) return;
      this.poolFor(request).dispatch(
        {
          path: pathOf(request),
          method: request.method,
          headers: request.headers,
          body: request.body as Uint8Array | string,
          reset: isConnectionFresh,
        },
        exchange,
      );
    });
  }

  /** Ends what is under way, too. */
  destroy(): void {
    for (const pool of this.pools.values()) void pool.destroy();
  }

  /** The SDK offers options of its client here. */
  updateHttpClientConfig(): void {
    // None is for this handler.
  }

  httpHandlerConfigs(): Record<string, never> {
    return {};
  }

  private poolFor(request: WireRequest): Pool {
    const { protocol, hostname, port } = request;
    const origin = `${protocol}//${hostname}${port === undefined ? "" : `:${port}`}`;
    const known = this.pools.get(origin);
    if (known !== undefined) return known;
    const pool = new Pool(origin, {
      // As many connections as calls: the gate in front of each pool bounds those.
      connections: null,
      pipelining: 1,
      connect: this.connectorFor(request),
      keepAliveTimeout: idleConnectionMs,
      maxResponseSize: maximumResponseBytes,
      // The whole attempt has one time.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    this.pools.set(origin, pool);
    return pool;
  }

  private connectorFor({
    protocol,
    hostname: host,
    port = 443,
  }: WireRequest): buildConnector.BuildOptions | buildConnector.connector {
    const { tunnels, connectTimeoutMs } = this.options;
    if (protocol !== "https:" || tunnels?.leadTo(host, port) !== true) {
      return { timeout: connectTimeoutMs };
    }
    return (_options, connected) => {
      tunnels.open({ host, port }, connectTimeoutMs).then(
        (socket) => {
          connected(null, socket);
        },
        (error: unknown) => {
          connected(error as Error, null);
        },
      );
    };
  }
}

/** One request on the wire, from being handed to undici until its answer is whole or it has failed. */
class Exchange implements Dispatcher.DispatchHandler {
  private controller: Dispatcher.DispatchController | undefined;
  private failure: Error | undefined;
  private readonly timer: PatientTimer | undefined;
  private statusCode = 0;
  private headers: Record<string, string> = {};
  private readonly chunks: Buffer[] = [];

  constructor(
    private readonly resolve: (result: { response: WireResponse }) => void,
    private readonly reject: (error: Error) => void,
    timeoutMs: number,
    private readonly deadline: Deadline | undefined,
  ) {
    const abort = () => {
      this.end(Object.assign(new Error("Request aborted"), { name: "AbortError" }));
    };
    if (deadline?.isOver === true) {
      abort();
      return;
    }
    deadline?.handedOver();
    deadline?.endWith(abort);
    this.timer = new PatientTimer(() => {
      this.end(Object.assign(new Error("Request timed out"), { name: "TimeoutError" }));
    }, timeoutMs);
  }

  get isOver(): boolean {
    return this.failure !== undefined;
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    // Ended while it waited for a connection: it is not sent at all.
    if (this.failure === undefined) this.deadline?.sent();
    else controller.abort(this.failure);
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    statusCode: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    // An informational answer comes before the one that counts.
    if (statusCode < 200) return;
    this.statusCode = statusCode;
    for (const [name, value = ""] of Object.entries(headers)) {
      this.headers[name] = Array.isArray(value) ? value.join(", ") : value;
    }
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.timer?.clear();
    this.deadline?.answered();
    const [only = Buffer.alloc(0)] = this.chunks;
    const body = this.chunks.length > 1 ? Buffer.concat(this.chunks) : only;
    const response = { statusCode: this.statusCode, headers: this.headers, body };
    resumeTogether(body.length, () => {
      this.resolve({ response });
    });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    // What was ended has been told, and its call may have another attempt under way.
    if (this.failure !== undefined) return;
    this.release();
    this.fail(asSdkKnowsIt(error));
  }

  private end(failure: Error): void {
    this.failure = failure;
    this.release();
    this.controller?.abort(failure);
    this.fail(failure);
  }

  private fail(error: Error): void {
    // undici gives the controller when it has a connection and is about to write.
    if (this.controller === undefined) markUnsent(error);
    this.reject(error);
  }

  private release(): void {
    this.timer?.clear();
    this.deadline?.endWith(undefined);
  }
}

/** Path and query. No call of Cognito has one, but SSO's have. */
function pathOf({ path, query = {} }: WireRequest): string {
  const text = buildQueryString(query);
  return text === "" ? path : `${path}?${text}`;
}

/** undici has names of its own for what `node:http` calls by the system's. */
function asSdkKnowsIt(error: Error): Error {
  const code = "code" in error ? error.code : undefined;
  if (code === "UND_ERR_CONNECT_TIMEOUT") return Object.assign(error, { name: "TimeoutError" });
  // The other side closed the connection before its answer was whole.
  if (code === "UND_ERR_SOCKET") {
    return Object.assign(error, { name: "TimeoutError", code: "ECONNRESET" });
  }
  return timeoutCodes.has(code) ? Object.assign(error, { name: "TimeoutError" }) : error;
}
