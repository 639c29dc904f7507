import { toUserRecord } from "../../../../src/cognito/records/user-record.js";
import { MutationLimits } from "../../../../src/graphql/request/mutation-limits.js";
import { userSubject } from "../../../../src/graphql/user/user-subject.js";

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

const principal = (subject: string, issuer = "https://issuer.example.com") => ({
  subject,
  issuer,
  roles: ["admin"],
  subjectPoolIds: [],
});
const keyOf = (username: string, sub: string | null, poolId = "eu-west-1_A") =>
  userSubject.key(
    toUserRecord(poolId, {
      Username: username,
      UserStatus: "CONFIRMED",
      UserAttributes: sub === null ? [] : [{ Name: "sub", Value: sub }],
    }),
  );

function limitsUnderTest() {
  const refused: string[] = [];
  const settings = {
    mutationsPerCallerPerMinute: 3,
    mutationsPerTargetPerMinute: 2,
    deletionsPerCallerPerMinute: 1,
  };
  const limits = new MutationLimits(settings, (reason) => void refused.push(reason));
  return { limits, refused };
}

/** How many of so many attempts are let through. */
async function letThrough(attempt: () => Promise<void>, times: number): Promise<number> {
  const results = await Promise.allSettled(Array.from({ length: times }, attempt));
  return results.filter(({ status }) => status === "fulfilled").length;
}

describe("MutationLimits", () => {
  it("lets a caller set as many passwords in a minute as configured", async () => {
    const { limits, refused } = limitsUnderTest();
    expect(await letThrough(() => limits.countCaller(principal("ann")), 10)).toBe(3);
    expect(refused).toEqual(Array(7).fill("caller"));
  });

  it("says how long to wait, and keeps its word", async () => {
    const { limits } = limitsUnderTest();
    await letThrough(() => limits.countCaller(principal("ann")), 3);
    await jest.advanceTimersByTimeAsync(20_000);
    await expect(limits.countCaller(principal("ann"))).rejects.toMatchObject({
      code: "RATE_LIMITED",
      details: { retryAfterMs: 40_000 },
    });
    await jest.advanceTimersByTimeAsync(40_000);
    await expect(limits.countCaller(principal("ann"))).resolves.toBeUndefined();
  });

  it("counts callers apart, those with the same subject at two issuers too", async () => {
    const { limits } = limitsUnderTest();
    await letThrough(() => limits.countCaller(principal("ann")), 10);
    expect(await letThrough(() => limits.countCaller(principal("bob")), 10)).toBe(3);
    const namesake = principal("ann", "https://other.example.com");
    expect(await letThrough(() => limits.countCaller(namesake), 10)).toBe(3);
  });

  it("counts a target by sub and pool, and by username when there is no sub", async () => {
    const { limits, refused } = limitsUnderTest();
    expect(await letThrough(() => limits.countTarget(keyOf("carla", "sub-1")), 5)).toBe(2);
    expect(await letThrough(() => limits.countTarget(keyOf("Carla", "sub-1")), 5)).toBe(0);
    expect(await letThrough(() => limits.countTarget(keyOf("carla", "sub-1", "b_B")), 5)).toBe(2);
    expect(await letThrough(() => limits.countTarget(keyOf("dan", null)), 5)).toBe(2);
    expect(refused).toEqual(Array(14).fill("target"));
  });

  it("forgets whom it has not seen for a minute", async () => {
    const { limits } = limitsUnderTest();
    for (let index = 0; index < 1000; index += 1) {
      await limits.countCaller(principal(String(index)));
    }
    expect(jest.getTimerCount()).toBe(1000);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(jest.getTimerCount()).toBe(0);
  });
});
