import { call, type CognitoCall } from "../../../../src/cognito/calls/call.js";
import type { Deadline } from "../../../../src/cognito/transport/deadline.js";
import { until } from "../../../support/until.js";

const observed: CognitoCall[] = [];
const options = (deadlineMs: number) => ({
  poolId: "eu-west-1_A",
  operation: "AdminGetUser" as const,
  deadlineMs,
  observe: (finished: CognitoCall) => void observed.push(finished),
});

beforeEach(() => {
  observed.length = 0;
});

describe("call", () => {
  it("hands the answer on and reports it once", async () => {
    expect(await call(options(1000), async () => "answer")).toBe("answer");
    expect(observed).toEqual([
      {
        poolId: "eu-west-1_A",
        operation: "AdminGetUser",
        result: "OK",
        durationMs: expect.any(Number) as number,
      },
    ]);
  });

  it.each([
    ["rejects", () => Promise.reject(named("UserNotFoundException"))],
    [
      "throws at once",
      () => {
        throw named("UserNotFoundException");
      },
    ],
  ])(
    "turns what a call that %s with into a GatewayError and reports its code",
    async (_how, send) => {
      await expect(call(options(1000), send)).rejects.toMatchObject({
        name: "GatewayError",
        code: "USER_NOT_FOUND",
      });
      expect(observed.map(({ result }) => result)).toEqual(["USER_NOT_FOUND"]);
    },
  );

  it("ends at its deadline a call that never answers and does not listen to its deadline", async () => {
    let deadline: Deadline | undefined;
    const hanging = call(options(5), (given) => {
      deadline = given;
      return new Promise<never>(() => undefined);
    });
    await expect(hanging).rejects.toMatchObject({
      code: "UPSTREAM_TIMEOUT",
      details: { outcome: "UNKNOWN" },
    });
    expect(deadline?.isOver).toBe(true);
    expect(observed.map(({ result }) => result)).toEqual(["UPSTREAM_TIMEOUT"]);
  });

  it("takes what an answer says that is there when its time is over", async () => {
    const late = call(options(5), async (deadline) => {
      deadline.answered();
      await new Promise((resolve) => setTimeout(resolve, 30));
      return [deadline.isOver, "understood"];
    });
    // Nothing may follow it: who would try again is told that the time is over.
    expect(await late).toEqual([true, "understood"]);
    expect(observed.map(({ result }) => result)).toEqual(["OK"]);
  });

  it("ends all the same when an answer is never understood", async () => {
    const hanging = call(options(5), (deadline) => {
      deadline.answered();
      return new Promise<never>(() => undefined);
    });
    await expect(hanging).rejects.toMatchObject({ code: "UPSTREAM_TIMEOUT" });
  });

  it("ends at its deadline an attempt that follows an answer", async () => {
    let wasOver = false;
    const hanging = call(options(5), (deadline) => {
      deadline.answered();
      deadline.endWith(() => {
        wasOver = deadline.isOver;
      });
      return until(() => deadline.isOver, "the time is over").then(() => {
        // In the same turn, not after the time that an answer has.
        expect(wasOver).toBe(true);
        return new Promise<never>(() => undefined);
      });
    });
    await expect(hanging).rejects.toMatchObject({ code: "UPSTREAM_TIMEOUT" });
  });

  it("does not mind what becomes of the call after its deadline", async () => {
    let fail: (error: Error) => void = () => undefined;
    const late = call(
      options(5),
      () =>
        new Promise<never>((_resolve, reject) => {
          fail = reject;
        }),
    );
    await expect(late).rejects.toMatchObject({ code: "UPSTREAM_TIMEOUT" });
    fail(new Error("late"));
    await new Promise((resolve) => setImmediate(resolve));
    expect(observed).toHaveLength(1);
  });

  it("lets the time of a call that has ended run no longer", async () => {
    let deadline: Deadline | undefined;
    await call(options(5), async (given) => {
      deadline = given;
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(deadline?.isOver).toBe(false);
  });
});

function named(name: string): Error {
  return Object.assign(new Error("secret"), { name });
}
