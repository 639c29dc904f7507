import { linkedNames } from "./identities/linked-identities.js";
import type { User } from "./user.js";

/** How the users of a pool may be named; fixed when the pool is created. */
export interface NamingRules {
  readonly caseSensitive: boolean;
  readonly aliasAttributes: readonly string[];
  readonly usernameAttributes: readonly string[];
}

/**
 * The names that attributes give, each with its attribute. An address is an alias once verified; a sign-in attribute
 * and a preferred username are names at once.
 */
export const namesFrom = (
  attributes: ReadonlyMap<string, string>,
  { aliasAttributes, usernameAttributes }: Omit<NamingRules, "caseSensitive">,
): readonly (readonly [attribute: string, name: string])[] =>
  [...aliasAttributes, ...usernameAttributes].flatMap((attribute) => {
    const value = attributes.get(attribute);
    const counts =
      attribute === "preferred_username" ||
      usernameAttributes.includes(attribute) ||
      attributes.get(`${attribute}_verified`) === "true";
    return value !== undefined && counts ? [[attribute, value] as const] : [];
  });

/** The users of a pool by every name they answer to; a look-up is at most a handful of index reads. */
export class UserDirectory {
  readonly #byUsername = new Map<string, User>();
  /** By username: the place among all users that were ever added. */
  readonly #places = new Map<string, number>();
  #added = 0;
  readonly #bySub = new Map<string, User>();
  readonly #bySignInName = new Map<string, User>();

  constructor(readonly rules: NamingRules) {}

  get size(): number {
    return this.#byUsername.size;
  }

  /** All users, oldest first. */
  all(): Iterable<User> {
    return this.#byUsername.values();
  }

  /** Grows in the order of `all`; nobody gets the place of a user who is gone. */
  placeOf({ username }: User): number {
    return this.#places.get(this.fold(username)) ?? 0;
  }

  /** By canonical username alone. */
  findByUsername(username: string): User | undefined {
    return this.#byUsername.get(this.fold(username));
  }

  /** By sub alone, which a token names: another user may have it for a username. */
  findBySub(sub: string): User | undefined {
    return this.#bySub.get(sub);
  }

  /** By the name of a profile whose identity is linked to a user. */
  findByIdentity(name: string): User | undefined {
    return this.#bySignInName.get(this.#key("identities", name));
  }

  /**
   * By canonical username, then by sub, then by an alias or a sign-in attribute. The name of a linked profile means the
   * user whom it is linked to, though that profile be there: https://github.com/aws/aws-sdk-go/issues/4218.
   */
  find(name: string): User | undefined {
    const direct = this.findByIdentity(name) ?? this.findByUsername(name) ?? this.#bySub.get(name);
    if (direct !== undefined) return direct;
    for (const attribute of [...this.rules.aliasAttributes, ...this.rules.usernameAttributes]) {
      const holder = this.#bySignInName.get(this.#key(attribute, name));
      if (holder !== undefined) return holder;
    }
    return undefined;
  }

  add(user: User): void {
    const username = this.fold(user.username);
    if (!this.#byUsername.has(username)) this.#places.set(username, (this.#added += 1));
    this.#byUsername.set(username, user);
    this.#bySub.set(user.sub, user);
    this.setAttributes(user, user.attributes);
  }

  remove(user: User): void {
    this.setAttributes(user, new Map());
    this.#byUsername.delete(this.fold(user.username));
    this.#places.delete(this.fold(user.username));
    this.#bySub.delete(user.sub);
  }

  /** The others who hold sign-in names that these attributes would claim, each with the attribute. */
  rivals(
    attributes: ReadonlyMap<string, string>,
    claimant?: User,
  ): readonly { readonly user: User; readonly attribute: string }[] {
    return namesFrom(attributes, this.rules).flatMap(([attribute, value]) => {
      const user = this.#bySignInName.get(this.#key(attribute, value));
      return user === undefined || user === claimant ? [] : [{ user, attribute }];
    });
  }

  /** The first of them. */
  rival(attributes: ReadonlyMap<string, string>, claimant?: User) {
    return this.rivals(attributes, claimant)[0];
  }

  /** Replaces the attributes and re-files the user under the names they give; the last to claim a name has it. */
  setAttributes(user: User, attributes: ReadonlyMap<string, string>): void {
    for (const key of this.#keysOf(user)) {
      if (this.#bySignInName.get(key) === user) this.#bySignInName.delete(key);
    }
    user.attributes = attributes;
    for (const key of this.#keysOf(user)) this.#bySignInName.set(key, user);
  }

  /** Names compare without regard to case where the pool was told so. */
  fold(name: string): string {
    return this.rules.caseSensitive ? name : name.toLowerCase();
  }

  /** The keys of every name that the attributes of a user give. */
  #keysOf({ attributes }: User): readonly string[] {
    return [
      ...namesFrom(attributes, this.rules).map(([attribute, value]) => this.#key(attribute, value)),
      ...linkedNames(attributes).map((name) => this.#key("identities", name)),
    ];
  }

  #key(attribute: string, value: string): string {
    return `${attribute}\u0000${this.fold(value)}`;
  }
}
