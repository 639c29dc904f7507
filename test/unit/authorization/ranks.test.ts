import { rankOfGroups, rankOfRoles } from "../../../src/authorization/ranks.js";

describe("rankOfRoles", () => {
  it.each([
    [[], 0],
    [["admin"], 100],
    [["helpdesk", "admin"], 100],
    [["stranger"], 0],
    [["constructor", "__proto__"], 0],
  ])("of %j is %i", (roles, rank) => {
    expect(rankOfRoles(roles, { admin: 100, helpdesk: 50 })).toBe(rank);
  });
});

describe("rankOfGroups", () => {
  const ranks = { staff: 80, buyers: 0 };

  it.each([
    [[], 0],
    [["buyers"], 0],
    [["buyers", "staff"], 80],
    [["staff", "unheard-of"], 1001],
    [["constructor"], 1001],
    [["*"], 1001],
  ])("of %j is %i: what nobody has judged is above everybody", (groups, rank) => {
    expect(rankOfGroups(groups, ranks)).toBe(rank);
  });

  it("lets * judge all that are not named", () => {
    expect(rankOfGroups(["unheard-of", "buyers"], { ...ranks, "*": 5 })).toBe(5);
  });
});
