import { batchLimits, firstEvents } from "../../../../src/audit/sinks/log-events.js";

const begin = Date.parse("2026-01-01T00:00:00.000Z");
let seq = 0;

/** A line of so many characters, its line feed not counted, that was made so long after the beginning. */
function line(afterMs = 0, length = 100): string {
  seq += 1;
  const head = `{"seq":${seq},"at":"${new Date(begin + afterMs).toISOString()}","pad":"`;
  return `${head}${"x".repeat(Math.max(0, length - head.length - 2))}"}\n`;
}

const timesOf = (...afterMs: number[]) =>
  firstEvents(afterMs.map((ms) => line(ms))).map(({ timestamp }) => timestamp - begin);

describe("firstEvents", () => {
  it("has each line without its line feed, with the time that it tells", () => {
    const lines = [line(0), line(5)];
    expect(firstEvents(lines)).toEqual([
      { timestamp: begin, message: lines[0]?.trimEnd() },
      { timestamp: begin + 5, message: lines[1]?.trimEnd() },
    ]);
  });

  it("takes 10,000 events and no more", () => {
    const lines = Array.from({ length: batchLimits.events + 1 }, () => line(0, 60));
    expect(firstEvents(lines)).toHaveLength(batchLimits.events);
  });

  it("takes a MiB with 26 bytes for each event, and no more", () => {
    const half = batchLimits.bytes / 2 - batchLimits.bytesPerEvent;
    expect(firstEvents([line(0, half), line(0, half)])).toHaveLength(2);
    expect(firstEvents([line(0, half), line(0, half + 1)])).toHaveLength(1);
  });

  it("takes nothing of a line that fits no call", () => {
    expect(firstEvents([line(0, batchLimits.bytes - batchLimits.bytesPerEvent)])).toHaveLength(1);
    expect(firstEvents([line(0, batchLimits.bytes)])).toEqual([]);
  });

  it("spans less than a day", () => {
    const day = batchLimits.spanMs;
    expect(timesOf(0, day - 1)).toEqual([0, day - 1]);
    expect(timesOf(0, day)).toEqual([0]);
  });

  it("never goes back, and ends where a clock was set back", () => {
    expect(timesOf(100, 40, 120)).toEqual([100, 100, 120]);
    expect(timesOf(100_000, 40_000, 30_000)).toEqual([100_000, 100_000]);
  });
});
