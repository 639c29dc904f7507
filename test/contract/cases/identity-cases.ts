import {
  AdminDeleteUserCommand,
  AdminDisableProviderForUserCommand,
  AdminLinkProviderForUserCommand,
  CreateIdentityProviderCommand,
  ListIdentityProvidersCommand,
  type CreateIdentityProviderCommandInput,
  type ListIdentityProvidersCommandInput,
} from "@aws-sdk/client-cognito-identity-provider";
import { cases, type PoolRequest } from "../contract-case.js";
import { expectRefusal, freshName, GOOD, OTHER, pagesOf, type Stage } from "../stage.js";

const SECRET = "made-up-secret-of-a-provider";

/** A pool whose providers are those of one case. */
const poolOf = (only: string): PoolRequest => ({ UserPoolTags: { only } });

const createProvider = (stage: Stage, settings: Partial<CreateIdentityProviderCommandInput> = {}) =>
  stage.client.send(
    new CreateIdentityProviderCommand({
      UserPoolId: stage.poolId,
      ProviderName: "Google",
      ProviderType: "Google",
      ProviderDetails: {
        client_id: "an-app",
        client_secret: SECRET,
        authorize_scopes: "email openid",
      },
      ...settings,
    }),
  );

const openId = (ProviderName: string) =>
  ({
    ProviderName,
    ProviderType: "OIDC",
    ProviderDetails: {
      client_id: "an-app",
      client_secret: SECRET,
      attributes_request_method: "GET",
      oidc_issuer: "https://issuer.example.com",
      authorize_scopes: "openid",
      authorize_url: "https://issuer.example.com/authorize",
      token_url: "https://issuer.example.com/token",
      attributes_url: "https://issuer.example.com/me",
      jwks_uri: "https://issuer.example.com/keys",
    },
  }) as const;

const listProviders = (stage: Stage, settings: Partial<ListIdentityProvidersCommandInput> = {}) =>
  stage.client.send(new ListIdentityProvidersCommand({ UserPoolId: stage.poolId, ...settings }));

/** Has a pool of linked people know a provider, once. */
async function knowCompany(stage: Stage): Promise<void> {
  const { Providers = [] } = await listProviders(stage);
  if (Providers.length === 0) await createProvider(stage, openId("Company"));
}

const subject = (ProviderAttributeValue: string) => ({
  ProviderName: "Company",
  ProviderAttributeName: "Cognito_Subject",
  ProviderAttributeValue,
});

const local = (username: string) => ({ ...subject(username), ProviderName: "Cognito" });

const link = (stage: Stage, username: string, id: string) =>
  stage.client.send(
    new AdminLinkProviderForUserCommand({
      UserPoolId: stage.poolId,
      DestinationUser: local(username),
      SourceUser: subject(id),
    }),
  );

const disable = (stage: Stage, User: ReturnType<typeof subject>) =>
  stage.client.send(new AdminDisableProviderForUserCommand({ UserPoolId: stage.poolId, User }));

const identitiesOf = async (stage: Stage, username: string): Promise<readonly unknown[]> => {
  const { UserAttributes } = await stage.getUser(username);
  const written = UserAttributes?.find(({ Name }) => Name === "identities")?.Value ?? "[]";
  return JSON.parse(written) as readonly unknown[];
};

const linked = poolOf("linked");

