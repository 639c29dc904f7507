// What Cognito knows, in the gateway's words. The schema's classes implement these records.

/** The states of a user; `UNKNOWN` stands for a state that this version has not heard of. */
export const userStatuses = [
  "UNCONFIRMED",
  "CONFIRMED",
  "EXTERNAL_PROVIDER",
  "RESET_REQUIRED",
  "FORCE_CHANGE_PASSWORD",
  "ARCHIVED",
  "COMPROMISED",
  "UNKNOWN",
] as const;

export type UserStatus = (typeof userStatuses)[number];

export const mfaMethods = [
  "SMS_MFA",
  "SOFTWARE_TOKEN_MFA",
  "EMAIL_OTP",
  "WEB_AUTHN",
  "UNKNOWN",
] as const;

export type MfaMethod = (typeof mfaMethods)[number];

export interface UserAttributeRecord {
  readonly name: string;
  readonly value: string | null;
}

/** One user, as AdminGetUser answers; ListUsers tells all of it but the second factors. */
export interface UserRecord {
  /** Opaque, made from the pool and the canonical username. */
  readonly id: string;
  readonly poolId: string;
  /** The canonical username, whatever name was asked for. */
  readonly username: string;
  readonly sub: string | null;
  readonly status: UserStatus;
  readonly enabled: boolean;
  readonly createdAt: Date | null;
  readonly lastModifiedAt: Date | null;
  readonly email: string | null;
  readonly emailVerified: boolean | null;
  readonly phoneNumber: string | null;
  readonly phoneNumberVerified: boolean | null;
  readonly name: string | null;
  /** Every attribute, standard and custom, in Cognito's order. */
  readonly allAttributes: readonly UserAttributeRecord[];
  /** Null when the answer that the record comes from does not tell. */
  readonly mfa: UserMfaRecord | null;
}

export interface UserMfaRecord {
  readonly preferred: MfaMethod | null;
  readonly enabled: readonly MfaMethod[];
}

/** An account at an identity provider with which a user signs in. */
export interface LinkedIdentityRecord {
  readonly providerName: string;
  readonly providerType: string | null;
  readonly userId: string;
  readonly primary: boolean;
  readonly linkedAt: Date | null;
}

/** Where a page of a list begins, how long it may be, and which users belong to the list. */
export interface UserPageRequest {
  /** A filter expression as ListUsers takes it; null for all users. */
  readonly filter: string | null;
  /** 1 to 60. Cognito may give fewer although there are more. */
  readonly limit: number;
  /** The `nextToken` of the page before, of a list with the same filter. */
  readonly token: string | null;
}

/** A part of a list of users, in Cognito's order. */
export interface UserPage {
  readonly users: readonly UserRecord[];
  /** Where the next page begins; null at the end. */
  readonly nextToken: string | null;
}

/** The rules of a user pool for passwords (PasswordPolicyType). */
export interface PasswordPolicyRecord {
  readonly minimumLength: number;
  readonly requireUppercase: boolean;
  readonly requireLowercase: boolean;
  readonly requireNumbers: boolean;
  readonly requireSymbols: boolean;
  readonly historySize: number;
  readonly temporaryPasswordValidityDays: number;
}

export const signInAliases = ["EMAIL", "PHONE_NUMBER", "PREFERRED_USERNAME"] as const;

export type SignInAlias = (typeof signInAliases)[number];

export const contactKinds = ["EMAIL", "PHONE_NUMBER"] as const;

/** An address by which a user can be reached. */
export type ContactKind = (typeof contactKinds)[number];

export const poolMfas = ["OFF", "OPTIONAL", "REQUIRED", "UNKNOWN"] as const;

export type PoolMfa = (typeof poolMfas)[number];

export const poolTiers = ["LITE", "ESSENTIALS", "PLUS", "UNKNOWN"] as const;

export type PoolTier = (typeof poolTiers)[number];

export const attributeTypes = ["STRING", "NUMBER", "DATE_TIME", "BOOLEAN", "UNKNOWN"] as const;

export type AttributeType = (typeof attributeTypes)[number];

/** An attribute that the users of a pool can have (SchemaAttributeType). */
export interface AttributeDefinitionRecord {
  readonly name: string;
  readonly type: AttributeType;
  readonly mutable: boolean;
  readonly required: boolean;
  readonly minLength: number | null;
  readonly maxLength: number | null;
  readonly minValue: string | null;
  readonly maxValue: string | null;
}

/** What DescribeUserPool says of a pool. */
export interface UserPoolDescription {
  readonly name: string;
  readonly passwordPolicy: PasswordPolicyRecord;
  readonly signInAliases: readonly SignInAlias[];
  /** The addresses that users are created by, in place of a username; none where usernames are chosen. */
  readonly namedBy: readonly ContactKind[];
  readonly usernameCaseSensitive: boolean;
  readonly estimatedNumberOfUsers: number;
  readonly selfSignUp: boolean;
  /** The first first; null where the pool has a way that this version has not heard of, and no other. */
  readonly recoverBy: readonly ContactKind[] | null;
  readonly tier: PoolTier;
  readonly mfa: PoolMfa;
  readonly keepsOriginalUntilVerified: readonly ContactKind[];
  readonly remembersDevices: boolean;
  readonly recordsAuthEvents: boolean;
  /** Standard ones, then custom ones, as Cognito lists them; none of the developer-only ones. */
  readonly attributes: readonly AttributeDefinitionRecord[];
}

/** What the configuration says of a pool. */
export interface UserPoolSettings {
  readonly alias: string;
  readonly id: string;
  readonly region: string;
  readonly endpoint?: string | undefined;
  readonly roleArn?: string | undefined;
  /** What the role's own account asks for, beside who comes. */
  readonly externalId?: string | undefined;
  readonly fips?: boolean | undefined;
  readonly dualStack?: boolean | undefined;
  /** How its users are looked up by name: exactly, each for a bill, or from lists wherever they tell; `exact` unless given. */
  readonly reads?: "exact" | "frugal" | undefined;
  /** Who can be deleted; users who were disabled before unless given. */
  readonly deleteUsers?: "disabled" | "any" | undefined;
}
