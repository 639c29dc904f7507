import type { Access } from "../../authorization/access.js";
import { standardAttributes } from "../../cognito/records/attribute-values.js";
import type { UserAttributeRecord, UserRecord } from "../../cognito/records/records.js";
import { GatewayError } from "../../errors/gateway-error.js";
import type { AskedAction, NamedData } from "../request/contact-reads.js";
import type { GatewayContext } from "../request/context.js";

/**
 * Standard claims that tell who or where somebody is, and `identities`: by another way they would show what `user:read-contact` guards.
 * https://openid.net/specs/openid-connect-core-1_0.html#StandardClaims
 */
const contactAttributes = new Set([
  "address",
  "birthdate",
  "email",
  "family_name",
  "gender",
  "given_name",
  "identities",
  "middle_name",
  "name",
  "nickname",
  "phone_number",
  "picture",
  "preferred_username",
  "profile",
  "website",
]);

/** The other standard attributes, which every pool has as well. */
const plainAttributes = [...standardAttributes].filter((name) => !contactAttributes.has(name));

/** More than a pool can have: 50 custom attributes beside the standard ones. Each name is a decision, which costs. */
const maximumAttributeNames = 100;

/** Throws QUERY_TOO_LARGE once a request has asked about too many different attributes. */
export function countAttributeNames(
  { attributeNames }: GatewayContext,
  names: Iterable<string>,
): void {
  for (const name of names) attributeNames.add(name);
  if (attributeNames.size > maximumAttributeNames) throw new GatewayError("QUERY_TOO_LARGE");
}

/** Whether an attribute tells who or where somebody is. */
export const isContactAttribute = (name: string): boolean => contactAttributes.has(name);

/** Whether a caller may see an attribute of the pool's users, and so search by it. */
export function mayReadAttribute(access: Access, poolId: string, name: string): boolean {
  return (
    access.may("user:read-attribute", poolId, name) &&
    (!contactAttributes.has(name) || access.may("user:read-contact", poolId))
  );
}

/**
 * Whether a caller may see any attribute of the pool's users. The pool's schema is asked for only if the plain standard ones do not
 * tell.
 */
export async function mayReadAnyAttribute(
  access: Access,
  poolId: string,
  schemaNames: () => Promise<readonly string[]>,
): Promise<boolean> {
  const maySee = (name: string) => mayReadAttribute(access, poolId, name);
  return plainAttributes.some(maySee) || (await schemaNames()).some(maySee);
}

/** The questions that `mayReadAttribute` asks. */
const askedAbout = (attribute: string): readonly AskedAction[] => [
  { action: "user:read-attribute", attribute },
  ...(contactAttributes.has(attribute) ? [{ action: "user:read-contact" } as const] : []),
];

/** An attribute that is shown, as the audit log names it. */
export const shownAttribute = ({ name }: UserAttributeRecord): NamedData => ({
  name: `attributes.${name}`,
  asked: askedAbout(name),
});

/** An attribute that is searched by. Its name is the caller's text unless it is one that every pool knows. */
export const searchedAttribute = (name: string): NamedData => ({
  name: contactAttributes.has(name) || name === "locale" ? `attributes.${name}` : "attributes",
  asked: askedAbout(name),
});

/** The named attributes, or all that the caller may see when no names are given. FORBIDDEN for a name that they may not see. */
export function readAttributes(
  { poolId, allAttributes }: UserRecord,
  names: readonly string[] | null | undefined,
  context: GatewayContext,
): readonly UserAttributeRecord[] {
  countAttributeNames(context, names ?? allAttributes.map((attribute) => attribute.name));
  const maySee = (name: string) => mayReadAttribute(context.access, poolId, name);
  if (names === undefined || names === null) {
    const seen = allAttributes.filter(({ name }) => maySee(name));
    // Every user has attributes, so nothing to see means nothing allowed.
    if (seen.length === 0) throw new GatewayError("FORBIDDEN");
    return seen;
  }
  if (!names.every(maySee)) throw new GatewayError("FORBIDDEN");
  return allAttributes.filter(({ name }) => names.includes(name));
}
