import {
  identitiesIn,
  linkedNames,
  newIdentity,
  withIdentities,
} from "../../../../../src/local-pool/directory/identities/linked-identities.js";

const identityOf = (userId: string, primary: boolean) =>
  newIdentity({ userId, providerName: "Corp", providerType: "OIDC", primary }, new Date(0));

describe("identities", () => {
  it("are read as they were written, and leave the other attributes alone", () => {
    const identities = [identityOf("1", true), identityOf("2", false)];
    const attributes = withIdentities(new Map([["name", "Ann"]]), identities);
    expect(identitiesIn(attributes)).toEqual(identities);
    expect(attributes.get("name")).toBe("Ann");
  });

  it("leave no attribute when there are none", () => {
    const attributes = withIdentities(new Map(), [identityOf("1", true)]);
    expect([...withIdentities(attributes, []).keys()]).toEqual([]);
  });

  it("give the names of those that are not primary", () => {
    const identities = [identityOf("1", true), identityOf("2", false)];
    expect(linkedNames(withIdentities(new Map(), identities))).toEqual(["Corp_2"]);
  });

  it.each(["", "{}", "no JSON", "[null, 7, {}]"])("are none where a seed wrote %j", (written) => {
    const attributes = new Map([["identities", written]]);
    expect(identitiesIn(attributes)).toEqual([]);
    expect(linkedNames(attributes)).toEqual([]);
  });
});
