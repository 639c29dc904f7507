import {
  CreateIdentityProviderCommand,
  ListIdentityProvidersCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { startPoolUnderTest, type PoolUnderTest } from "../../../support/local-pool-client.js";

const UserPoolId = "local_people";
const seeded = [
  { name: "Google", type: "Google" },
  { name: "Company", type: "SAML" },
] as const;

describe("ListIdentityProviders", () => {
  let subject: PoolUnderTest;

  beforeEach(async () => {
    subject = await startPoolUnderTest({
      seed: { pools: [{ id: UserPoolId, name: "people", identityProviders: seeded }] },
    });
  });

  afterEach(() => subject.stop());

  it("tells the providers of a seed, and those created since, oldest first", async () => {
    await subject.client.send(
      new CreateIdentityProviderCommand({
        UserPoolId,
        ProviderName: "Facebook",
        ProviderType: "Facebook",
        ProviderDetails: { client_secret: "made-up" },
      }),
    );
    const answer = await subject.client.send(new ListIdentityProvidersCommand({ UserPoolId }));
    expect(
      answer.Providers?.map(({ ProviderName, ProviderType }) => [ProviderName, ProviderType]),
    ).toEqual([
      ["Google", "Google"],
      ["Company", "SAML"],
      ["Facebook", "Facebook"],
    ]);
    expect(JSON.stringify(answer)).not.toContain("made-up");
  });
});
