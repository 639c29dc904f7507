import { readLinkedIdentities } from "../../../../src/cognito/records/linked-identities.js";
import { toUserRecord } from "../../../../src/cognito/records/user-record.js";

const read = (value?: string) =>
  readLinkedIdentities(
    toUserRecord("eu-west-1_AbCdEf123", {
      Username: "Google_1",
      UserStatus: "EXTERNAL_PROVIDER",
      UserAttributes: value === undefined ? [] : [{ Name: "identities", Value: value }],
    }),
  );

describe("readLinkedIdentities", () => {
  it("reads the attribute as Cognito writes it", () => {
    const value =
      '[{"userId":"118","providerName":"Google","providerType":"Google","issuer":null,"primary":true,"dateCreated":1646034013110},' +
      '{"userId":"a@b.example","providerName":"Corp","providerType":"SAML","issuer":"urn:corp","primary":"false","dateCreated":"1701125599632"}]';
    expect(read(value)).toEqual([
      {
        providerName: "Google",
        providerType: "Google",
        userId: "118",
        primary: true,
        linkedAt: new Date("2022-02-28T07:40:13.110Z"),
      },
      {
        providerName: "Corp",
        providerType: "SAML",
        userId: "a@b.example",
        primary: false,
        linkedAt: new Date("2023-11-27T22:53:19.632Z"),
      },
    ]);
  });

  it("finds none where there is no such attribute", () => {
    expect(read()).toEqual([]);
  });

  it.each(["", ',"dateCreated":null', ',"dateCreated":"soon"', ',"dateCreated":1e300'])(
    "leaves out what is not told: %s",
    (more) => {
      expect(read(`[{"userId":"1","providerName":"Corp"${more}}]`)).toEqual([
        { providerName: "Corp", providerType: null, userId: "1", primary: false, linkedAt: null },
      ]);
    },
  );

  it.each(["", "Google", "{}", "null", "[1]", "[null]", '[{"userId":1,"providerName":"Corp"}]'])(
    "takes %j for no answer of Cognito",
    (value) => {
      expect(() => read(value)).toThrow(
        expect.objectContaining({ code: "UPSTREAM_ERROR" }) as Error,
      );
    },
  );
});
