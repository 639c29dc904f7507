import { randomUUID } from "node:crypto";

const acceptable = /^[\w-]{1,64}$/;

/** The request's id: the caller's `x-request-id` if it is harmless in a log, else a new one. */
export function requestIdFor(header: string | string[] | undefined): string {
  return typeof header === "string" && acceptable.test(header) ? header : randomUUID();
}
