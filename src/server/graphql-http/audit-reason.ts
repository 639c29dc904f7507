import { isReason } from "../../audit/chain/audit-record.js";
import { GatewayError } from "../../errors/gateway-error.js";

export const reasonHeader = "x-audit-reason";

/**
 * Why the caller does what they do, in their own words, for the audit log: UTF-8 in percent-encoding (RFC 3986 section 2.1),
 * since a header carries ASCII only. BAD_USER_INPUT for what cannot be read, is longer than 256 characters or holds
 * control characters.
 */
export function readReason(header: string | string[] | undefined): string | undefined {
  if (header === undefined || header === "") return undefined;
  const reason = typeof header === "string" ? decode(header) : undefined;
  if (reason === undefined || !isReason(reason)) {
    throw new GatewayError("BAD_USER_INPUT", { argument: "reason" });
  }
  return reason;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
