/** An identity elsewhere, in the words and the order in which Cognito writes the attribute `identities`. */
interface WrittenIdentity {
  readonly userId: string;
  readonly providerName: string;
  readonly providerType: string;
  readonly issuer: null;
  /** Whether the profile came into being by it; that of a link did not. */
  readonly primary: boolean;
  /** In milliseconds since 1970. */
  readonly dateCreated: number;
}

type Attributes = ReadonlyMap<string, string>;

/** The name of the profile that Cognito makes for somebody who signs in by a provider. */
export const profileName = (provider: string, userId: string): string => `${provider}_${userId}`;

/** An identity as Cognito writes it. */
export const newIdentity = (
  { userId, providerName, providerType, primary }: Omit<WrittenIdentity, "issuer" | "dateCreated">,
  at: Date,
): WrittenIdentity => ({
  userId,
  providerName,
  providerType,
  issuer: null,
  primary,
  dateCreated: at.getTime(),
});

/** The identities that attributes tell; none where a seed has written something else. */
export function identitiesIn(attributes: Attributes): readonly WrittenIdentity[] {
  const written = attributes.get("identities");
  if (written === undefined) return [];
  try {
    const found: unknown = JSON.parse(written);
    return Array.isArray(found) ? found.filter(isIdentity) : [];
  } catch {
    return [];
  }
}

const isIdentity = (found: unknown): found is WrittenIdentity =>
  typeof found === "object" && found !== null && "providerName" in found && "userId" in found;

/** The attributes with these identities for all that there were. */
export function withIdentities(
  attributes: Attributes,
  identities: readonly WrittenIdentity[],
): Attributes {
  const after = new Map(attributes);
  if (identities.length === 0) after.delete("identities");
  else after.set("identities", JSON.stringify(identities));
  return after;
}

/** The names of the profiles whose place a user has taken: those of the links, which are not primary. */
export const linkedNames = (attributes: Attributes): readonly string[] =>
  identitiesIn(attributes)
    .filter(({ primary }) => !primary)
    .map(({ providerName, userId }) => profileName(providerName, userId));
