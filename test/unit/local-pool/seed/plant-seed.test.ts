import {
  AdminGetUserCommand,
  InitiateAuthCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { UserSeed } from "../../../../src/local-pool/seed/seed.js";
import {
  failureOf,
  startPoolUnderTest,
  type PoolUnderTest,
} from "../../../support/local-pool-client.js";

const UserPoolId = "local_people";
const shared = { email: "shared@example.com", email_verified: "true" };

describe("seedUser", () => {
  let subject: PoolUnderTest;

  beforeEach(async () => {
    subject = await startPoolUnderTest({
      seed: {
        pools: [
          {
            id: UserPoolId,
            name: "people",
            aliasAttributes: ["email", "preferred_username"],
            clients: [{ id: "app", name: "app", explicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"] }],
            groups: [{ name: "staff" }, { name: "night" }],
            users: [
              { username: "ann", status: "CONFIRMED", attributes: shared, groups: ["staff"] },
            ],
          },
          {
            id: "local_addresses",
            name: "addresses",
            usernameAttributes: ["email"],
            users: [{ username: "kim@example.com", sub: "sub-of-kim", status: "CONFIRMED" }],
          },
        ],
      },
    });
  });

  afterEach(() => subject.stop());

  const seedUser = (user: UserSeed): void => {
    subject.pool.seedUser(UserPoolId, user);
  };
  const getUser = (Username: string, poolId = UserPoolId) =>
    subject.client.send(new AdminGetUserCommand({ UserPoolId: poolId, Username }));
  const signIn = (USERNAME: string, PASSWORD: string) =>
    subject.client.send(
      new InitiateAuthCommand({
        ClientId: "app",
        AuthFlow: "USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME, PASSWORD },
      }),
    );

  it.each(["EXTERNAL_PROVIDER", "COMPROMISED", "ARCHIVED", "UNKNOWN"] as const)(
    "reaches %s and leaves the rest of the user as it was",
    async (status) => {
      const before = await getUser("ann");
      seedUser({ username: "ann", status });
      const after = await getUser("ann");
      expect(after).toMatchObject({ UserStatus: status, UserAttributes: before.UserAttributes });
    },
  );

  it("takes an alias from whoever had it", async () => {
    seedUser({ username: "bob", status: "CONFIRMED", attributes: shared });
    expect((await getUser("shared@example.com")).Username).toBe("bob");
    expect((await getUser("ann")).Username).toBe("ann");
  });

  it("creates a user whose username is the alias or the sub of another", async () => {
    seedUser({ username: "cat", sub: "dan", status: "CONFIRMED" });
    seedUser({ username: "ann", status: "CONFIRMED", attributes: { preferred_username: "bob" } });
    for (const username of ["bob", "dan"]) {
      seedUser({ username, status: "UNCONFIRMED" });
      expect(await getUser(username)).toMatchObject({
        Username: username,
        UserStatus: "UNCONFIRMED",
      });
    }
    expect((await getUser("ann")).UserStatus).toBe("CONFIRMED");
  });

  it("makes a temporary password that is old already", async () => {
    const password = "Temp-Pass-01!";
    seedUser({ username: "old", status: "FORCE_CHANGE_PASSWORD", password, passwordAgeDays: 8 });
    seedUser({ username: "new", status: "FORCE_CHANGE_PASSWORD", password, passwordAgeDays: 6 });
    expect((await failureOf(signIn("old", password))).message).toContain("expired");
    expect((await signIn("new", password)).ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
    // Nothing has happened to them since.
    const { UserLastModifiedDate: changed = new Date() } = await getUser("old");
    expect(Math.round((Date.now() - changed.getTime()) / 86_400_000)).toBe(8);
  });

  it("gives a federated user its identities", async () => {
    const identities = [{ providerName: "Corp", userId: "42" }];
    seedUser({ username: "Corp_42", status: "EXTERNAL_PROVIDER", identities });
    const { UserAttributes } = await getUser("Corp_42");
    const value = UserAttributes?.find(({ Name }) => Name === "identities")?.Value ?? "";
    expect(JSON.parse(value)).toEqual([
      {
        userId: "42",
        providerName: "Corp",
        providerType: "OIDC",
        issuer: null,
        primary: true,
        dateCreated: expect.any(Number) as unknown,
      },
    ]);
  });

  it("makes the sub the username where the address is the name", async () => {
    expect(await getUser("kim@example.com", "local_addresses")).toMatchObject({
      Username: "sub-of-kim",
      UserAttributes: [
        { Name: "sub", Value: "sub-of-kim" },
        { Name: "email", Value: "kim@example.com" },
      ],
    });
  });

  it("changes the user whose name is the address", async () => {
    const kim = { username: "kim@example.com", status: "UNCONFIRMED" } as const;
    subject.pool.seedUser("local_addresses", kim);
    expect(await getUser("sub-of-kim", "local_addresses")).toMatchObject({
      UserStatus: "UNCONFIRMED",
    });
  });

  it("refuses a user who contradicts itself", async () => {
    expect(() => {
      seedUser({ username: "bob", status: "CONFIRMED", attributes: { sub: "other" } });
    }).toThrow("user.attributes.sub");
    expect((await failureOf(getUser("bob"))).name).toBe("UserNotFoundException");
  });

  it("refuses a pool that does not exist", () => {
    expect(() => {
      subject.pool.seedUser("local_none", { username: "ann", status: "CONFIRMED" });
    }).toThrow('There is no user pool "local_none".');
  });
});
