import type {
  AdminGetUserAuthFactorsResponse,
  AuthEventType,
  DeviceType,
  SessionDescriptionType,
} from "@aws-sdk/client-cognito-identity-provider";
import { GatewayError } from "../../errors/gateway-error.js";
import {
  type AuthEventRecord,
  authFactors,
  type AuthFactorsRecord,
  type DeviceRecord,
  type EventKind,
  type EventResponse,
  type EventVerdict,
  type RiskDecision,
  riskLevels,
  type SessionRecord,
  sessionKinds,
} from "./activity-records.js";
import { known, toUserMfa } from "./user-record.js";

/** Puts AdminGetUserAuthFactors' answer into the gateway's words. */
export function toAuthFactors(
  response: Partial<AdminGetUserAuthFactorsResponse>,
): AuthFactorsRecord {
  const { ConfiguredUserAuthFactors: factors = [] } = response;
  return {
    factors: factors.map((factor) => known(authFactors, factor)),
    mfa: toUserMfa(response),
  };
}

/** Puts a row of AdminListUserSessions into the gateway's words. */
export function toSession(row: SessionDescriptionType): SessionRecord {
  return {
    id: named(row.SessionId),
    kind: known(sessionKinds, row.SessionType ?? ""),
    clientId: row.ClientId ?? null,
    createdAt: row.CreateDate ?? null,
    lastActiveAt: row.LastActiveDate ?? null,
    device: row.DeviceType ?? null,
    ipAddress: row.LastIPAddress ?? null,
    city: row.LastLocation?.City ?? null,
    country: row.LastLocation?.Country ?? null,
    originSessionId: row.OriginSessionId ?? null,
  };
}

const rememberedOf: ReadonlyMap<string | undefined, boolean> = new Map([
  ["remembered", true],
  ["not_remembered", false],
]);

/**
 * Puts a row of AdminListDevices into the gateway's words. Cognito tells of a device by attributes, whose names are in the example of
 * https://docs.aws.amazon.com/cli/latest/reference/cognito-idp/admin-list-devices.html
 */
export function toDevice(row: DeviceType): DeviceRecord {
  const attributes = new Map(row.DeviceAttributes?.map(({ Name, Value }) => [Name, Value]));
  return {
    key: named(row.DeviceKey),
    name: attributes.get("device_name") ?? null,
    remembered: rememberedOf.get(attributes.get("dev:device_remembered_status")) ?? null,
    createdAt: row.DeviceCreateDate ?? null,
    lastSignInAt: row.DeviceLastAuthenticatedDate ?? null,
    ipAddress: attributes.get("last_ip_used") ?? null,
  };
}

const eventKindOf: ReadonlyMap<string | undefined, EventKind> = new Map([
  ["SignIn", "SIGN_IN"],
  ["SignUp", "SIGN_UP"],
  ["ForgotPassword", "FORGOT_PASSWORD"],
  ["PasswordChange", "PASSWORD_CHANGE"],
  ["ResendCode", "RESEND_CODE"],
]);

const eventResponseOf: ReadonlyMap<string, EventResponse> = new Map([
  ["Pass", "PASS"],
  ["Fail", "FAIL"],
  ["InProgress", "IN_PROGRESS"],
]);

const riskDecisionOf: ReadonlyMap<string, RiskDecision> = new Map([
  ["NoRisk", "NO_RISK"],
  ["AccountTakeover", "ACCOUNT_TAKEOVER"],
  ["Block", "BLOCK"],
]);

const verdictOf: ReadonlyMap<string | undefined, EventVerdict> = new Map([
  ["Valid", "VALID"],
  ["Invalid", "INVALID"],
]);

/** Puts a row of AdminListUserAuthEvents into the gateway's words. */
export function toAuthEvent(row: AuthEventType): AuthEventRecord {
  const { EventRisk: risk, EventContextData: context } = row;
  return {
    id: named(row.EventId),
    kind: eventKindOf.get(row.EventType) ?? "UNKNOWN",
    at: row.CreationDate ?? null,
    response: orNull(row.EventResponse, (text) => eventResponseOf.get(text) ?? "UNKNOWN"),
    riskLevel: orNull(risk?.RiskLevel, (text) => known(riskLevels, text.toUpperCase())),
    riskDecision: orNull(risk?.RiskDecision, (text) => riskDecisionOf.get(text) ?? "UNKNOWN"),
    compromisedCredentials: risk?.CompromisedCredentialsDetected ?? null,
    ipAddress: context?.IpAddress ?? null,
    device: context?.DeviceName ?? null,
    city: context?.City ?? null,
    country: context?.Country ?? null,
    verdict: verdictOf.get(row.EventFeedback?.FeedbackValue) ?? null,
  };
}

const orNull = <Value>(text: string | undefined, read: (text: string) => Value): Value | null =>
  text === undefined ? null : read(text);

/** What has no id cannot be named to Cognito again: an answer without it is not Cognito's. */
function named(id: string | undefined): string {
  if (id === undefined) throw new GatewayError("UPSTREAM_ERROR");
  return id;
}
