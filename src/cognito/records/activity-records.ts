// What Cognito knows of a user's ways to sign in and of their activity, in the gateway's words. The schema's classes implement
// these records.
import type { UserMfaRecord } from "./records.js";

export const authFactors = [
  "PASSWORD",
  "EMAIL_OTP",
  "SMS_OTP",
  "WEB_AUTHN",
  "SOFTWARE_TOKEN",
  "UNKNOWN",
] as const;

/** A way to sign in (AuthFactorType); `UNKNOWN` stands for one that this version has not heard of. */
export type AuthFactor = (typeof authFactors)[number];

/** What AdminGetUserAuthFactors tells of a user. */
export interface AuthFactorsRecord {
  readonly factors: readonly AuthFactor[];
  readonly mfa: UserMfaRecord;
}

export const sessionKinds = ["TOKEN", "SSO", "UNKNOWN"] as const;

export type SessionKind = (typeof sessionKinds)[number];

/** A session that is open (SessionDescriptionType). */
export interface SessionRecord {
  readonly id: string;
  readonly kind: SessionKind;
  readonly clientId: string | null;
  readonly createdAt: Date | null;
  readonly lastActiveAt: Date | null;
  readonly device: string | null;
  readonly ipAddress: string | null;
  readonly city: string | null;
  readonly country: string | null;
  readonly originSessionId: string | null;
}

/** A device that Cognito knows of a user (DeviceType). */
export interface DeviceRecord {
  readonly key: string;
  readonly name: string | null;
  /** Null when Cognito says neither. */
  readonly remembered: boolean | null;
  readonly createdAt: Date | null;
  readonly lastSignInAt: Date | null;
  readonly ipAddress: string | null;
}

export const eventKinds = [
  "SIGN_IN",
  "SIGN_UP",
  "FORGOT_PASSWORD",
  "PASSWORD_CHANGE",
  "RESEND_CODE",
  "UNKNOWN",
] as const;

export type EventKind = (typeof eventKinds)[number];

export const eventResponses = ["PASS", "FAIL", "IN_PROGRESS", "UNKNOWN"] as const;

export type EventResponse = (typeof eventResponses)[number];

export const riskLevels = ["LOW", "MEDIUM", "HIGH", "UNKNOWN"] as const;

export type RiskLevel = (typeof riskLevels)[number];

export const riskDecisions = ["NO_RISK", "ACCOUNT_TAKEOVER", "BLOCK", "UNKNOWN"] as const;

export type RiskDecision = (typeof riskDecisions)[number];

export const eventVerdicts = ["VALID", "INVALID"] as const;

/** What somebody has told Cognito of an event. */
export type EventVerdict = (typeof eventVerdicts)[number];

/** What threat protection has recorded of a user once (AuthEventType). */
export interface AuthEventRecord {
  readonly id: string;
  readonly kind: EventKind;
  readonly at: Date | null;
  readonly response: EventResponse | null;
  readonly riskLevel: RiskLevel | null;
  readonly riskDecision: RiskDecision | null;
  readonly compromisedCredentials: boolean | null;
  readonly ipAddress: string | null;
  readonly device: string | null;
  readonly city: string | null;
  readonly country: string | null;
  readonly verdict: EventVerdict | null;
}

/** A part of a list, in Cognito's order. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Where the next page begins; null at the end. */
  readonly nextToken: string | null;
}

/** Where a page of a list begins, and how long it may be. */
export interface PageRequest {
  /** 1 to 60. Cognito may give fewer although there are more. */
  readonly limit: number;
  /** The `nextToken` of the page before. */
  readonly token: string | null;
}
