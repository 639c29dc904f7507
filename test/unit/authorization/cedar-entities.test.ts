import { callerEntity, targetEntity } from "../../../src/authorization/cedar-entities.js";

const principal = { subject: "ada", issuer: "https://one.example", roles: [], subjectPoolIds: [] };
const pool = {
  id: "A",
  alias: "a",
  region: "eu-west-1",
  groupRanks: {},
  protectedGroups: [],
  writes: [],
  shows: [],
};
const target = { poolId: "A", username: "ann", subject: "s", status: "CONFIRMED", enabled: true };

describe("a caller", () => {
  it("is another one when the same sub comes from another issuer", () => {
    const other = { ...principal, issuer: "https://two.example" };
    expect(callerEntity(principal, {}).uid).toEqual(callerEntity({ ...principal }, {}).uid);
    expect(callerEntity(principal, {}).uid).not.toEqual(callerEntity(other, {}).uid);
  });
});

describe("a target", () => {
  it("is another one when the same username is in another pool", () => {
    const about = { ...target, groups: [] };
    const other = { ...pool, id: "B" };
    expect(targetEntity(pool, about).uid).toEqual(targetEntity({ ...pool }, about).uid);
    expect(targetEntity(pool, about).uid).not.toEqual(targetEntity(other, about).uid);
  });

  it("without a sub has none, rather than one that is made up", () => {
    const { json } = targetEntity(pool, { ...target, subject: null, groups: [] });
    expect(json.attrs).not.toHaveProperty("subject");
  });
});
