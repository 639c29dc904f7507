import { randomUUID } from "node:crypto";
import { AuthEvents } from "../activity/auth-events.js";
import type { Device } from "../activity/device.js";
import { UserSessions } from "../activity/user-sessions.js";
import { hashPassword, passwordMatches, type PasswordHash } from "../crypto/password-hash.js";

/** Every status that the service documents, those no longer given out included. */
export const userStatuses = [
  "UNCONFIRMED",
  "CONFIRMED",
  "ARCHIVED",
  "COMPROMISED",
  "UNKNOWN",
  "RESET_REQUIRED",
  "FORCE_CHANGE_PASSWORD",
  "EXTERNAL_PROVIDER",
] as const;

/** Where a user stands on the way to signing in. */
export type UserStatus = (typeof userStatuses)[number];

/** What a code proves its reader's right to. */
export type CodePurpose = "sign-up" | "reset" | "mfa" | "email" | "phone_number";

interface SentCode {
  readonly code: string;
  /** The attribute whose address it went to. */
  readonly attribute: string;
  readonly expiresAt: Date;
}

// As many as the longest history that a policy can ask for.
const HASHES_KEPT = 24;

/** One user of a pool; its names are indexed by the directory, which alone replaces the attributes. */
export class User {
  enabled = true;
  attributes: ReadonlyMap<string, string> = new Map();
  modifiedAt: Date;
  mfa: readonly string[] = [];
  preferredMfa: string | undefined;
  softwareTokenRegistered = false;
  /** The key of the authenticator app, in Base32; without one no code is right. */
  totpSecret: string | undefined;
  /** Of the last code that was taken: each is good once. */
  totpStep = 0;
  /** The key of an app whose user has not shown a code yet. */
  pendingTotpSecret: string | undefined;
  /** Proves that the app was registered in this very sign-in, which then is complete. */
  setUpProof: string | undefined;
  hasPasskey = false;
  /** Whether the passkey counts as a second factor; no list of settings tells it. */
  passkeyMfa = false;
  /** The sign-ins whose tokens still count, each by its `origin_jti`. */
  readonly signIns = new Set<string>();
  readonly sessions = new UserSessions(this.signIns);
  /** By key. */
  readonly devices = new Map<string, Device>();
  readonly authEvents = new AuthEvents();
  /** By attribute: the new addresses that the user has yet to prove, in a pool that keeps the old ones until then. */
  readonly waitingAddresses = new Map<string, string>();
  /** The codes that the user was sent and has not used. */
  readonly codes = new Map<CodePurpose, SentCode>();
  /** By the name of the profile that a link stands for: the attribute that the link was made with. */
  readonly linkAttributes = new Map<string, string>();
  /** Newest first; the first is the password in force. */
  passwords: readonly PasswordHash[] = [];

  constructor(
    readonly username: string,
    readonly createdAt: Date,
    public status: UserStatus,
    readonly sub: string = randomUUID(),
  ) {
    this.modifiedAt = createdAt;
  }

  /** Moves the modification date, past the last one even if the clock stands still. */
  touch(now: Date): void {
    this.modifiedAt = now > this.modifiedAt ? now : new Date(this.modifiedAt.getTime() + 1);
  }

  /** The password in force; undefined before the first one is set. */
  get password(): PasswordHash | undefined {
    return this.passwords[0];
  }

  setPassword(password: string, now: Date): void {
    this.passwords = [hashPassword(password, now), ...this.passwords].slice(0, HASHES_KEPT);
  }

  hasPassword(password: string): boolean {
    return this.password !== undefined && passwordMatches(this.password, password);
  }

  /** True when the password is among the last `size` ones, the present one included. */
  hasUsed(password: string, size: number): boolean {
    return this.passwords.slice(0, size).some((hash) => passwordMatches(hash, password));
  }
}
