import { type ChainHead, chainStart, decodeLine, type StoredRecord } from "./audit-line.js";
import { isSigned } from "./signing-key.js";

/** Follows the chain line by line, and tells what is wrong with it. Used at start and by `audit-verify` alike. */
export class ChainCheck {
  /** The furthest record; null before the first, and with an unknown hash behind a line that cannot be read. */
  head: { readonly seq: number; readonly hash: string | null } | null = null;
  /** Intents without a result, by id, with their number. */
  readonly open = new Map<string, number>();
  records = 0;
  intents = 0;
  reads = 0;
  refusals = 0;
  checkpoints = 0;
  /** Crashes in the middle of a line, as they were found and written down at the next start. */
  tornTails = 0;
  /** Records behind the last checkpoint. */
  sinceCheckpoint = 0;
  /** The public key of the last checkpoint: null when it is not signed, undefined before the first. */
  key: string | null | undefined;
  /** The public keys that checkpoints name, with the numbers of the first and the last of them. */
  readonly signers = new Map<string, { readonly first: number; readonly last: number }>();
  private isFirstOfFile = true;
  private hasBegun = false;
  /** Which of the public keys is in use. */
  private keyIndex = 0;

  /**
   * With public keys, every checkpoint must be signed by the other half of one of them, in the order in which they were used: a
   * key that was replaced signs no more. With `after`, the first record must follow that one.
   */
  constructor(
    private readonly publicKeys: readonly string[] = [],
    after?: ChainHead,
  ) {
    if (after !== undefined) this.head = after;
  }

  /** The next line is the first of a file. */
  beginFile(): void {
    this.isFirstOfFile = true;
  }

  /** Takes the next line; what is wrong with it, or with what should stand before it. */
  check(line: Buffer): readonly string[] {
    const record = decodeLine(line);
    const isFirst = this.isFirstOfFile;
    this.isFirstOfFile = false;
    if (!record?.isIntact) {
      if (this.head !== null) {
        this.head = { seq: this.head.seq + 1, hash: record?.hash ?? null };
      }
      return [record === null ? "is not a record" : "was changed: its hash does not fit it"];
    }
    this.records += 1;
    const problems = [
      ...this.placeProblems(record, isFirst),
      ...this.meaningProblems(record, isFirst && !this.hasBegun),
    ];
    this.hasBegun = true;
    if (this.head === null || record.seq > this.head.seq) this.head = record;
    return problems;
  }

  private placeProblems({ seq, prev, kind }: StoredRecord, isFirst: boolean): string[] {
    const problems: string[] = [];
    const isBeginning = kind === "opened" || kind === "continued";
    if (isFirst && !isBeginning) problems.push("the beginning of the file is missing");
    if (!isFirst && isBeginning) problems.push("is a beginning within a file");
    const isStart = seq === 1 && prev === chainStart.hash;
    if ((kind === "opened") !== isStart) problems.push("is not where a chain begins");
    const { head } = this;
    if (head === null) return problems;
    if (seq <= head.seq) {
      return [...problems, `record ${seq} comes after ${head.seq}: repeated or moved`];
    }
    const missing = seq - head.seq - 1;
    if (missing > 0) problems.push(`${missing} records are missing before record ${seq}`);
    else if (head.hash !== null && prev !== head.hash) {
      problems.push("does not continue the record before it");
    }
    return problems;
  }

  private meaningProblems(record: StoredRecord, beginsChain: boolean): string[] {
    const { kind, id = "", seq } = record;
    this.sinceCheckpoint = kind === "checkpoint" ? 0 : this.sinceCheckpoint + 1;
    if (kind === "intent") {
      this.intents += 1;
      const isKnown = this.open.has(id);
      this.open.set(id, seq);
      return isKnown ? ["is an intent that there is already"] : [];
    }
    if (kind === "read") this.reads += 1;
    if (kind === "refused") this.refusals += 1;
    if (kind === "result") return this.open.delete(id) ? [] : ["is a result without an intent"];
    if (kind === "continued") return this.carryOver(record, beginsChain);
    if (kind === "recovered" && record.tornBytes > 0) this.tornTails += 1;
    return kind === "checkpoint" ? this.signatureProblems(record) : [];
  }

  /** A further file repeats which intents are open, so that it can be read without those before it. */
  private carryOver({ open, seq }: StoredRecord, beginsChain: boolean): string[] {
    if (beginsChain) for (const id of open) this.open.set(id, seq);
    const isSame = open.length === this.open.size && open.every((id) => this.open.has(id));
    return isSame ? [] : ["does not carry over the intents that are open"];
  }

  private signatureProblems({ seq, prev, publicKey, signature }: StoredRecord): string[] {
    this.checkpoints += 1;
    this.key = publicKey ?? null;
    const before: ChainHead = { seq: seq - 1, hash: prev };
    const { publicKeys } = this;
    if (publicKey === undefined || signature === undefined) {
      return publicKeys.length === 0 ? [] : ["is a checkpoint without a signature"];
    }
    if (!isSigned(before, publicKey, signature)) return ["is a checkpoint with a wrong signature"];
    this.signers.set(publicKey, { first: this.signers.get(publicKey)?.first ?? seq, last: seq });
    if (publicKeys.length === 0) return [];
    const index = publicKeys.indexOf(publicKey, this.keyIndex);
    if (index >= 0) {
      this.keyIndex = index;
      return [];
    }
    return publicKeys.includes(publicKey)
      ? ["is a checkpoint that was signed with a key that another had replaced"]
      : ["is a checkpoint that was signed with another key"];
  }
}
