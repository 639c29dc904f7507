import { always, onUser } from "./declared-errors.js";
import { pageLimit, pageToken, userPoolId } from "./member-shapes.js";
import { operation } from "./operation-model.js";
import { list, structure, text, textMap, word } from "./shape.js";

/** Every type that the SDK lists at `IdentityProviderTypeType`. */
export const providerType = word(
  "SAML",
  "Facebook",
  "Google",
  "LoginWithAmazon",
  "SignInWithApple",
  "OIDC",
);

// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateIdentityProvider.html
export const newProviderName = text({
  min: 1,
  max: 32,
  pattern: /^[^_\p{Z}][\p{L}\p{M}\p{S}\p{N}\p{P}][^_\p{Z}]+$/u,
});

// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ProviderUserIdentifierType.html
const anyText = text({ max: 131_072, sensitive: true });
export const providerUser = structure([], {
  ProviderName: text({ min: 1, max: 32, pattern: /^[\p{L}\p{M}\p{S}\p{N}\p{P}\p{Z}]+$/u }),
  ProviderAttributeName: anyText,
  ProviderAttributeValue: anyText,
});

// No operation on providers is refused by a replica: the SDK does not declare OperationNotEnabledException for them.
const onProvider = [...always, "ResourceNotFoundException", "TooManyRequestsException"] as const;

/** The operations on the identities that people have elsewhere, and on those who vouch for them. */
export const identityOperations = {
  CreateIdentityProvider: operation(
    ["UserPoolId", "ProviderName", "ProviderType", "ProviderDetails"],
    {
      UserPoolId: userPoolId,
      ProviderName: newProviderName,
      ProviderType: providerType,
      ProviderDetails: textMap,
      AttributeMapping: textMap,
      IdpIdentifiers: list(text({ min: 1, max: 40, pattern: /^[\w\s+=.@-]+$/u })),
    },
    [...onProvider, "DuplicateProviderException", "LimitExceededException"],
  ),
  ListIdentityProviders: operation(
    ["UserPoolId"],
    { UserPoolId: userPoolId, MaxResults: pageLimit, NextToken: pageToken },
    onProvider,
  ),
  AdminLinkProviderForUser: operation(
    ["UserPoolId", "DestinationUser", "SourceUser"],
    { UserPoolId: userPoolId, DestinationUser: providerUser, SourceUser: providerUser },
    [...onUser, "AliasExistsException", "LimitExceededException"],
  ),
  AdminDisableProviderForUser: operation(
    ["UserPoolId", "User"],
    { UserPoolId: userPoolId, User: providerUser },
    [...onUser, "AliasExistsException"],
  ),
} as const;
