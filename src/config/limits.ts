import { z } from "zod";

const milliseconds = z.int().min(1).max(300_000);
const count = z.int().min(1).max(1_000_000);
const bytes = z.int().min(1024).max(1_073_741_824);
/** Each place is a connection to Cognito. */
const places = z.int().min(1).max(500);

const limitKeys = z.strictObject({
  /** Longest request line and headers together, in bytes: a token stands in one of them. */
  headerBytes: z.int().min(8192).max(1_048_576).default(32_768),
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
  /** Most lists and objects inside each other in one value of a document; `jsonDepth` bounds variables. */
  valueDepth: count.default(8),
  /** Most fields inside each other, once fragments are spread; introspection is not counted. */
  queryDepth: count.default(8),
  /** Most users that one request may look up, by different names, in all of its fields. */
  userKeys: count.default(100),
  /** Most users whose passwords one `setUserPasswords` sets. */
  passwordItems: z.int().min(1).max(100).default(25),
  /** Most representations of one request in all of its `_entities` fields, repeated ones counted. */
  representations: count.default(1000),
  /** Most values that the answer to one request could have, reckoned before anything is asked of Cognito. */
  answerValues: count.default(50_000),
  /** Largest answer, in bytes. */
  answerBytes: bytes.default(4_194_304),
  /** Most bytes of all answers that are being made; small ones are made beyond it. */
  answersUnderWayBytes: bytes.default(33_554_432),
  /** How long a client may take to read its whole answer. */
  answerTimeoutMs: milliseconds.default(30_000),
  /** Most bytes of all answers that are sent and not read. */
  unreadBytes: bytes.default(33_554_432),
  /** Most ListUsers calls that one request may make, in all of its lists. */
  listPages: count.default(10),
  /** How long the lists of one request may go on to read pages; what was found by then is answered. */
  listDeadlineMs: milliseconds.default(5000),
  /** Most selections of one operation once fragments are spread. */
  recursiveSelections: count.default(1000),
  /** AdminGetUser calls that one request may have under way. */
  concurrentLookups: count.default(16),
  /** How long after its beginning a request may still begin calls of a batch of look-ups, or items of a batch of passwords. */
  lookupDeadlineMs: milliseconds.default(20_000),
  /** The largest pool that frugal look-ups read from end to end, and the most of its users that are kept for a while. */
  sweptUsers: count.default(20_000),
  /** How long they are kept. */
  sweptUserMaxAgeMs: milliseconds.default(30_000),
  /** How long one attempt of a read may take. */
  readAttemptTimeoutMs: milliseconds.default(1000),
  /** How long a read may take with its second attempt. */
  readDeadlineMs: milliseconds.default(2500),
  /** How long the one attempt of a write may take before its outcome is UNKNOWN. */
  writeDeadlineMs: milliseconds.default(3000),
  /** Reads that one pool may have under way. */
  readsUnderWay: places.default(20),
  /** Reads that may wait for a place, in each pool. */
  readsWaiting: count.default(200),
  /** Writes that one pool may have under way, each with all the calls that belong to it. */
  writesUnderWay: places.default(10),
  /** Writes that may wait for a place, in each pool. */
  writesWaiting: count.default(20),
  /** How long a call may wait for its place and its turn in a quota, before its own deadline begins. */
  placeWaitMs: milliseconds.default(1000),
  /** So many faults of a pool's reads, one behind the other, and it is not asked for a while. */
  breakerFaults: count.default(10),
  /** How long that while is; then one call is tried. */
  breakerOpenMs: milliseconds.default(2000),
  /** Mutations that one caller may make in a minute, of every kind together. */
  mutationsPerCallerPerMinute: count.default(60),
  /** Mutations that may be made on one user in a minute, of every kind together. */
  mutationsPerTargetPerMinute: count.default(10),
  /** Of these, deletions that one caller may make in a minute. */
  deletionsPerCallerPerMinute: count.default(10),
  /** GraphQL requests that may be served at a time. */
  requestsInFlight: count.default(200),
  /** How late the event loop may be, as the median of a second, before requests are refused. */
  eventLoopDelayMs: milliseconds.default(500),
  /** How much of the heap that V8 may have can be in use, in percent, before requests are refused. */
  heapUsedPercent: z.int().min(10).max(100).default(90),
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
