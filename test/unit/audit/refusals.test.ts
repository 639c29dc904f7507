import type { RefusedAttempt, RefusedAttemptSum } from "../../../src/audit/chain/audit-record.js";
import { Refusals } from "../../../src/audit/refusals.js";

const refusalBy = (
  subject: string,
  code: RefusedAttempt["code"] = "FORBIDDEN",
): RefusedAttempt => ({
  actor: { subject, issuer: "i", roles: [] },
  code,
  requestId: "r",
});

let records: (RefusedAttempt | RefusedAttemptSum)[];
let isFailing: boolean;
let refusals: Refusals;

beforeEach(() => {
  jest.useFakeTimers();
  records = [];
  isFailing = false;
  refusals = new Refusals(3, async (record) => {
    if (isFailing) throw new Error("no");
    records.push(record);
  });
});

afterEach(() => {
  jest.useRealTimers();
});

const sums = () => records.filter((record): record is RefusedAttemptSum => "count" in record);

describe("Refusals", () => {
  it("writes so many of a caller one by one, and the rest as one sum when the minute is over", () => {
    for (let index = 0; index < 10; index += 1) refusals.add(refusalBy("a"));
    refusals.add(refusalBy("a", "RATE_LIMITED"));
    refusals.add(refusalBy("b"));
    expect([records.length, sums()]).toEqual([4, []]);
    jest.advanceTimersByTime(60_000);
    expect(sums()).toEqual([
      { actor: refusalBy("a").actor, count: 8, codes: ["FORBIDDEN", "RATE_LIMITED"] },
    ]);
    refusals.add(refusalBy("a"));
    expect(records).toHaveLength(6);
  });

  it("writes no sum where there is nothing to sum up", () => {
    refusals.add(refusalBy("a"));
    jest.advanceTimersByTime(60_000);
    refusals.end();
    expect(records).toHaveLength(1);
  });

  it("writes the sums at the end, too", () => {
    for (let index = 0; index < 5; index += 1) refusals.add(refusalBy("a"));
    refusals.end();
    expect(sums()).toMatchObject([{ count: 2 }]);
  });

  it("writes a thousand in a minute, and sums up the others for each caller", () => {
    for (let index = 0; index < 1500; index += 1) refusals.add(refusalBy(`caller-${index % 500}`));
    expect(records).toHaveLength(1000);
    refusals.end();
    expect(sums().map(({ count }) => count)).toEqual(Array.from({ length: 500 }, () => 1));
  });

  it("tells a thousand callers apart, and sums up every one of the others", () => {
    const callers = 3000;
    for (let index = 0; index < callers; index += 1) refusals.add(refusalBy(`caller-${index}`));
    expect(records).toHaveLength(1000);
    refusals.end();
    const counted = sums().reduce((sum, { count }) => sum + count, 0);
    expect(1000 + counted).toBe(callers);
    expect(sums().filter(({ actor }) => actor === undefined)).toHaveLength(1);
    expect(sums().length).toBeLessThanOrEqual(1001);
  });

  it("counts what could not be written", async () => {
    isFailing = true;
    refusals.add(refusalBy("a"));
    await Promise.resolve();
    await Promise.resolve();
    isFailing = false;
    refusals.end();
    expect(sums()).toMatchObject([{ count: 1, codes: ["FORBIDDEN"] }]);
  });
});
