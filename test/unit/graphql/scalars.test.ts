import { GraphQLDateTime } from "graphql-scalars";
import { mfaMethods, userStatuses } from "../../../src/cognito/records/records.js";
import { enumValues } from "../../../src/graphql/enum-values.js";
import { DateTime, EmailAddress } from "../../../src/graphql/scalars.js";

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

describe("DateTime", () => {
  it("answers with a text of RFC 3339 in UTC, to the millisecond", () => {
    expect(DateTime.serialize(new Date(1_700_000_000_123))).toBe("2023-11-14T22:13:20.123Z");
  });

  it("answers with an error for a date that is none", () => {
    expect(() => DateTime.serialize(new Date(Number.NaN))).toThrow("invalid Date");
  });

  it("says where its form is defined", () => {
    expect(DateTime.toConfig()).toMatchObject({
      name: "DateTime",
      description: GraphQLDateTime.description,
      specifiedByURL: GraphQLDateTime.specifiedByURL,
    });
  });
});

describe("enumValues", () => {
  it.each([[userStatuses], [mfaMethods]])("makes each name its own value", (names) => {
    const values: Readonly<Record<string, string>> = enumValues<string>(names);
    expect(Object.keys(values)).toEqual([...names]);
    expect(Object.values(values)).toEqual([...names]);
  });
});
