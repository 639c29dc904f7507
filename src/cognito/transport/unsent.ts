/** Failures of calls of which nothing had gone out: there was no connection yet. */
const unsent = new WeakSet<object>();

/** Notes that nothing of a call has gone out that failed so. Not by a member, which others could make or copy. */
export function markUnsent(error: object): void {
  unsent.add(error);
}

export const isUnsent = (error: unknown): boolean =>
  typeof error === "object" && error !== null && unsent.has(error);
