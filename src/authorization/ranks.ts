/** Ranks run from 0, ordinary people and callers without a ranked role, to this. */
const highestRank = 1000;

/** Above every rank that can be configured: nobody reaches what has not been judged. */
const unknownRank = highestRank + 1;

/** Group or role name to rank. */
export type Ranks = Readonly<Record<string, number>>;

/** The highest rank of a caller's roles. A role without a rank lends none. */
export function rankOfRoles(roles: readonly string[], ranks: Ranks): number {
  return Math.max(0, ...roles.map((role) => rankIn(ranks, role) ?? 0));
}

/**
 * The highest rank of a target's groups; a target without groups is an ordinary one. A group that the configuration does not
 * rank counts as the highest of all, unless it ranks `*`.
 */
export function rankOfGroups(groups: readonly string[], ranks: Ranks): number {
  const others = rankIn(ranks, "*") ?? unknownRank;
  return Math.max(0, ...groups.map((group) => rankIn(ranks, group) ?? others));
}

/** Only what the configuration says: a group may be called like a property of every object. */
const rankIn = (ranks: Ranks, name: string): number | undefined =>
  Object.hasOwn(ranks, name) ? ranks[name] : undefined;
