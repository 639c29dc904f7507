import {
  identityProviderTypes,
  toAppClient,
  toGroup,
  toIdentityProvider,
} from "../../../../src/cognito/records/directory.js";
import { encodeUserId } from "../../../../src/cognito/records/user-id.js";

const poolId = "eu-west-1_A";
const fault = expect.objectContaining({ code: "UPSTREAM_ERROR" }) as Error;
const [then, now] = [new Date("2026-01-01T00:00:00Z"), new Date("2026-02-01T00:00:00Z")];

describe("a group", () => {
  it("is in the gateway's words", () => {
    const told = toGroup(poolId, {
      ...{ GroupName: "g", UserPoolId: poolId, Description: "The g's.", Precedence: 0 },
      ...{ RoleArn: "arn:aws:iam::111122223333:role/g", CreationDate: then, LastModifiedDate: now },
    });
    expect(told).toEqual({
      ...{ id: told.id, poolId, name: "g", description: "The g's.", precedence: 0 },
      ...{ roleArn: "arn:aws:iam::111122223333:role/g", createdAt: then, lastModifiedAt: now },
    });
  });

  it("has null for what Cognito does not say", () => {
    expect(toGroup(poolId, { GroupName: "g" })).toMatchObject({
      ...{ description: null, precedence: null, roleArn: null },
      ...{ createdAt: null, lastModifiedAt: null },
    });
  });

  it("has an id of its own, made from its pool and its name", () => {
    const idOf = (pool: string, name: string) => toGroup(pool, { GroupName: name }).id;
    expect(idOf(poolId, "g")).toBe(idOf(poolId, "g"));
    const others = [idOf(poolId, "G"), idOf("eu-west-1_B", "g"), encodeUserId(poolId, "g")];
    expect(new Set([idOf(poolId, "g"), ...others]).size).toBe(4);
  });

  it("without a name is a fault", () => {
    expect(() => toGroup(poolId, { Description: "of whom?" })).toThrow(fault);
  });
});

describe("an identity provider", () => {
  it.each([
    ["SAML", "SAML"],
    ["OIDC", "OIDC"],
    ["Google", "GOOGLE"],
    ["Facebook", "FACEBOOK"],
    ["LoginWithAmazon", "LOGIN_WITH_AMAZON"],
    ["SignInWithApple", "SIGN_IN_WITH_APPLE"],
    ["SomethingNew", "UNKNOWN"],
    [undefined, "UNKNOWN"],
  ])("of the type %s is %s", (type, told) => {
    expect(identityProviderTypes).toContain(told);
    const ProviderType = type as "SAML";
    expect(toIdentityProvider({ ProviderName: "p", ProviderType, CreationDate: then })).toEqual({
      ...{ name: "p", type: told, createdAt: then, lastModifiedAt: null },
    });
  });

  it("without a name is a fault", () => {
    expect(() => toIdentityProvider({ ProviderType: "SAML" })).toThrow(fault);
  });
});

describe("an app client", () => {
  it("is its id and its name, whatever else an answer holds", () => {
    const row = { ClientId: "c", ClientName: "n", UserPoolId: poolId, ClientSecret: "hush" };
    expect(toAppClient(row)).toEqual({ id: "c", name: "n" });
  });

  it.each([[{ ClientId: "c" }], [{ ClientName: "n" }]])("is a fault where it is %j", (row) => {
    expect(() => toAppClient(row)).toThrow(fault);
  });
});
