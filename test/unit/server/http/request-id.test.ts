import { requestIdFor } from "../../../../src/server/http/request-id.js";

const made = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[\da-f]{4}-[\da-f]{12}$/;

describe("requestIdFor", () => {
  it.each(["a", "trace_1-2", "0f".repeat(32)])("keeps the harmless %s", (header) => {
    expect(requestIdFor(header)).toBe(header);
  });

  it.each<[string | string[] | undefined]>([
    [undefined],
    [""],
    ["two words"],
    ["line\nbreak"],
    ["trailing\n"],
    ['"quote"'],
    ["<b>"],
    ["a.b"],
    ["ü"],
    ["x".repeat(65)],
    [["a", "b"]],
  ])("makes a new one in place of %j", (header) => {
    expect(requestIdFor(header)).toMatch(made);
  });

  it("makes a different one each time", () => {
    expect(requestIdFor(undefined)).not.toBe(requestIdFor(undefined));
  });
});
