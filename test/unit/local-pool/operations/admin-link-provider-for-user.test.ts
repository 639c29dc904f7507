import {
  AdminDisableProviderForUserCommand,
  AdminGetUserCommand,
  AdminLinkProviderForUserCommand,
  type ProviderUserIdentifierType,
} from "@aws-sdk/client-cognito-identity-provider";
import {
  failureOf,
  startPoolUnderTest,
  type PoolUnderTest,
} from "../../../support/local-pool-client.js";

const UserPoolId = "local_people";
const google = { ProviderName: "Google", ProviderAttributeName: "Cognito_Subject" };
const company = { ProviderName: "Company", ProviderAttributeName: "email" };
const ann = { ProviderName: "Cognito", ProviderAttributeValue: "ann" };

describe("AdminLinkProviderForUser", () => {
  let subject: PoolUnderTest;

  beforeEach(async () => {
    subject = await startPoolUnderTest({
      seed: {
        pools: [
          {
            id: UserPoolId,
            name: "people",
            identityProviders: [
              { name: "Google", type: "Google" },
              { name: "Company", type: "SAML" },
            ],
            users: [
              { username: "ann", status: "CONFIRMED" },
              {
                username: "Google_1",
                status: "EXTERNAL_PROVIDER",
                identities: [{ providerName: "Google", providerType: "Google", userId: "1" }],
              },
            ],
          },
        ],
      },
    });
  });

  afterEach(() => subject.stop());

  const link = (
    SourceUser: ProviderUserIdentifierType,
    DestinationUser: ProviderUserIdentifierType = ann,
  ) =>
    subject.client.send(
      new AdminLinkProviderForUserCommand({ UserPoolId, DestinationUser, SourceUser }),
    );
  const unlink = (User: ProviderUserIdentifierType) =>
    subject.client.send(new AdminDisableProviderForUserCommand({ UserPoolId, User }));
  const getUser = (Username: string) =>
    subject.client.send(new AdminGetUserCommand({ UserPoolId, Username }));
  const identitiesOf = async (username: string) => {
    const { UserAttributes } = await getUser(username);
    return UserAttributes?.find(({ Name }) => Name === "identities")?.Value;
  };
  const lastEntry = () =>
    subject.pool.ledger.calls({ operation: "AdminLinkProviderForUser" }).at(-1);

  it("writes a link as Cognito does", async () => {
    subject.pool.clock.set(new Date(1_700_000_000_000));
    await link({ ...google, ProviderAttributeValue: "2" });
    const written = (await identitiesOf("ann")) ?? "";
    expect(JSON.parse(written)).toEqual([
      {
        userId: "2",
        providerName: "Google",
        providerType: "Google",
        issuer: null,
        primary: false,
        dateCreated: expect.closeTo(1_700_000_000_000, -5) as number,
      },
    ]);
  });

  it("takes the same link twice, and makes it once", async () => {
    await link({ ...google, ProviderAttributeValue: "2" });
    const once = await identitiesOf("ann");
    await link({ ...google, ProviderAttributeValue: "2" });
    expect(await identitiesOf("ann")).toBe(once);
  });

  it("refuses somebody who has signed up, and changes nothing", async () => {
    const failure = await failureOf(link({ ...google, ProviderAttributeValue: "1" }));
    expect(failure.name).toBe("InvalidParameterException");
    expect(failure.message).toContain("Merging is not currently supported");
    expect(await identitiesOf("ann")).toBeUndefined();
    expect(lastEntry()).toMatchObject({ applied: false });
  });

  it.each([
    ["1", "Merging is not currently supported"],
    ["2", "Invalid SourceUser"],
  ])("makes the link of %s and refuses it all the same, where told so", async (id, text) => {
    subject.pool.switches.linksAlthoughItRefuses = true;
    const failure = await failureOf(link({ ...google, ProviderAttributeValue: id }));
    expect(failure.name).toBe("InvalidParameterException");
    expect(failure.message).toContain(text);
    expect(await identitiesOf("ann")).toContain(`"userId":"${id}"`);
    expect(lastEntry()).toMatchObject({ applied: true, errorType: "InvalidParameterException" });
    expect((await getUser(`Google_${id}`)).Username).toBe("ann");
  });

  it("gives the name of a profile back to it when the link ends", async () => {
    subject.pool.switches.linksAlthoughItRefuses = true;
    await failureOf(link({ ...google, ProviderAttributeValue: "1" }));
    await unlink({ ...google, ProviderAttributeValue: "1" });
    expect((await getUser("Google_1")).Username).toBe("Google_1");
    expect(await identitiesOf("ann")).toBeUndefined();
  });

  it("links to somebody who came by a provider", async () => {
    const destination = { ProviderName: "Google", ProviderAttributeValue: "1" };
    await link({ ...company, ProviderAttributeValue: "ann@example.com" }, destination);
    expect((await getUser("Company_ann@example.com")).Username).toBe("Google_1");
    expect(JSON.parse((await identitiesOf("Google_1")) ?? "")).toHaveLength(2);
  });

  it("ends a link of SAML by the attribute that it was made with", async () => {
    const stated = { ...company, ProviderAttributeValue: "ann@example.com" };
    await link(stated);
    const bySubject = { ...stated, ProviderAttributeName: "Cognito_Subject" };
    expect((await failureOf(unlink(bySubject))).message).toContain("isn't linked to anyone else");
    await unlink(stated);
    expect(await identitiesOf("ann")).toBeUndefined();
  });

  it.each([
    ["a provider that the pool does not know", { ...google, ProviderName: "Facebook" }],
    ["a social identity by another attribute", { ...google, ProviderAttributeName: "email" }],
    ["a user of the pool", { ...google, ProviderName: "Cognito" }],
    ["nobody", { ...google, ProviderAttributeValue: "" }],
  ])("refuses %s as the source", async (_, source) => {
    const failure = await failureOf(link({ ProviderAttributeValue: "2", ...source }));
    expect(failure.name).toBe("InvalidParameterException");
    expect(await identitiesOf("ann")).toBeUndefined();
  });
});