/** Identity providers, and who is linked to them. */
export const identityCases = cases(
  {
    id: "providers-listed",
    sentence: "the identity providers of a pool are listed by name and type, without their secrets",
    pool: poolOf("providers-listed"),
    run: async (stage) => {
      expect((await listProviders(stage)).Providers).toEqual([]);
      await createProvider(stage);
      const answer = await listProviders(stage);
      expect(answer.Providers).toHaveLength(1);
      expect(answer.Providers?.[0]).toMatchObject({
        ProviderName: "Google",
        ProviderType: "Google",
      });
      expect(answer.Providers?.[0]?.CreationDate).toBeInstanceOf(Date);
      expect(JSON.stringify(answer)).not.toContain(SECRET);
    },
  },
  {
    id: "providers-paged",
    sentence: "identity providers come in pages that together hold each once",
    pool: poolOf("providers-paged"),
    run: async (stage) => {
      for (const name of ["CompanyA", "CompanyB", "CompanyC"]) {
        await createProvider(stage, openId(name));
      }
      const pages = await pagesOf(
        (NextToken) => listProviders(stage, { MaxResults: 2, NextToken }),
        (page) => page.NextToken,
      );
      expect(pages.length).toBeGreaterThan(1);
      const names = pages.flatMap(({ Providers }) =>
        Providers?.map(({ ProviderName }) => ProviderName),
      );
      expect(names.toSorted()).toEqual(["CompanyA", "CompanyB", "CompanyC"]);
      await expectRefusal(listProviders(stage, { MaxResults: 61 }), "InvalidParameterException");
    },
  },
  {
    id: "provider-once",
    sentence: "the name of an identity provider is taken once",
    pool: poolOf("provider-once"),
    run: async (stage) => {
      await createProvider(stage, openId("Company"));
      await expectRefusal(createProvider(stage, openId("Company")), "DuplicateProviderException");
    },
  },
  {
    id: "provider-name-form",
    sentence: "the name of an identity provider begins with no underscore and has no blank",
    pool: poolOf("provider-name-form"),
    run: async (stage) => {
      for (const name of ["_Company", "Com pany", "x".repeat(33)]) {
        await expectRefusal(createProvider(stage, openId(name)), "InvalidParameterException");
      }
    },
  },
  {
    id: "provider-social-name",
    sentence: "a social identity provider has the name of its type",
    pool: poolOf("provider-social-name"),
    run: async (stage) => {
      const call = createProvider(stage, { ProviderName: "OurGoogle" });
      await expectRefusal(call, "InvalidParameterException");
    },
  },
  {
    id: "link-told",
    sentence: "a link is told by the attribute identities, as one that is not primary",
    pool: linked,
    run: async (stage) => {
      await knowCompany(stage);
      const [user, id] = [await stage.createUser(), freshName("id")];
      await link(stage, user, id);
      const told = await identitiesOf(stage, user);
      expect(told).toHaveLength(1);
      expect(told[0]).toMatchObject({
        userId: id,
        providerName: "Company",
        providerType: "OIDC",
        primary: false,
      });
    },
  },
  {
    id: "link-name",
    sentence: "AdminGetUser by the name of a linked profile answers the user whom it is linked to",
    pool: linked,
    run: async (stage) => {
      await knowCompany(stage);
      const [user, id] = [await stage.createUser(), freshName("id")];
      await expectRefusal(stage.getUser(`Company_${id}`), "UserNotFoundException");
      await link(stage, user, id);
      expect((await stage.getUser(`Company_${id}`)).Username).toBe(user);
    },
  },
  {
    id: "link-name-deletes",
    sentence:
      "AdminDeleteUser by the name of a linked profile deletes the user whom it is linked to",
    pool: linked,
    run: async (stage) => {
      await knowCompany(stage);
      const [user, id] = [await stage.createUser(), freshName("id")];
      await link(stage, user, id);
      const request = { UserPoolId: stage.poolId, Username: `Company_${id}` };
      await stage.client.send(new AdminDeleteUserCommand(request));
      await expectRefusal(stage.getUser(user), "UserNotFoundException");
    },
  },
  {
    id: "link-of-another",
    sentence: "an identity that is linked to somebody else is refused, and the link stays theirs",
    pool: linked,
    run: async (stage) => {
      await knowCompany(stage);
      const [user, other] = [await stage.createUser(), await stage.createUser()];
      const id = freshName("id");
      await link(stage, user, id);
      await expectRefusal(link(stage, other, id), "InvalidParameterException");
      expect(await identitiesOf(stage, user)).toHaveLength(1);
      expect(await identitiesOf(stage, other)).toEqual([]);
    },
  },
  {
    id: "link-limit",
    sentence: "a user has five links at most",
    pool: linked,
    run: async (stage) => {
      await knowCompany(stage);
      const user = await stage.createUser();
      for (let count = 0; count < 5; count += 1) await link(stage, user, freshName("id"));
      await expectRefusal(link(stage, user, freshName("id")), "LimitExceededException");
    },
  },
  {
    id: "link-destination-unknown",
    sentence: "a link to nobody is refused",
    pool: linked,
    run: async (stage) => {
      await knowCompany(stage);
      const call = link(stage, freshName(), freshName("id"));
      await expectRefusal(call, "UserNotFoundException", "InvalidParameterException");
    },
  },
  {
    id: "link-undone",
    sentence: "AdminDisableProviderForUser ends a link, which can be made again",
    pool: linked,
    run: async (stage) => {
      await knowCompany(stage);
      const [user, kept, ended] = [await stage.createUser(), freshName("id"), freshName("id")];
      await link(stage, user, kept);
      await link(stage, user, ended);
      await disable(stage, subject(ended));
      expect(await identitiesOf(stage, user)).toMatchObject([{ userId: kept }]);
      await expectRefusal(stage.getUser(`Company_${ended}`), "UserNotFoundException");
      await link(stage, user, ended);
      expect(await identitiesOf(stage, user)).toHaveLength(2);
    },
  },
  {
    id: "link-undone-only-linked",
    sentence: "AdminDisableProviderForUser refuses an account that is not linked",
    pool: linked,
    run: async (stage) => {
      await knowCompany(stage);
      const [user, id] = [await stage.createUser(), freshName("id")];
      await link(stage, user, id);
      const unlinked = [subject(freshName("id")), subject(`Company_${id}`)];
      for (const account of unlinked) {
        await expectRefusal(
          disable(stage, account),
          "InvalidParameterException",
          "UserNotFoundException",
        );
      }
      expect(await identitiesOf(stage, user)).toHaveLength(1);
    },
  },
  {
    id: "password-switched-off",
    sentence: "AdminDisableProviderForUser of the provider Cognito ends signing in by password",
    pool: linked,
    run: async (stage) => {
      const user = await stage.createConfirmedUser();
      await disable(stage, local(user));
      await expectRefusal(
        stage.signIn(user, GOOD),
        "NotAuthorizedException",
        "UserNotFoundException",
      );
      await expectRefusal(
        stage.signIn(user, OTHER),
        "NotAuthorizedException",
        "UserNotFoundException",
      );
    },
  },
);
