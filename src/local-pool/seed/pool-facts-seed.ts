import { attributeSchema, type AttributeSchema } from "../directory/attribute-schema.js";
import { customAttributeNames } from "../directory/user-attributes.js";
import { usualMethods, type MfaMethods, type PoolSettings } from "../directory/user-pool.js";
import { threatProtectionMode } from "../service-model/activity-operations.js";
import { newProviderName, providerType } from "../service-model/identity-operations.js";
import {
  recoveryMechanism,
  schemaAttribute,
  usernameAttributes,
  userPoolTier,
} from "../service-model/member-shapes.js";
import { flag, list, structure, word, type ValueOf } from "../service-model/shape.js";

/** The keys of a pool that DescribeUserPool tells and few programs need. */
export const poolFacts = {
  selfSignUp: flag,
  tier: userPoolTier,
  mfaMethods: list(word("SMS_MFA", "SOFTWARE_TOKEN_MFA", "EMAIL_OTP", "WEB_AUTHN")),
  recovery: list(recoveryMechanism),
  autoVerifiedAttributes: usernameAttributes,
  keepsOriginal: usernameAttributes,
  sessionTracking: flag,
  rememberDevices: flag,
  threatProtection: threatProtectionMode,
  identityProviders: list(
    structure(["name", "type"], { name: newProviderName, type: providerType }),
  ),
  schema: list(structure(["Name"], schemaAttribute.members)),
} as const;

type PoolFactsSeed = {
  readonly [Name in keyof typeof poolFacts]?: ValueOf<(typeof poolFacts)[Name]>;
};

type StatedAttribute = NonNullable<PoolFactsSeed["schema"]>[number];

type Settings = Omit<PoolSettings, "passwordPolicy" | "mfaConfiguration" | "deletionProtection">;

/** The settings of a pool whose seed states these facts. */
export const factSettings = ({
  selfSignUp = false,
  tier = "ESSENTIALS",
  recovery,
  autoVerifiedAttributes: autoVerified = [],
  keepsOriginal,
  rememberDevices = false,
  threatProtection: mode,
}: PoolFactsSeed): Settings => ({
  allowAdminCreateUserOnly: !selfSignUp,
  tier,
  autoVerified,
  keepsOriginal,
  deviceConfiguration: rememberDevices
    ? { ChallengeRequiredOnNewDevice: false, DeviceOnlyRememberedOnUserPrompt: false }
    : undefined,
  addOns: mode && { AdvancedSecurityMode: mode },
  recovery: recovery && {
    RecoveryMechanisms: recovery.map((Name, index) => ({ Priority: index + 1, Name })),
  },
});

/** What a pool offers for second factors; passkeys are offered as such, too. */
export function seededMethods({ mfaMethods: stated }: PoolFactsSeed): MfaMethods {
  if (stated === undefined) return usualMethods;
  const { SmsMfaConfiguration, SoftwareTokenMfaConfiguration, EmailMfaConfiguration } =
    usualMethods;
  return {
    ...(stated.includes("SMS_MFA") && { SmsMfaConfiguration }),
    ...(stated.includes("SOFTWARE_TOKEN_MFA") && { SoftwareTokenMfaConfiguration }),
    ...(stated.includes("EMAIL_OTP") && { EmailMfaConfiguration }),
    ...(stated.includes("WEB_AUTHN") && {
      WebAuthnConfiguration: { FactorConfiguration: "MULTI_FACTOR_WITH_USER_VERIFICATION" },
    }),
  };
}

/** The attributes of a pool, and those of its own that it takes: any, unless the seed states a schema. */
export const seededSchema = ({
  schema,
}: PoolFactsSeed): {
  readonly schema: readonly AttributeSchema[];
  readonly customAttributes: ReadonlySet<string> | null;
} => ({
  schema: attributeSchema(schema),
  customAttributes: schema === undefined ? null : customAttributeNames(schema),
});

