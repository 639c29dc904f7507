import { clockAnswer } from "../../../../src/cli/doctor/clock-answer.js";

describe("another clock", () => {
  it.each([
    [null, "not proven", "no answer told the time"],
    [4500, "ok", "agrees with this machine's"],
    [-30_000, "ok", "30 seconds behind this machine's"],
    [60_000, "ok", "60 seconds ahead of this machine's"],
    [61_000, "missing", "61 seconds ahead of this machine's"],
    [-360_000, "missing", "6 minutes behind this machine's"],
  ])("that is %p ms ahead of ours is %s: %s", (aheadMs, state, answer) => {
    expect(clockAnswer(aheadMs, 60_000)).toMatchObject({ state, answer });
  });
});
