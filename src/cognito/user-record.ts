import type { AdminGetUserResponse, UserType } from "@aws-sdk/client-cognito-identity-provider";
import { GatewayError } from "../errors/gateway-error.js";
import { mfaMethods, userStatuses, type UserRecord } from "./records.js";
import { encodeUserId } from "./user-id.js";

/** Puts AdminGetUser's answer into the gateway's words. */
export function toUserRecord(poolId: string, response: Partial<AdminGetUserResponse>): UserRecord {
  const { Username: username, UserStatus: status } = response;
  // An answer without these is not Cognito's, whatever its HTTP status says.
  if (username === undefined || status === undefined) throw new GatewayError("UPSTREAM_ERROR");
  const allAttributes = (response.UserAttributes ?? []).map(({ Name, Value }) => ({
    name: Name ?? "",
    value: Value ?? null,
  }));
  const attributes = new Map(allAttributes.map(({ name, value }) => [name, value]));
  const text = (name: string) => attributes.get(name) ?? null;
  const flag = (name: string) => (attributes.has(name) ? attributes.get(name) === "true" : null);
  return {
    id: encodeUserId(poolId, username),
    poolId,
    username,
    sub: text("sub"),
    status: known(userStatuses, status),
    enabled: response.Enabled ?? true,
    createdAt: response.UserCreateDate ?? null,
    lastModifiedAt: response.UserLastModifiedDate ?? null,
    email: text("email"),
    emailVerified: flag("email_verified"),
    phoneNumber: text("phone_number"),
    phoneNumberVerified: flag("phone_number_verified"),
    name: text("name"),
    allAttributes,
    mfa: {
      preferred:
        response.PreferredMfaSetting === undefined
          ? null
          : known(mfaMethods, response.PreferredMfaSetting),
      enabled: (response.UserMFASettingList ?? []).map((method) => known(mfaMethods, method)),
    },
  };
}

/** Puts a row of ListUsers into the gateway's words. */
export function toListedUserRecord(
  poolId: string,
  { Attributes: UserAttributes, ...row }: UserType,
): UserRecord {
  const response = UserAttributes === undefined ? row : { ...row, UserAttributes };
  return { ...toUserRecord(poolId, response), mfa: null };
}

function known<Value extends string>(values: readonly Value[], value: string): Value | "UNKNOWN" {
  return values.find((candidate) => candidate === value) ?? "UNKNOWN";
}

/** The attributes that a pool may take for a username, once they are verified. */
const aliases = ["sub", "email", "phone_number", "preferred_username"];

/** Whether a user can be meant by a name: their username, or an attribute that serves as one. Case is the pool's affair. */
export function isNamed({ username, allAttributes }: UserRecord, name: string): boolean {
  const wanted = name.toLowerCase();
  return (
    username.toLowerCase() === wanted ||
    allAttributes.some(
      (attribute) => aliases.includes(attribute.name) && attribute.value?.toLowerCase() === wanted,
    )
  );
}
