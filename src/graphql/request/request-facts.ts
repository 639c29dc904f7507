import type { ErrorCode } from "../../errors/error-codes.js";

/** What the log tells of a request at its end. */
export interface RequestFacts {
  /** Whether it asks for GraphQL, be it answered or not. */
  isForGraphQL: boolean;
  /** Of an operation that fits the schema; nothing is told of others, which can hold anything. */
  operation?: "query" | "mutation" | undefined;
  operationName?: string | undefined;
  /** The different codes of its errors. */
  codes: readonly ErrorCode[];
  /** What is done for it, which goes on when its client is gone. */
  work?: Promise<unknown>;
}
