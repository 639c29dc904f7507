import { Clock, daysAfter, epochSeconds } from "../../../../src/local-pool/handles/clock.js";

describe("Clock", () => {
  const noon = new Date("2030-01-01T12:00:00Z");

  it("is moved by what it is advanced", () => {
    const clock = new Clock(() => noon);
    clock.advance(1_500);
    expect(clock.now()).toEqual(new Date("2030-01-01T12:00:01.500Z"));
  });

  it("runs on from the moment it is set to", () => {
    let base = noon;
    const clock = new Clock(() => base);
    clock.set(new Date("2031-06-01T00:00:00Z"));
    base = daysAfter(base, 1);
    expect(clock.now()).toEqual(new Date("2031-06-02T00:00:00Z"));
  });

  it("writes a moment as seconds with fractions", () => {
    expect(epochSeconds(new Date(1_500))).toBe(1.5);
  });
});
