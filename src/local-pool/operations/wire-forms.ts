// How records look in the service's answers; JSON leaves out what is undefined.
import type { AppClient } from "../directory/app-client.js";
import type { Group } from "../directory/group.js";
import type { IdentityProvider } from "../directory/identities/identity-provider.js";
import type { UserPool } from "../directory/user-pool.js";
import type { User } from "../directory/user.js";
import { epochSeconds } from "../handles/clock.js";

/** The attribute list, sub first. */
export const attributeList = (user: User): readonly { Name: string; Value: string }[] => [
  { Name: "sub", Value: user.sub },
  ...[...user.attributes].map(([Name, Value]) => ({ Name, Value })),
];

/** A user as lists and AdminCreateUser show it. */
export const userForm = (user: User, only?: readonly string[]) => ({
  Username: user.username,
  Attributes: attributeList(user).filter(({ Name }) => only === undefined || only.includes(Name)),
  UserCreateDate: epochSeconds(user.createdAt),
  UserLastModifiedDate: epochSeconds(user.modifiedAt),
  Enabled: user.enabled,
  UserStatus: user.status,
});

/** The two members that tell of a user's second factors. */
export const mfaForm = (user: User) => ({
  PreferredMfaSetting: user.preferredMfa,
  UserMFASettingList: user.mfa.length > 0 ? user.mfa : undefined,
});

/** A group of the given pool. */
export const groupForm = (pool: UserPool, group: Group) => ({
  GroupName: group.name,
  UserPoolId: pool.id,
  Description: group.description,
  RoleArn: group.roleArn,
  Precedence: group.precedence,
  CreationDate: epochSeconds(group.createdAt),
  LastModifiedDate: epochSeconds(group.modifiedAt),
});

/** A provider as lists show it: without its details, which hold secrets. */
export const providerDescription = ({ name, type, createdAt }: IdentityProvider) => ({
  ProviderName: name,
  ProviderType: type,
  CreationDate: epochSeconds(createdAt),
  LastModifiedDate: epochSeconds(createdAt),
});

/** A pool as DescribeUserPool shows it. */
export const poolForm = (pool: UserPool) => ({
  Id: pool.id,
  Name: pool.name,
  Arn: `arn:aws:cognito-idp:local:000000000000:userpool/${pool.id}`,
  CreationDate: epochSeconds(pool.createdAt),
  LastModifiedDate: epochSeconds(pool.modifiedAt),
  Policies: { PasswordPolicy: pool.settings.passwordPolicy },
  DeletionProtection: pool.settings.deletionProtection,
  MfaConfiguration: pool.settings.mfaConfiguration,
  AliasAttributes: nonEmpty(pool.users.rules.aliasAttributes),
  UsernameAttributes: nonEmpty(pool.users.rules.usernameAttributes),
  UsernameConfiguration: { CaseSensitive: pool.users.rules.caseSensitive },
  AutoVerifiedAttributes: nonEmpty(pool.settings.autoVerified ?? []),
  AccountRecoverySetting: pool.settings.recovery,
  UserAttributeUpdateSettings: pool.settings.keepsOriginal && {
    AttributesRequireVerificationBeforeUpdate: pool.settings.keepsOriginal,
  },
  DeviceConfiguration: pool.settings.deviceConfiguration,
  UserPoolAddOns: pool.settings.addOns,
  UserPoolTier: pool.settings.tier ?? "ESSENTIALS",
  SchemaAttributes: pool.schema,
  EstimatedNumberOfUsers: pool.users.size,
  AdminCreateUserConfig: {
    AllowAdminCreateUserOnly: pool.settings.allowAdminCreateUserOnly,
    UnusedAccountValidityDays: pool.settings.passwordPolicy.TemporaryPasswordValidityDays,
  },
});

/** What a pool offers for second factors; only passkeys are told of one where MFA is off. */
export const mfaConfigForm = ({ settings, mfaMethods }: UserPool) => ({
  ...(settings.mfaConfiguration === "OFF"
    ? { WebAuthnConfiguration: mfaMethods.WebAuthnConfiguration }
    : { SoftwareTokenMfaConfiguration: { Enabled: false }, ...mfaMethods }),
  MfaConfiguration: settings.mfaConfiguration,
});

/** An app client of the given pool, its secret included as the service does. */
export const clientForm = (pool: UserPool, client: AppClient) => ({
  UserPoolId: pool.id,
  ClientId: client.id,
  ClientName: client.name,
  ClientSecret: client.secret,
  CreationDate: epochSeconds(client.createdAt),
  LastModifiedDate: epochSeconds(client.createdAt),
  ExplicitAuthFlows: client.explicitAuthFlows,
  PreventUserExistenceErrors: client.preventUserExistenceErrors,
  AuthSessionValidity: client.sessionMinutes,
  AccessTokenValidity: client.accessTokenSeconds,
  IdTokenValidity: client.idTokenSeconds,
  RefreshTokenValidity: client.refreshTokenSeconds,
  TokenValidityUnits: { AccessToken: "seconds", IdToken: "seconds", RefreshToken: "seconds" },
});

const nonEmpty = (names: readonly string[]): readonly string[] | undefined =>
  names.length > 0 ? names : undefined;
