import { mfaMethods, userStatuses } from "../../../src/cognito/records.js";
import { enumValues } from "../../../src/graphql/enum-values.js";
import { EmailAddress } from "../../../src/graphql/scalars.js";

describe("EmailAddress", () => {
  it.each(["ann@example.com", "not an address", "", "ANN@EXAMPLE.COM", "ann@例え.jp"])(
    "answers %j exactly as the pool holds it",
    (address) => {
      expect(EmailAddress.serialize(address)).toBe(address);
    },
  );

  it("says where its form is defined", () => {
    expect(EmailAddress.specifiedByURL).toMatch(/^https:\/\/www\.rfc-editor\.org\/rfc\/rfc5322/);
  });
});

describe("enumValues", () => {
  it.each([[userStatuses], [mfaMethods]])("makes each name its own value", (names) => {
    const values: Readonly<Record<string, string>> = enumValues<string>(names);
    expect(Object.keys(values)).toEqual([...names]);
    expect(Object.values(values)).toEqual([...names]);
  });
});
