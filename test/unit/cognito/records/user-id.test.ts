import { decodeUserId, encodeUserId } from "../../../../src/cognito/records/user-id.js";

const raw = (text: string) => Buffer.from(text).toString("base64url");

describe("a user's id", () => {
  it.each([
    ["eu-west-1_A", "ann"],
    ["eu-west-1_A", "Google_1234567890"],
    ["eu-west-1_A", 'quote " and \\ backslash'],
    ["eu-west-1_A", "Zoë 漢字 😀"],
    ["eu-west-1_A", "nul\0"],
    ["eu-west-1_A", "\ud800"],
    ["eu-west-1_A", "x".repeat(128)],
    ["", ""],
  ])("holds the pool %j and the name %j, and gives them back", (poolId, username) => {
    const id = encodeUserId(poolId, username);
    expect(id).toMatch(/^[\w-]+$/);
    expect(decodeUserId(id)).toEqual({ poolId, username });
  });

  it("is another for another pool or name, wherever the one ends and the other begins", () => {
    const ids = [
      ["a", "bc"],
      ["ab", "c"],
      ["ab", "C"],
      ['a","b', "c"],
      ["a", 'b","c'],
    ].map(([poolId = "", username = ""]) => encodeUserId(poolId, username));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each([
    "",
    "nonsense",
    "%%%",
    raw("not JSON"),
    raw("null"),
    raw("{}"),
    raw('"text"'),
    raw("[]"),
    raw('["eu-west-1_A"]'),
    raw('["eu-west-1_A","ann","more"]'),
    raw('["eu-west-1_A",1]'),
    raw('[null,"ann"]'),
    raw('{"0":"eu-west-1_A","1":"ann","length":2}'),
    // The same user spelled otherwise is no id: caches would hold them twice.
    raw('["eu-west-1_A", "ann"]'),
    raw('["eu-west-1_A","\\u0061nn"]'),
    `${encodeUserId("eu-west-1_A", "ann")}=`,
    `${encodeUserId("eu-west-1_A", "ann")} `,
    Buffer.from('["eu-west-1_A","ann>>>???"]').toString("base64"),
    "x".repeat(100_000),
  ])("is not %j", (id) => {
    expect(decodeUserId(id)).toBeNull();
  });
});
