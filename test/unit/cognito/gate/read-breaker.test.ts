import { ReadBreaker } from "../../../../src/cognito/gate/read-breaker.js";
import type { ErrorCode } from "../../../../src/errors/error-codes.js";
import { GatewayError } from "../../../../src/errors/gateway-error.js";

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

function breakerUnderTest() {
  const breaker = new ReadBreaker(
    { faults: 3, openMs: 2000 },
    (retryAfterMs) => new GatewayError("UPSTREAM_UNAVAILABLE", { retryAfterMs }),
  );
  const send = jest.fn<Promise<string>, []>();
  const run = () => breaker.run(send);
  const fail = async (code: ErrorCode, times: number) => {
    for (let turn = 0; turn < times; turn += 1) {
      send.mockRejectedValueOnce(new GatewayError(code));
      await run().catch(() => undefined);
    }
  };
  return { breaker, send, run, fail };
}

describe("ReadBreaker", () => {
  it.each(["UPSTREAM_ERROR", "UPSTREAM_TIMEOUT", "UPSTREAM_UNAVAILABLE"] as const)(
    "opens after so many %s in a row, and then tries nothing",
    async (code) => {
      const { breaker, send, run, fail } = breakerUnderTest();
      await fail(code, 2);
      expect(breaker.state).toBe("closed");
      await fail(code, 1);
      expect(breaker.state).toBe("open");
      await jest.advanceTimersByTimeAsync(500);
      await expect(run()).rejects.toMatchObject({
        code: "UPSTREAM_UNAVAILABLE",
        details: { retryAfterMs: 1500 },
      });
      expect(send).toHaveBeenCalledTimes(3);
    },
  );

  it.each(["USER_NOT_FOUND", "THROTTLED", "OPERATION_REFUSED", "GATEWAY_MISCONFIGURED"] as const)(
    "takes %s for a sign of health",
    async (code) => {
      const { breaker, fail } = breakerUnderTest();
      await fail(code, 20);
      expect(breaker.state).toBe("closed");
    },
  );

  it("begins to count anew after an answer", async () => {
    const { breaker, send, run, fail } = breakerUnderTest();
    await fail("UPSTREAM_ERROR", 2);
    send.mockResolvedValueOnce("answer");
    expect(await run()).toBe("answer");
    await fail("UPSTREAM_ERROR", 2);
    expect(breaker.state).toBe("closed");
  });

  it("tries one call when its time is over, refuses others meanwhile, and closes when it is answered", async () => {
    const { breaker, send, run, fail } = breakerUnderTest();
    await fail("UPSTREAM_ERROR", 3);
    await jest.advanceTimersByTimeAsync(2000);
    let answer: (text: string) => void = () => undefined;
    send.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
    const probe = run();
    await jest.advanceTimersByTimeAsync(1);
    expect(breaker.state).toBe("half-open");
    const others = await Promise.allSettled([run(), run(), run()]);
    expect(others.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    expect(send).toHaveBeenCalledTimes(4);
    answer("back");
    expect(await probe).toBe("back");
    expect(breaker.state).toBe("closed");
  });

  it("stays open when the call that is tried fails, and tries one more each time", async () => {
    const { breaker, send, run, fail } = breakerUnderTest();
    await fail("UPSTREAM_ERROR", 3);
    for (let window = 1; window <= 5; window += 1) {
      await jest.advanceTimersByTimeAsync(2000);
      await fail("UPSTREAM_TIMEOUT", 1);
      await expect(run()).rejects.toMatchObject({ code: "UPSTREAM_UNAVAILABLE" });
      expect(send).toHaveBeenCalledTimes(3 + window);
    }
    expect(breaker.state).toBe("open");
  });

  it("closes when the call that is tried is refused in good health", async () => {
    const { breaker, fail } = breakerUnderTest();
    await fail("UPSTREAM_ERROR", 3);
    await jest.advanceTimersByTimeAsync(2000);
    await fail("USER_NOT_FOUND", 1);
    expect(breaker.state).toBe("closed");
  });

  it("tries again when its time is over, though the clock was set back", async () => {
    const { breaker, send, run, fail } = breakerUnderTest();
    await fail("UPSTREAM_ERROR", 3);
    jest.setSystemTime(Date.now() - 3_600_000);
    await expect(run()).rejects.toMatchObject({ details: { retryAfterMs: 2000 } });
    await jest.advanceTimersByTimeAsync(2000);
    send.mockResolvedValueOnce("back");
    expect(await run()).toBe("back");
    expect(breaker.state).toBe("closed");
  });

  it.each<[string, () => string]>([
    ["an answer", () => "early"],
    [
      "a fault",
      () => {
        throw new GatewayError("UPSTREAM_ERROR");
      },
    ],
  ])("learns nothing from %s to a call that was made before it opened", async (_what, end) => {
    const { breaker, send, run, fail } = breakerUnderTest();
    send.mockReturnValueOnce(new Promise((resolve) => setTimeout(resolve, 1000)).then(end));
    const ended = run().catch(() => undefined);
    await fail("UPSTREAM_ERROR", 3);
    await jest.advanceTimersByTimeAsync(1000);
    await ended;
    expect(breaker.state).toBe("open");
    await expect(run()).rejects.toMatchObject({ details: { retryAfterMs: 1000 } });
  });
});
