/** What is remembered of one call: never a password, a token or a session. */
export interface LedgerEntry {
  readonly sequence: number;
  readonly at: Date;
  readonly operation: string;
  readonly requestId: string;
  readonly poolId?: string;
  /** As the caller wrote it: an alias stays an alias. */
  readonly username?: string;
  readonly groupName?: string;
  readonly permanent?: boolean;
  readonly filter?: string;
  readonly limit?: number;
  /** Null while there is no answer, and for good when the connection was cut or left hanging. */
  readonly status: number | null;
  readonly errorType?: string;
  /** The call changed the state of the pool, whatever the caller was told. */
  readonly applied: boolean;
}

/** The part of an entry that is known when the call arrives. */
export type ReceivedCall = Omit<LedgerEntry, "sequence" | "status" | "errorType" | "applied">;

/** Writes down how a call ended. */
export type Settle = (outcome: Pick<LedgerEntry, "status" | "applied" | "errorType">) => void;

// A local pool may run for days under load; tests never come near this.
const ENTRIES_KEPT = 100_000;

/** Every call received, in order of arrival. */
export class Ledger {
  #entries: LedgerEntry[] = [];
  readonly #counts = new Map<string, number>();
  #sequence = 0;

  calls(
    filter: { operation?: string; username?: string; poolId?: string } = {},
  ): readonly LedgerEntry[] {
    return this.#entries.filter(
      (entry) =>
        (filter.operation === undefined || entry.operation === filter.operation) &&
        (filter.username === undefined || entry.username === filter.username) &&
        (filter.poolId === undefined || entry.poolId === filter.poolId),
    );
  }

  count(operation: string): number {
    return this.#counts.get(operation) ?? 0;
  }

  clear(): void {
    this.#entries = [];
    this.#counts.clear();
  }

  /** Enters a call on arrival, so that one that never ends is seen as well. */
  enter(call: ReceivedCall): Settle {
    this.#sequence += 1;
    const entry = { ...call, sequence: this.#sequence, status: null, applied: false };
    this.#entries.push(entry);
    this.#counts.set(call.operation, this.count(call.operation) + 1);
    if (this.#entries.length > ENTRIES_KEPT) this.#entries = this.#entries.slice(ENTRIES_KEPT / 2);
    return (outcome) => {
      Object.assign(entry, outcome);
    };
  }
}
