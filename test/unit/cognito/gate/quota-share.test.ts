import {
  type Precedence,
  precedences,
  QuotaShare,
} from "../../../../src/cognito/gate/quota-share.js";
import { GatewayError } from "../../../../src/errors/gateway-error.js";

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

const limited = { code: "RATE_LIMITED" };

const refuse = (retryAfterMs: number) => new GatewayError("RATE_LIMITED", { retryAfterMs });

interface Taking {
  readonly precedence?: Precedence;
  readonly waitMs?: number;
}

function shareUnderTest(perSecond: number) {
  const share = new QuotaShare(perSecond);
  const taken: { name: string; at: number }[] = [];
  const take = async (name: string, { precedence = "single", waitMs = 1000 }: Taking = {}) => {
    await share.take({ precedence, until: performance.now() + waitMs, refuse });
    taken.push({ name, at: performance.now() });
  };
  const takeMany = (count: number, taking: Taking) => {
    for (let index = 0; index < count; index += 1) void take(taking.precedence ?? "s", taking);
  };
  const names = () => taken.map(({ name }) => name).join("");
  return { share, take, takeMany, taken, names };
}

describe("QuotaShare", () => {
  it("has a second's worth of turns at once", async () => {
    const { take, names, share } = shareUnderTest(3);
    await Promise.all([take("a"), take("b"), take("c")]);
    expect(names()).toBe("abc");
    expect(share.used).toBe(1);
  });

  it("makes the next wait until a second after the first", async () => {
    const { take, names, share } = shareUnderTest(2);
    await take("a");
    await jest.advanceTimersByTimeAsync(400);
    await take("b");
    void take("c");
    await jest.advanceTimersByTimeAsync(599);
    expect(names()).toBe("ab");
    expect(share.waiting("single")).toBe(1);
    await jest.advanceTimersByTimeAsync(2);
    expect(names()).toBe("abc");
    expect(share.waiting("single")).toBe(0);
  });

  it("never gives more than its turns in any second, and none away, whoever asks and when", async () => {
    const perSecond = 5;
    const { take, taken } = shareUnderTest(perSecond);
    for (let index = 0; index < 400; index += 1) {
      take(String(index), { precedence: precedences[index % 3] ?? "single" }).catch(
        () => undefined,
      );
      await jest.advanceTimersByTimeAsync((index * 7) % 50);
    }
    const times = taken.map(({ at }) => at);
    const tooEarly = times.filter((at, index) => at - (times[index - perSecond] ?? -1000) < 1000);
    expect(tooEarly).toEqual([]);
    // All of 400 steps took 9.8 seconds.
    expect(times.length).toBeGreaterThanOrEqual(9 * perSecond);
  });

  it("serves in order, the urgent first", async () => {
    const { take, names } = shareUnderTest(2);
    await Promise.all([take("a"), take("b")]);
    void take("c");
    void take("d").catch(() => undefined);
    void take("E", { precedence: "write" });
    await jest.advanceTimersByTimeAsync(1001);
    expect(names()).toBe("abEc");
  });

  it("refuses who was overtaken when their time is over", async () => {
    const { take, share, names } = shareUnderTest(1);
    await take("a");
    const overtaken = expect(take("b")).rejects.toMatchObject(limited);
    void take("C", { precedence: "write" });
    await jest.advanceTimersByTimeAsync(1001);
    await overtaken;
    expect(share.waiting("single")).toBe(0);
    expect(names()).toBe("aC");
  });

  it("refuses at once who would come too late, and says when to come again", async () => {
    const { take, share } = shareUnderTest(2);
    await take("a");
    await jest.advanceTimersByTimeAsync(100);
    await take("b");
    await expect(take("c", { waitMs: 899 })).rejects.toMatchObject({
      ...limited,
      details: { retryAfterMs: 900 },
    });
    expect(share.waiting("single")).toBe(0);
  });

  it("lets as many wait as have their turn in time, and refuses the next at once", async () => {
    const { take, takeMany, share } = shareUnderTest(2);
    await Promise.all([take("a"), take("b")]);
    takeMany(4, { waitMs: 2000 });
    await expect(take("late", { waitMs: 2000 })).rejects.toMatchObject({
      ...limited,
      details: { retryAfterMs: 3000 },
    });
    expect(share.waiting("single")).toBe(4);
    expect(share.refused).toBe(1);
    await jest.advanceTimersByTimeAsync(2001);
    expect(share.waiting("single")).toBe(0);
    expect(share.refused).toBe(1);
  });

  it("tells how much of the last second is used", async () => {
    const { take, share } = shareUnderTest(4);
    expect(share.used).toBe(0);
    await take("a");
    expect(share.used).toBe(0.25);
    await jest.advanceTimersByTimeAsync(1001);
    expect(share.used).toBe(0);
  });

  it("leaves no timer behind when nobody waits", async () => {
    const { take } = shareUnderTest(1);
    await take("a");
    void take("b");
    await jest.advanceTimersByTimeAsync(1001);
    expect(jest.getTimerCount()).toBe(0);
  });
});

