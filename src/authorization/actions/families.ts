/**
 * The families of writes, each of which is switched on pool by pool (`pools.<alias>.writes`). `delete` stands alone: nothing brings
 * a user back.
 */
export const writeFamilies = ["password", "lifecycle", "delete", "security"] as const;

export type WriteFamily = (typeof writeFamilies)[number];

/**
 * The families of reads that are switched on pool by pool (`pools.<alias>.shows`), and are no part of `Action::"read"`: neither an upgrade nor
 * an old policy shows anybody more than before.
 */
export const readFamilies = ["activity", "directory", "clients"] as const;

export type ReadFamily = (typeof readFamilies)[number];

/** A family of actions. */
export type Family = WriteFamily | ReadFamily;
