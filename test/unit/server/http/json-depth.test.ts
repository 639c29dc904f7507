import { isDeeperThan } from "../../../../src/server/http/json-depth.js";

describe("isDeeperThan", () => {
  it.each([
    ["1", 0],
    ["[]", 1],
    ["[{}]", 2],
    ["[[],[],{}]", 2],
    [`{"a":{"b":[1]},"c":[]}`, 3],
    [String.raw`["[[[[","\"[[","\\",{}]`, 2],
    [String.raw`{"\\\"{":"[","}":[[]]}`, 3],
    ["[".repeat(100_000), 100_000],
  ])("counts what is open at once: %#", (text, depth) => {
    expect(isDeeperThan(depth, text)).toBe(false);
    if (depth > 0) expect(isDeeperThan(depth - 1, text)).toBe(true);
  });
});
