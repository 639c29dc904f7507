/** Failures to get the keys that calls are signed with, which are not failures of the service that is called. */
const failures = new WeakSet<Error>();

/** Notes that keys were not got for this reason. Not by a member, which others could make or copy. */
export function asKeysFailure(reason: unknown): Error {
  const error = reason instanceof Error ? reason : new Error("No keys.", { cause: reason });
  failures.add(error);
  return error;
}

export const isKeysFailure = (error: unknown): error is Error =>
  error instanceof Error && failures.has(error);
