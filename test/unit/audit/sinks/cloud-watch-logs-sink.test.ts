import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AuditLog } from "../../../../src/audit/audit-log.js";
import { openCloudWatchLogsSink } from "../../../../src/audit/sinks/cloud-watch-logs-sink.js";
import { openSampleLog, sampleIntent } from "../../../support/audit-samples.js";
import { type CloudWatchLogs, startCloudWatchLogs } from "../../../support/cloud-watch-logs.js";
import { until } from "../../../support/until.js";

/** How many intents are written while calls fail. */
const intents = 60;
const group = "audit/gateway";
const name = `${group} one`;

let folder: string;
let file: string;
let service: CloudWatchLogs;
let log: AuditLog;
let lost: number;
let told: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "audit-"));
  file = join(folder, "audit.jsonl");
  service = await startCloudWatchLogs();
  service.groups.add(group);
  lost = 0;
  told = [];
});

afterEach(async () => {
  await log.close();
  await service.stop();
  rmSync(folder, { recursive: true });
});

const client = () => ({
  region: "eu-west-1",
  endpoint: service.url,
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
});

async function open(deadlineMs = 2000): Promise<void> {
  const sink = await openCloudWatchLogsSink({ logGroup: group, logStream: "one" }, client());
  log = await openSampleLog(file, {
    deadlineMs,
    sinks: [sink],
    observer: {
      onNotShipped: (_sink, lines) => (lost += lines),
      onShippingFailure: (_sink, error) => told.push((error as Error).name),
      onShippedAgain: () => told.push("again"),
    },
  });
}

async function write(count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    await (await log.intent(sampleIntent(`user-${index}`))).result({ outcome: "APPLIED" });
  }
}

const written = () => readFileSync(file, "latin1").trimEnd().split("\n");
const received = () => (service.streams.get(name) ?? []).map(({ message }) => message);
const puts = () => service.calls.filter((operation) => operation === "PutLogEvents").length;
const error = (type: string, status = 400) => ({ kind: "error", status, type }) as const;

/** A line that came twice is known by being the same: AWS may have taken what it did not acknowledge. */
const once = (lines: readonly string[]) => [...new Set(lines)];

describe("the sink for CloudWatch Logs", () => {
  it("makes the stream at the start and sends every line as it stands in the file, in order", async () => {
    await open();
    await until(() => service.streams.has(name), "the stream was made");
    await write(intents);
    await log.close();
    expect(received()).toEqual(written());
    expect([lost, service.complaints, told]).toEqual([0, [], []]);
    expect(service.calls[0]).toBe("CreateLogStream");
    // What comes while a call is under way goes with the next one.
    expect(puts()).toBeLessThan(written().length);
  });

  it("goes on with a stream that is there already", async () => {
    service.streams.set(name, []);
    await open();
    await write(3);
    await log.close();
    expect([received(), lost]).toEqual([written(), 0]);
  });

  it.each([
    ["throttled", error("ThrottlingException")],
    ["answered with a fault", error("ServiceUnavailableException", 500)],
    ["cut off", { kind: "reset" } as const],
    ["taken and cut off", { kind: "reset", isTaken: true } as const],
    ["refused for want of permission", error("AccessDeniedException")],
  ])("loses nothing of what is %s, and keeps the order", async (_what, fault) => {
    service.faults.push(fault, fault, fault, fault);
    await open(10_000);
    await write(intents);
    await log.close();
    expect(once(received())).toEqual(written());
    expect([lost, service.complaints, service.faults]).toEqual([0, [], []]);
  });

  it("makes the stream anew when somebody has deleted it", async () => {
    await open();
    await write(1);
    await until(() => received().length > 0, "something was sent");
    const before = received();
    service.streams.clear();
    await write(2);
    await until(() => received().length > 0, "the stream was made anew");
    await log.close();
    expect([...before, ...received()]).toEqual(written());
    expect([lost, told]).toEqual([0, ["ResourceNotFoundException", "again"]]);
  });

  it("tells of a group that is not there at once, and sends all when it is", async () => {
    service.groups.clear();
    await open(10_000);
    await until(() => told.length > 0, "the failure was told");
    expect(told).toEqual(["ResourceNotFoundException"]);
    await write(3);
    service.groups.add(group);
    await log.close();
    expect([received(), lost]).toEqual([written(), 0]);
  });

  it("counts what CloudWatch Logs rejects as lost", async () => {
    await open();
    await until(() => service.streams.has(name) && received().length > 0, "the first was sent");
    service.faults.push({
      kind: "rejected",
      info: { tooOldLogEventEndIndex: 1, tooNewLogEventStartIndex: 1 },
    });
    await write(4);
    await log.close();
    const arrived = received();
    expect(lost).toBeGreaterThan(0);
    expect(arrived.length + lost).toBe(written().length);
    expect(written().filter((line) => arrived.includes(line))).toEqual(arrived);
    expect(told[0]).toBe("RejectedLogEvents");
  });

  it("counts a batch that would be refused for ever as lost, and goes on", async () => {
    await open();
    await until(() => service.streams.has(name) && received().length > 0, "the first was sent");
    service.faults.push(error("InvalidParameterException"));
    await write(4);
    await log.close();
    expect(lost).toBeGreaterThan(0);
    expect(received().length + lost).toBe(written().length);
    expect(told).toEqual(["InvalidParameterException", "again"]);
  });

  it("delays nothing while it is away, and counts at the end what did not arrive", async () => {
    await open(300);
    await until(() => service.streams.has(name) && received().length > 0, "the first was sent");
    service.outage = { kind: "slow", until: new Promise(() => undefined) };
    // Each would fail if it took longer than the deadline.
    await write(intents);
    await log.close();
    expect(lost + received().length).toBe(written().length);
    expect(lost).toBeGreaterThanOrEqual(2 * intents);
  });

  it("names its stream after host and start, without what a name may not have", async () => {
    const sink = await openCloudWatchLogsSink({ logGroup: group }, client());
    log = await openSampleLog(file, { sinks: [sink] });
    await until(() => service.streams.size > 0, "the stream was made");
    expect([...service.streams.keys()][0]).toMatch(/^audit\/gateway [^:*]+\/20\d\d-[\dTZ.-]+$/);
  });
});
