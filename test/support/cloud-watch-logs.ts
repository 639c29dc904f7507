import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What can be the matter with a call, which then takes nothing unless it says so. */
type Fault =
  | { readonly kind: "error"; readonly status: number; readonly type: string }
  /** The connection is cut, before or after the batch was taken. */
  | { readonly kind: "reset"; readonly isTaken?: true }
  /** The answer comes when this is over. */
  | { readonly kind: "slow"; readonly until: Promise<unknown> }
  | { readonly kind: "rejected"; readonly info: Readonly<Record<string, number>> };

interface LogEvent {
  readonly timestamp: number;
  readonly message: string;
}

interface Call {
  readonly logGroupName: string;
  readonly logStreamName: string;
  readonly logEvents?: readonly LogEvent[];
}

/** The operations of CloudWatch Logs that a sink needs, held to the limits that AWS documents, on a free port of loopback. */
export interface CloudWatchLogs {
  readonly url: string;
  /** Names of groups that there are. */
  readonly groups: Set<string>;
  /** Events by `group stream`, in the order in which they came. */
  readonly streams: Map<string, LogEvent[]>;
  /** Each is good for one PutLogEvents call, the first for the next. */
  readonly faults: Fault[];
  /** While it is set, every call is answered with it. */
  outage: Fault | null;
  /** What broke a limit. */
  readonly complaints: string[];
  /** Every call by its operation, faulty ones included. */
  readonly calls: string[];
  stop(): Promise<void>;
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
function complaintsOf(events: readonly LogEvent[]): string[] {
  const sizes = events.map(({ message }) => Buffer.byteLength(message) + 26);
  const span = (events.at(-1)?.timestamp ?? 0) - (events[0]?.timestamp ?? 0);
  const problems: Readonly<Record<string, boolean>> = {
    "no events": events.length === 0,
    "more than 10,000 events": events.length > 10_000,
    "more than 1 MiB": sizes.reduce((sum, size) => sum + size, 0) > 1_048_576,
    "an event without text": events.some(({ message }) => message === ""),
    "24 hours or more": span >= 86_400_000,
    "out of order": events.some(
      ({ timestamp }, index) => timestamp < (events[index - 1]?.timestamp ?? 0),
    ),
  };
  return Object.keys(problems).filter((problem) => problems[problem] === true);
}

export async function startCloudWatchLogs(): Promise<CloudWatchLogs> {
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const state: CloudWatchLogs = {
    url: `http://127.0.0.1:${port}`,
    groups: new Set(),
    streams: new Map(),
    faults: [],
    outage: null,
    complaints: [],
    calls: [],
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const call = JSON.parse(Buffer.concat(chunks).toString()) as Call;
    const operation = String(request.headers["x-amz-target"]).replace("Logs_20140328.", "");
    state.calls.push(operation);
    const fault = state.outage ?? (operation === "PutLogEvents" ? state.faults.shift() : undefined);
    if (fault?.kind === "slow") await fault.until;
    if (fault?.kind === "reset" && fault.isTaken !== true) return void request.socket.destroy();
    const [status, body] =
      fault?.kind === "error"
        ? ([fault.status, { __type: fault.type, message: "no" }] as const)
        : perform(operation, call, fault?.kind === "rejected" ? fault.info : {});
    if (fault?.kind === "reset") return void request.socket.destroy();
    response.writeHead(status, { "content-type": "application/x-amz-json-1.1" });
    response.end(JSON.stringify(body));
  }

  function perform(
    operation: string,
    { logGroupName, logStreamName, logEvents = [] }: Call,
    info: Readonly<Record<string, number>>,
  ): readonly [number, object] {
    const name = `${logGroupName} ${logStreamName}`;
    const stream = state.streams.get(name);
    const isPut = operation === "PutLogEvents";
    if (!state.groups.has(logGroupName) || (isPut && stream === undefined)) {
      return [400, { __type: "ResourceNotFoundException" }];
    }
    if (!isPut) {
      if (stream !== undefined) return [400, { __type: "ResourceAlreadyExistsException" }];
      state.streams.set(name, []);
      return [200, {}];
    }
    const complaints = complaintsOf(logEvents);
    state.complaints.push(...complaints);
    if (complaints.length > 0) return [400, { __type: "InvalidParameterException" }];
    const { tooOldLogEventEndIndex = 0, tooNewLogEventStartIndex } = info;
    stream?.push(...logEvents.slice(tooOldLogEventEndIndex, tooNewLogEventStartIndex));
    return [200, Object.keys(info).length === 0 ? {} : { rejectedLogEventsInfo: info }];
  }

  return state;
}