describe("a batch", () => {
  const batch = { precedence: "batch", waitMs: 60_000 } as const;

  it("is served last, whoever came first", async () => {
    const { take, names } = shareUnderTest(2);
    await Promise.all([take("a"), take("b")]);
    void take("x", batch);
    void take("s", { waitMs: 5000 });
    void take("W", { precedence: "write", waitMs: 5000 });
    await jest.advanceTimersByTimeAsync(3000);
    expect(names()).toBe("abWsx");
  });

  it("never has more than the share in any second, and keeps within a twentieth of it", async () => {
    const { takeMany, taken } = shareUnderTest(120);
    takeMany(2000, batch);
    await jest.advanceTimersByTimeAsync(60_000);
    const times = taken.map(({ at }) => at);
    expect(times).toHaveLength(2000);
    const tooEarly = times.filter((at, index) => at - (times[index - 120] ?? -1000) < 1000);
    expect(tooEarly).toEqual([]);
    const tookMs = (times.at(-1) ?? 0) - (times[0] ?? 0);
    expect(tookMs).toBeLessThan((2000 / 120) * 1000 * 1.05);
  });

  it("is spread over the second, but for half a second's worth at its beginning", async () => {
    const { takeMany, taken } = shareUnderTest(100);
    takeMany(400, batch);
    await jest.advanceTimersByTimeAsync(0);
    expect(taken.length).toBeLessThanOrEqual(50);
    expect(taken.length).toBeGreaterThan(45);
    await jest.advanceTimersByTimeAsync(2000);
    const within = (from: number, to: number) =>
      taken.filter(({ at }) => at - (taken[0]?.at ?? 0) > from && at - (taken[0]?.at ?? 0) <= to);
    expect(within(1500, 1600).length).toBeLessThanOrEqual(11);
    expect(within(1600, 1700).length).toBeGreaterThanOrEqual(9);
  });

  it("leaves turns of every second to a write, which waits for nothing", async () => {
    const { take, takeMany, taken } = shareUnderTest(120);
    takeMany(1000, batch);
    // When what it took at its beginning is not free yet, and the turns of this second are used up.
    await jest.advanceTimersByTimeAsync(900);
    const at = performance.now();
    await Promise.all([
      take("W", { precedence: "write", waitMs: 0 }),
      take("W", { precedence: "write", waitMs: 0 }),
    ]);
    expect(taken.filter(({ name }) => name === "W").map((turn) => turn.at)).toEqual([at, at]);
  });

  it("moves even in the smallest share", async () => {
    const { take, names } = shareUnderTest(1);
    void take("x", batch);
    void take("y", batch);
    await jest.advanceTimersByTimeAsync(2500);
    expect(names()).toBe("xy");
  });

  it("is promised all of its turns, or refused at once with nothing begun", async () => {
    const { share } = shareUnderTest(10);
    const until = performance.now() + 5000;
    const first = share.promise(40, { until, refuse });
    expect(share.waiting("batch")).toBe(40);
    expect(() => share.promise(40, { until, refuse })).toThrow(GatewayError);
    expect(share.refused).toBe(1);
    expect(share.waiting("batch")).toBe(40);
    first.takeOne();
    expect(share.waiting("batch")).toBe(39);
    first.release();
    first.takeOne();
    expect(share.waiting("batch")).toBe(0);
    expect(() => share.promise(40, { until, refuse })).not.toThrow();
  });

  it("is told by a promise when to come again", async () => {
    const { share } = shareUnderTest(10);
    share.promise(40, { until: performance.now() + 60_000, refuse });
    const late = () => share.promise(11, { until: performance.now() + 1000, refuse });
    // Nine turns a second, since one is left to others; half a second's worth of them at once.
    expect(late).toThrow(expect.objectContaining({ details: { retryAfterMs: 5056 } }) as Error);
  });
});
