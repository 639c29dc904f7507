import type { User } from "./user.js";

/** A group and its members, in the order in which they joined. */
export class Group {
  readonly members = new Set<User>();

  constructor(
    readonly name: string,
    readonly createdAt: Date,
    readonly description?: string,
    readonly precedence?: number,
    readonly roleArn?: string,
  ) {}
}

/** Lowest number first, as in the token; groups without one come last. */
export const byPrecedence = (one: Group, other: Group): number =>
  (one.precedence ?? Infinity) - (other.precedence ?? Infinity) ||
  one.name.localeCompare(other.name);
