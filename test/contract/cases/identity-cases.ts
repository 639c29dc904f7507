import {
  CreateIdentityProviderCommand,
  ListIdentityProvidersCommand,
  type CreateIdentityProviderCommandInput,
  type ListIdentityProvidersCommandInput,
} from "@aws-sdk/client-cognito-identity-provider";
import { cases, type PoolRequest } from "../contract-case.js";
import { expectRefusal, pagesOf, type Stage } from "../stage.js";

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

/** Identity providers. */
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
);
