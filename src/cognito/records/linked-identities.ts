import { GatewayError } from "../../errors/gateway-error.js";
import type { LinkedIdentityRecord, UserRecord } from "./records.js";

/**
 * Who a user is at identity providers, out of the attribute `identities`: JSON that Cognito writes, and nobody else can. Empty
 * without it. UPSTREAM_ERROR for a value that is not as Cognito writes it.
 */
export function readLinkedIdentities({
  allAttributes,
}: UserRecord): readonly LinkedIdentityRecord[] {
  const value = allAttributes.find(({ name }) => name === "identities")?.value ?? null;
  if (value === null) return [];
  const identities = parse(value);
  if (!Array.isArray(identities)) throw new GatewayError("UPSTREAM_ERROR");
  return identities.map(toRecord);
}

function parse(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch (error) {
    throw new GatewayError("UPSTREAM_ERROR", {}, { cause: error });
  }
}

function toRecord(identity: unknown): LinkedIdentityRecord {
  const { providerName, providerType, userId, primary, dateCreated } = Object(identity) as Partial<
    Record<string, unknown>
  >;
  if (typeof providerName !== "string" || typeof userId !== "string") {
    throw new GatewayError("UPSTREAM_ERROR");
  }
  return {
    providerName,
    providerType: typeof providerType === "string" ? providerType : null,
    userId,
    // Texts in tokens, whose claim has the same form.
    primary: String(primary) === "true",
    linkedAt: dateOf(dateCreated),
  };
}

/** Of milliseconds since 1970, as a number or its digits. */
function dateOf(milliseconds: unknown): Date | null {
  if (!/^\d{1,15}$/.test(String(milliseconds))) return null;
  return new Date(Number(milliseconds));
}
