import { ThrottleRetry } from "../../../../src/cognito/gate/throttle-retry.js";
import { GatewayError } from "../../../../src/errors/gateway-error.js";

const throttled = new GatewayError("THROTTLED");

describe("ThrottleRetry", () => {
  it("tries a throttled write again, with the time that is left", async () => {
    const send = jest.fn<Promise<string>, [number]>();
    send.mockRejectedValueOnce(throttled).mockResolvedValueOnce("done");
    expect(await new ThrottleRetry(60_000).run(send)).toBe("done");
    const times = send.mock.calls.map(([deadlineMs]) => deadlineMs);
    expect(times).toHaveLength(2);
    expect(times[1]).toBeLessThan(times[0]!);
  });

  it.each([
    "LIMIT_EXCEEDED",
    "UPSTREAM_ERROR",
    "UPSTREAM_TIMEOUT",
    "UPSTREAM_UNAVAILABLE",
  ] as const)("tries nothing again that ended in %s: it may have been done", async (code) => {
    const failure = new GatewayError(code);
    const send = jest.fn().mockRejectedValue(failure);
    await expect(new ThrottleRetry(60_000).run(send)).rejects.toBe(failure);
    expect(send).toHaveBeenCalledTimes(1);
  });

  it("tries nothing again when there is no time for another answer", async () => {
    const send = jest.fn().mockRejectedValue(throttled);
    await expect(new ThrottleRetry(499).run(send)).rejects.toBe(throttled);
    expect(send).toHaveBeenCalledTimes(1);
  });

  it("tries one write in ten again, when all are throttled", async () => {
    const retry = new ThrottleRetry(60_000);
    const send = jest.fn().mockRejectedValue(throttled);
    await expect(retry.run(send)).rejects.toBe(throttled);
    expect(send).toHaveBeenCalledTimes(2);
    for (let write = 0; write < 8; write += 1) {
      await expect(retry.run(send)).rejects.toBe(throttled);
    }
    expect(send).toHaveBeenCalledTimes(10);
  });
});
