import { z } from "zod";

const milliseconds = z.int().min(1).max(300_000);
const count = z.int().min(1).max(1_000_000);

const limitKeys = z.strictObject({
  /** Largest request body, in bytes. */
  bodyBytes: count.default(65_536),
  /** Most objects and lists of a request body inside each other. */
  jsonDepth: count.default(32),
  /** Longest GraphQL document, in UTF-16 code units. */
  queryLength: count.default(16_384),
  /** Most lexical tokens of one GraphQL document. */
  queryTokens: count.default(1000),
  /** Most operations of one document. */
  operations: count.default(1),
  /** Most fragment definitions of one document. */
  fragments: count.default(30),
  /** Most variables of one operation. */
  variables: count.default(30),
  /** Most mutation fields of one request, aliases counted. */
  mutationFields: count.default(1),
  /** Most fields of one document, as it is written. */
  fields: count.default(100),
  /** Most aliases of one document. */
  aliases: count.default(15),
  /** Most directives of one document. */
  directives: count.default(5),
  /** Most fields inside each other, once fragments are spread; introspection is not counted. */
  queryDepth: count.default(8),
  /** Most users that one request may look up, by different names, in all of its fields. */
  userKeys: count.default(100),
  /** Most representations of one request in all of its `_entities` fields, repeated ones counted. */
  representations: count.default(1000),
  /** Most ListUsers calls that one request may make, in all of its lists. */
  listPages: count.default(10),
  /** How long the lists of one request may go on to read pages; what was found by then is answered. */
  listDeadlineMs: milliseconds.default(5000),
  /** Most selections of one operation once fragments are spread. */
  recursiveSelections: count.default(1000),
  /** AdminGetUser calls that one request may have under way. */
  concurrentLookups: count.default(16),
  /** How long one attempt of a read may take. */
  readAttemptTimeoutMs: milliseconds.default(1000),
  /** How long a read may take with its second attempt. */
  readDeadlineMs: milliseconds.default(2500),
  /** How long the one attempt of a write may take before its outcome is UNKNOWN. */
  writeDeadlineMs: milliseconds.default(3000),
  /** Most connections that a listener holds open; more are closed at once. */
  connections: count.default(10_000),
  /** How long a client may take to send its headers. */
  headersTimeoutMs: milliseconds.default(5000),
  /** How long a client may take to send its whole request. */
  requestTimeoutMs: milliseconds.default(8000),
  /** How long a shutdown waits for requests under way. */
  shutdownDeadlineMs: milliseconds.default(10_000),
  /** How long a user pool's description is believed before it is read again. */
  poolDescriptionMaxAgeMs: milliseconds.default(300_000),
});

/** A time that is part of another cannot be longer. */
export const limits = limitKeys
  .refine((value) => value.readAttemptTimeoutMs <= value.readDeadlineMs, {
    path: ["readAttemptTimeoutMs"],
    message: "must not be longer than readDeadlineMs",
  })
  .refine((value) => value.headersTimeoutMs <= value.requestTimeoutMs, {
    path: ["headersTimeoutMs"],
    message: "must not be longer than requestTimeoutMs",
  });
