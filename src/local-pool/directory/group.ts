import type { User } from "./user.js";

/** What UpdateGroup may change of a group. */
interface GroupFacts {
  readonly description?: string | undefined;
  readonly precedence?: number | undefined;
  readonly roleArn?: string | undefined;
}

/** A group and its members, in the order in which they joined. */
export class Group {
  readonly members = new Set<User>();
  modifiedAt: Date;
  #facts: GroupFacts;

  constructor(
    readonly name: string,
    readonly createdAt: Date,
    facts: GroupFacts = {},
  ) {
    this.modifiedAt = createdAt;
    this.#facts = facts;
  }

  get description(): string | undefined {
    return this.#facts.description;
  }

  get precedence(): number | undefined {
    return this.#facts.precedence;
  }

  get roleArn(): string | undefined {
    return this.#facts.roleArn;
  }

  /** Replaces what is stated; the rest stays. */
  change(stated: GroupFacts, now: Date): void {
    this.#facts = {
      description: stated.description ?? this.description,
      precedence: stated.precedence ?? this.precedence,
      roleArn: stated.roleArn ?? this.roleArn,
    };
    this.modifiedAt = now;
  }
}

/** Lowest number first, as in the token; groups without one come last. */
export const byPrecedence = (one: Group, other: Group): number =>
  (one.precedence ?? Infinity) - (other.precedence ?? Infinity) ||
  one.name.localeCompare(other.name);
