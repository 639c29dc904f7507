import type {
  AdminGetUserResponse,
  AttributeType,
  UserType,
} from "@aws-sdk/client-cognito-identity-provider";
import { GatewayError } from "../../errors/gateway-error.js";
import {
  type MfaMethod,
  mfaMethods,
  type UserMfaRecord,
  userStatuses,
  type UserRecord,
} from "./records.js";
import { encodeUserId } from "./user-id.js";

/** Puts AdminGetUser's answer into the gateway's words. */
export function toUserRecord(poolId: string, response: Partial<AdminGetUserResponse>): UserRecord {
  return toRecord(poolId, response, response.UserAttributes, toUserMfa(response));
}

/** The second factors, which several operations tell in one form. */
export function toUserMfa({
  PreferredMfaSetting: preferred,
  UserMFASettingList: enabled = [],
}: Pick<AdminGetUserResponse, "PreferredMfaSetting" | "UserMFASettingList">): UserMfaRecord {
  return {
    preferred: preferred === undefined ? null : known(mfaMethods, preferred),
    enabled: inOrder(new Set(enabled.map((method) => known(mfaMethods, method)))),
  };
}

/** Cognito's order tells nothing, so that two sets are the same when their lists are. */
export const inOrder = (methods: ReadonlySet<MfaMethod>): readonly MfaMethod[] =>
  mfaMethods.filter((method) => methods.has(method));

/** Puts a row of ListUsers into the gateway's words. */
export function toListedUserRecord(poolId: string, row: UserType): UserRecord {
  return toRecord(poolId, row, row.Attributes, null);
}

/** In one walk over the attributes: a list has some hundreds of them. */
function toRecord(
  poolId: string,
  answer: Partial<Omit<AdminGetUserResponse, "UserAttributes">>,
  attributes: readonly AttributeType[] = [],
  mfa: UserRecord["mfa"],
): UserRecord {
  const { Username: username, UserStatus: status } = answer;
  // An answer without these is not Cognito's, whatever its HTTP status says.
  if (username === undefined || status === undefined) throw new GatewayError("UPSTREAM_ERROR");
  const told: Partial<Record<string, string | null>> = {};
  const allAttributes = attributes.map(({ Name: name = "", Value: value = null }) => {
    if (ownAttributes.has(name)) told[name] = value;
    return { name, value };
  });
  const flag = (value: string | null | undefined) =>
    value === undefined ? null : value === "true";
  return {
    id: encodeUserId(poolId, username),
    poolId,
    username,
    sub: told["sub"] ?? null,
    status: known(userStatuses, status),
    enabled: answer.Enabled ?? true,
    createdAt: answer.UserCreateDate ?? null,
    lastModifiedAt: answer.UserLastModifiedDate ?? null,
    email: told["email"] ?? null,
    emailVerified: flag(told["email_verified"]),
    phoneNumber: told["phone_number"] ?? null,
    phoneNumberVerified: flag(told["phone_number_verified"]),
    name: told["name"] ?? null,
    allAttributes,
    mfa,
  };
}

/** The attributes that have a field of their own. */
const ownAttributes: ReadonlySet<string> = new Set([
  "sub",
  "email",
  "email_verified",
  "phone_number",
  "phone_number_verified",
  "name",
]);

/** A value of a closed list; `UNKNOWN` for one that it lacks. */
export function known<Value extends string>(
  values: readonly Value[],
  value: string,
): Value | "UNKNOWN" {
  return values.find((candidate) => candidate === value) ?? "UNKNOWN";
}

/** The attributes that a pool may take for a username, once they are verified. */
const aliases = ["sub", "email", "phone_number", "preferred_username"];

/** Whether a user can be meant by a name: their username, or an attribute that serves as one. Case is the pool's affair. */
export function isNamed({ username, allAttributes }: UserRecord, name: string): boolean {
  if (username === name) return true;
  const wanted = name.toLowerCase();
  return (
    username.toLowerCase() === wanted ||
    allAttributes.some(
      (attribute) => aliases.includes(attribute.name) && attribute.value?.toLowerCase() === wanted,
    )
  );
}
