import type { IdentityProvider } from "../directory/identities/identity-provider.js";
import { command, poolOf } from "../operation.js";
import { providerDescription } from "./wire-forms.js";

/** The types of which a pool may have several, each by a name of its own. */
const NAMED_FREELY = ["SAML", "OIDC"];

/** Adds a provider. Its details are taken and told in this answer, and used for nothing. */
export const createIdentityProvider = command("CreateIdentityProvider", (call) => {
  const pool = poolOf(call);
  const { ProviderName: name, ProviderType: type } = call.input;
  // The SDK says so of social providers at `AdminLinkProviderForUserRequest`; the refusal is an inference.
  if (!NAMED_FREELY.includes(type) && name !== type) {
    throw call.error("InvalidParameterException", `A provider of the type ${type} has its name.`);
  }
  if (pool.identityProviders.has(name)) {
    throw call.error(
      "DuplicateProviderException",
      `A provider with the name ${name} already exists.`,
    );
  }
  const provider: IdentityProvider = {
    name,
    type,
    createdAt: call.now,
    details: call.input.ProviderDetails,
    attributeMapping: call.input.AttributeMapping,
    identifiers: call.input.IdpIdentifiers,
  };
  pool.identityProviders.set(name, provider);
  return {
    IdentityProvider: {
      UserPoolId: pool.id,
      ...providerDescription(provider),
      ProviderDetails: provider.details,
      AttributeMapping: provider.attributeMapping,
      IdpIdentifiers: provider.identifiers,
    },
  };
});