/** What the facts of a pool say against each other, and its users against them. */
export function factContradictions(
  pool: PoolFactsSeed & {
    readonly users?: readonly { readonly attributes?: Readonly<Record<string, string>> }[];
  },
  path: string,
): readonly string[] {
  const { recovery = [], autoVerifiedAttributes = [], keepsOriginal = [], schema = [] } = pool;
  const { identityProviders: providers = [] } = pool;
  const unproven = keepsOriginal.filter((name) => !autoVerifiedAttributes.includes(name));
  return [
    ...(recovery.includes("admin_only") && recovery.length > 1
      ? [`${path}.recovery: admin_only stands alone`]
      : []),
    ...(new Set(recovery).size < recovery.length
      ? [`${path}.recovery: a way stands there twice`]
      : []),
    ...methodMistakes(pool, path),
    ...unproven.map((name) => `${path}.keepsOriginal: ${name} is not in autoVerifiedAttributes`),
    ...schema.flatMap((attribute, index) => [
      ...(schema.findIndex(({ Name }) => Name === attribute.Name) < index
        ? [`${path}.schema[${index}].Name: "${attribute.Name}" stands there twice`]
        : []),
      ...boundMistakes(attribute, `${path}.schema[${index}]`),
    ]),
    ...providers.flatMap(({ name }, index) =>
      providers.findIndex((other) => other.name === name) < index
        ? [`${path}.identityProviders[${index}].name: "${name}" stands there twice`]
        : [],
    ),
    ...unavailable(pool, path),
    ...undeclared(pool, path),
  ];
}

/** The same as SetUserPoolMfaConfig refuses. */
function methodMistakes({ mfaMethods, tier }: PoolFactsSeed, path: string): readonly string[] {
  if (mfaMethods === undefined) return [];
  const isLite = tier === "LITE";
  return [
    ...(mfaMethods.some((method) => method !== "WEB_AUTHN")
      ? []
      : [`${path}.mfaMethods: a method besides WEB_AUTHN is needed`]),
    ...mfaMethods
      .filter((method) => isLite && ["EMAIL_OTP", "WEB_AUTHN"].includes(method))
      .map((method) => `${path}.mfaMethods: ${method} is not of the tier LITE`),
  ];
}
/** What the tier of a pool does not have, as the operations that switch it on would say. */
const unavailable = (
  { tier = "ESSENTIALS", sessionTracking = false, threatProtection: mode = "OFF" }: PoolFactsSeed,
  path: string,
): readonly string[] => [
  ...(sessionTracking && tier === "LITE"
    ? [`${path}.sessionTracking: the tier LITE does not have it`]
    : []),
  ...(mode !== "OFF" && tier !== "PLUS"
    ? [`${path}.threatProtection: only the tier PLUS has it`]
    : []),
];

function boundMistakes(
  {
    AttributeDataType: type = "String",
    StringAttributeConstraints: text,
    NumberAttributeConstraints: number,
  }: StatedAttribute,
  path: string,
): readonly string[] {
  return [
    ...(text !== undefined && type !== "String"
      ? [`${path}.StringAttributeConstraints: the attribute is a ${type}`]
      : misordered(text?.MinLength, text?.MaxLength, `${path}.StringAttributeConstraints`)),
    ...(number !== undefined && type !== "Number"
      ? [`${path}.NumberAttributeConstraints: the attribute is a ${type}`]
      : misordered(number?.MinValue, number?.MaxValue, `${path}.NumberAttributeConstraints`)),
  ];
}

function misordered(least = "0", most = least, path: string): readonly string[] {
  const isNumber = [least, most].every((bound) => /^-?\d+$/u.test(bound));
  if (!isNumber) return [`${path}: a bound is a text of digits`];
  return Number(least) > Number(most) ? [`${path}: the least is more than the most`] : [];
}

function undeclared(
  { users = [], ...facts }: Parameters<typeof factContradictions>[0],
  path: string,
): readonly string[] {
  const { customAttributes } = seededSchema(facts);
  if (customAttributes === null) return [];
  return users.flatMap(({ attributes = {} }, index) =>
    Object.keys(attributes)
      .filter((name) => name.startsWith("custom:") && !customAttributes.has(name))
      .map(
        (name) => `${path}.users[${index}].attributes.${name}: the schema has no such attribute`,
      ),
  );
}
