import { QuotaShare } from "../../../src/cognito/quota-share.js";
import { GatewayError } from "../../../src/errors/gateway-error.js";

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

const limited = { code: "RATE_LIMITED" };

function shareUnderTest(perSecond: number) {
  const share = new QuotaShare(perSecond);
  const taken: { name: string; at: number }[] = [];
  const take = async (name: string, { isUrgent = false, waitMs = 1000 } = {}) => {
    await share.take({
      isUrgent,
      waitMs,
      refuse: (retryAfterMs) => new GatewayError("RATE_LIMITED", { retryAfterMs }),
    });
    taken.push({ name, at: performance.now() });
  };
  const names = () => taken.map(({ name }) => name).join("");
  return { share, take, taken, names };
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
    expect(share.waiting).toBe(1);
    await jest.advanceTimersByTimeAsync(2);
    expect(names()).toBe("abc");
    expect(share.waiting).toBe(0);
  });

  it("never gives more than its turns in any second, and none away, whoever asks and when", async () => {
    const perSecond = 5;
    const { take, taken } = shareUnderTest(perSecond);
    for (let index = 0; index < 400; index += 1) {
      take(String(index), { isUrgent: index % 3 === 0 }).catch(() => undefined);
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
    void take("E", { isUrgent: true });
    await jest.advanceTimersByTimeAsync(1001);
    expect(names()).toBe("abEc");
  });

  it("refuses who was overtaken when their time is over", async () => {
    const { take, share, names } = shareUnderTest(1);
    await take("a");
    const overtaken = expect(take("b")).rejects.toMatchObject(limited);
    void take("C", { isUrgent: true });
    await jest.advanceTimersByTimeAsync(1001);
    await overtaken;
    expect(share.waiting).toBe(0);
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
    expect(share.waiting).toBe(0);
  });

  it("refuses at once when a second's worth waits already", async () => {
    const { take, share } = shareUnderTest(2);
    await Promise.all([take("a"), take("b")]);
    void take("c", { waitMs: 60_000 });
    void take("d", { waitMs: 60_000 });
    await expect(take("e", { waitMs: 60_000 })).rejects.toMatchObject(limited);
    expect(share.waiting).toBe(2);
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
