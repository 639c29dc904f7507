import type { IdentityProvider } from "../directory/identities/identity-provider.js";
import { profileName } from "../directory/identities/linked-identities.js";
import type { UserPool } from "../directory/user-pool.js";
import type { providerUser } from "../service-model/identity-operations.js";
import type { Raise } from "../service-model/service-error.js";
import type { ValueOf } from "../service-model/shape.js";

/** The name of the attribute that is the subject of a provider's token. */
export const SUBJECT = "Cognito_Subject";

const SUBJECT_OR_MAPPED = ["SAML", "OIDC"];

/** Somebody of a provider, as a request names them. */
export interface WholeIdentity {
  readonly provider: string;
  readonly attribute: string | undefined;
  readonly value: string;
}

/** The provider and the value that a request states; throws when it leaves one out, which the shape lets it do. */
export function requireWhole(
  stated: ValueOf<typeof providerUser>,
  member: string,
  error: Raise<"InvalidParameterException">,
): WholeIdentity {
  const { ProviderName: provider = "", ProviderAttributeValue: value = "" } = stated;
  if (provider !== "" && value !== "") {
    return { provider, attribute: stated.ProviderAttributeName, value };
  }
  throw error(
    "InvalidParameterException",
    `${member} wants a ProviderName and a ProviderAttributeValue.`,
  );
}

/** The username of somebody who is named as their provider names them. */
export const ownName = ({ provider, value }: WholeIdentity): string =>
  provider === "Cognito" ? value : profileName(provider, value);

/** The provider of an identity; throws when the pool has none of that name, or has to be told the subject. */
export function providerOf(
  pool: UserPool,
  { provider: name, attribute }: WholeIdentity,
  error: Raise<"InvalidParameterException">,
): IdentityProvider {
  const provider = pool.identityProviders.get(name);
  if (provider === undefined) {
    // https://github.com/lgallard/terraform-aws-cognito-user-pool/pull/72; of CreateUserPoolClient, so here an inference.
    throw error(
      "InvalidParameterException",
      `The provider ${name} does not exist for User Pool ${pool.id}`,
    );
  }
  // The SDK says so at `AdminLinkProviderForUserRequest` and at `AdminDisableProviderForUserCommand`.
  if (attribute !== SUBJECT && !SUBJECT_OR_MAPPED.includes(provider.type)) {
    throw error("InvalidParameterException", `ProviderAttributeName has to be ${SUBJECT}.`);
  }
  return provider;
}
