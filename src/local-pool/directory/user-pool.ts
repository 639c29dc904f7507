import type { Session } from "../activity/user-sessions.js";
import { createSigningKey, type SigningKey } from "../crypto/signing-key.js";
import type { deviceConfiguration, userPoolAddOns } from "../service-model/activity-operations.js";
import type { recoverySetting, userPoolTier } from "../service-model/member-shapes.js";
import type { InputOf } from "../service-model/service-model.js";
import type { ValueOf } from "../service-model/shape.js";
import type { AppClient } from "./app-client.js";
import { attributeSchema, type AttributeSchema } from "./attribute-schema.js";
import { byPrecedence, type Group } from "./group.js";
import type { IdentityProvider } from "./identities/identity-provider.js";
import type { PasswordPolicy } from "./password-policy.js";
import { UserDirectory, type NamingRules } from "./user-directory.js";
import type { User } from "./user.js";

/** What UpdateUserPool may change. */
export interface PoolSettings {
  readonly passwordPolicy: PasswordPolicy;
  readonly mfaConfiguration: "OFF" | "ON" | "OPTIONAL";
  readonly deletionProtection: "ACTIVE" | "INACTIVE";
  readonly allowAdminCreateUserOnly: boolean;
  /** How a user may get a new password, by priority; undefined in a pool that was never told. */
  readonly recovery?: ValueOf<typeof recoverySetting> | undefined;
  /** The addresses that a user who signs up is sent a code to. */
  readonly autoVerified?: readonly string[];
  /** The addresses that keep their old value until their user has proved the new one. */
  readonly keepsOriginal?: readonly string[] | undefined;
  readonly tier?: ValueOf<typeof userPoolTier>;
  /** The pool remembers devices where this is defined. */
  readonly deviceConfiguration?: ValueOf<typeof deviceConfiguration> | undefined;
  readonly addOns?: ValueOf<typeof userPoolAddOns> | undefined;
}

/** Whether a pool keeps sessions, and how many token sessions a user may have. */
interface SessionTracking {
  readonly isOn: boolean;
  readonly maxPerUser: number;
}

/** What SetUserPoolMfaConfig states of the methods that a pool offers. */
export type MfaMethods = Pick<
  InputOf<"SetUserPoolMfaConfig">,
  | "SmsMfaConfiguration"
  | "SoftwareTokenMfaConfiguration"
  | "EmailMfaConfiguration"
  | "WebAuthnConfiguration"
>;

/** The methods of a pool that was never told. AWS offers none then; here all will do that need no further service. */
export const usualMethods: MfaMethods = {
  SmsMfaConfiguration: {
    SmsConfiguration: { SnsCallerArn: "arn:aws:iam::000000000000:role/local-pool" },
  },
  SoftwareTokenMfaConfiguration: { Enabled: true },
  EmailMfaConfiguration: {},
};

/** One user pool and everything in it. */
export class UserPool {
  readonly users: UserDirectory;
  readonly clients = new Map<string, AppClient>();
  readonly groups = new Map<string, Group>();
  readonly identityProviders = new Map<string, IdentityProvider>();
  /** The attributes that users may have, and what values these may have. */
  schema: readonly AttributeSchema[] = attributeSchema();
  /** They count while MFA is not off. */
  mfaMethods: MfaMethods = usualMethods;
  /** The defaults that the SDK names at GetUserPoolSessionConfiguration. */
  sessionTracking: SessionTracking = { isOn: false, maxPerUser: 20 };
  modifiedAt: Date;
  #signingKey: Promise<SigningKey> | undefined;

  constructor(
    readonly id: string,
    readonly name: string,
    readonly createdAt: Date,
    rules: NamingRules,
    public settings: PoolSettings,
    /** Null takes any custom attribute: a seed declares none. */
    readonly customAttributes: ReadonlySet<string> | null,
  ) {
    this.users = new UserDirectory(rules);
    this.modifiedAt = createdAt;
  }

  /** The groups of a user, the strongest first, as a token lists them. */
  groupsOf(user: User): readonly Group[] {
    return [...this.groups.values()].filter((group) => group.members.has(user)).sort(byPrecedence);
  }

  /** Whether threat protection watches, so that users have a history. */
  get recordsEvents(): boolean {
    return (this.settings.addOns?.AdvancedSecurityMode ?? "OFF") !== "OFF";
  }

  /** The active sessions of a user, the last used first; none where they are not tracked. */
  sessionsOf(user: User, now: Date): readonly Session[] {
    return this.sessionTracking.isOn ? user.sessions.active(now) : [];
  }

  /** Takes a user out of the directory and out of every group. */
  removeUser(user: User): void {
    this.users.remove(user);
    for (const group of this.groups.values()) group.members.delete(user);
  }

  /** Made on first use: a key costs more than all the rest of a start. */
  signingKey(): Promise<SigningKey> {
    this.#signingKey ??= createSigningKey();
    return this.#signingKey;
  }

  /** The claims of a token that this pool signed; a pool without a key has signed none. */
  async verifyToken(token: string): Promise<Readonly<Record<string, unknown>> | null> {
    return (await this.#signingKey)?.verify(token) ?? null;
  }
}
