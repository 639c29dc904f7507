import { isInCalendar, momentMistakes, momentOf } from "../../../../src/local-pool/seed/moment.js";

const now = new Date("2030-01-31T12:00:00Z");

describe("momentOf", () => {
  it.each([
    ["2030-01-01", "2030-01-01T00:00:00.000Z"],
    ["2030-01-01T08:30:00Z", "2030-01-01T08:30:00.000Z"],
    ["30 days ago", "2030-01-01T12:00:00.000Z"],
    ["1 day ago", "2030-01-30T12:00:00.000Z"],
    ["2 hours ago", "2030-01-31T10:00:00.000Z"],
    ["5 minutes ago", "2030-01-31T11:55:00.000Z"],
    ["0 minutes ago", "2030-01-31T12:00:00.000Z"],
  ])("reads %s", (stated, expected) => {
    expect(momentOf(stated, now).toISOString()).toBe(expected);
  });

  it("is now unless stated, or what else is told", () => {
    expect(momentOf(undefined, now)).toBe(now);
    const other = new Date(0);
    expect(momentOf(undefined, now, other)).toBe(other);
  });
});

describe("isInCalendar", () => {
  it.each(["2030-02-30", "2030-13-01", "2030-01-01T25:00:00Z"])("refuses %s", (date) => {
    expect(isInCalendar(date)).toBe(false);
  });
});

describe("momentMistakes", () => {
  it("names the members that are in no calendar", () => {
    const moments = { at: "2030-02-30", first: "2 days ago", last: undefined, end: "2030-02-28" };
    expect(momentMistakes(moments, "event")).toEqual(["event.at: there is no such day or time"]);
  });
});
