import { KeptAnswer } from "../../../src/cognito/kept-answer.js";
import type { UserPoolDescription } from "../../../src/cognito/records/records.js";
import { GatewayError } from "../../../src/errors/gateway-error.js";

const maxAgeMs = 60_000;

/** A description whose name says which answer of Cognito's it is. */
function keptUnderTest() {
  let now = 0;
  let asked = 0;
  const fetch = jest.fn(async () => ({ name: `answer ${asked}` }) as UserPoolDescription);
  const kept = new KeptAnswer(
    () => {
      asked += 1;
      return fetch();
    },
    maxAgeMs,
    () => now,
  );
  const nameAt = async (at: number) => {
    now = at;
    return (await kept.get()).name;
  };
  return { kept, fetch, nameAt };
}

describe("a pool's description", () => {
  it("is asked for again when it is too old, or the clock was set back", async () => {
    const { fetch, nameAt } = keptUnderTest();
    expect(await nameAt(0)).toBe("answer 1");
    expect(await nameAt(maxAgeMs)).toBe("answer 1");
    expect(await nameAt(maxAgeMs + 1)).toBe("answer 2");
    expect(await nameAt(-1)).toBe("answer 3");
    expect(fetch).toHaveBeenCalledTimes(3);
  });

  it.each(["THROTTLED", "RATE_LIMITED", "UPSTREAM_TIMEOUT", "UPSTREAM_UNAVAILABLE"] as const)(
    "serves though it is old while another one is %s, which is asked for once a second",
    async (code) => {
      const { fetch, nameAt } = keptUnderTest();
      await nameAt(0);
      for (let time = 0; time < 3; time += 1) fetch.mockRejectedValueOnce(new GatewayError(code));
      expect(await nameAt(maxAgeMs + 1)).toBe("answer 1");
      expect(await nameAt(maxAgeMs + 500)).toBe("answer 1");
      expect(fetch).toHaveBeenCalledTimes(2);
      expect(await nameAt(maxAgeMs + 1500)).toBe("answer 1");
      expect(await nameAt(maxAgeMs + 2600)).toBe("answer 1");
      expect(await nameAt(maxAgeMs + 3700)).toBe("answer 5");
    },
  );

  it.each(["POOL_NOT_FOUND", "GATEWAY_MISCONFIGURED"] as const)(
    "serves no more once Cognito says %s",
    async (code) => {
      const { fetch, nameAt } = keptUnderTest();
      await nameAt(0);
      fetch.mockRejectedValueOnce(new GatewayError(code));
      await expect(nameAt(maxAgeMs + 1)).rejects.toMatchObject({ code });
      expect(await nameAt(maxAgeMs + 2)).toBe("answer 3");
    },
  );

  it("fails when there never was one, or it was to be forgotten", async () => {
    const { kept, fetch, nameAt } = keptUnderTest();
    fetch.mockRejectedValueOnce(new GatewayError("THROTTLED"));
    await expect(nameAt(0)).rejects.toMatchObject({ code: "THROTTLED" });
    expect(await nameAt(1)).toBe("answer 2");
    kept.forget();
    fetch.mockRejectedValueOnce(new GatewayError("THROTTLED"));
    await expect(nameAt(2)).rejects.toMatchObject({ code: "THROTTLED" });
  });

  it("is asked for anew where it lacks something and is some seconds old, and not more often", async () => {
    const { kept, fetch, nameAt } = keptUnderTest();
    expect(await nameAt(0)).toBe("answer 1");
    expect(await kept.getAnewIf(() => false)).toEqual({ name: "answer 1" });
    expect(await kept.getAnewIf(() => true)).toEqual({ name: "answer 1" });
    await nameAt(5001);
    expect(fetch).toHaveBeenCalledTimes(1);
    expect(await kept.getAnewIf(({ name }) => name === "answer 1")).toEqual({ name: "answer 2" });
    expect(await kept.getAnewIf(() => true)).toEqual({ name: "answer 2" });
    expect(fetch).toHaveBeenCalledTimes(2);
  });
});
