import type { ErrorCode } from "../../errors/error-codes.js";

/** A write that was applied. */
export interface Sent<State> {
  /** The state after it, if Cognito's answer or a read has told it. */
  readonly told: State | null;
  /** The answer did not tell that it was applied; a read did. */
  readonly isSettled?: true;
  /** The code of a failure that did not keep it from being applied. */
  readonly failed?: ErrorCode;
  readonly awsRequestId: string | undefined;
}

/** The same, as far as a read tells it. */
export type Settled<State> = Omit<Sent<State>, "awsRequestId">;
