import { createHash } from "node:crypto";
import { type Draft, type RecordKind, recordKinds } from "./audit-record.js";

/** A place in the chain: the number of a record and the hash of its line. */
export interface ChainHead {
  readonly seq: number;
  readonly hash: string;
}

/** What the first record of a chain follows. */
export const chainStart: ChainHead = { seq: 0, hash: "0".repeat(64) };

/** The longest line that is written or read. */
export const maximumLineBytes = 1024 * 1024;

/** A line as it was read, reduced to what the chain is checked by. */
export interface StoredRecord {
  readonly seq: number;
  readonly kind: RecordKind;
  readonly prev: string;
  readonly hash: string;
  readonly id: string | undefined;
  readonly open: readonly string[];
  readonly publicKey: string | undefined;
  readonly signature: string | undefined;
  readonly tornBytes: number;
  /** Whether the line is the one that its hash was made of. */
  readonly isIntact: boolean;
}

const sha256 = (bytes: Uint8Array | string): string =>
  createHash("sha256").update(bytes).digest("hex");

/** ASCII alone: no character of a name can end a line, or turn its direction on a screen. */
const toAscii = (text: string): string =>
  text.replaceAll(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/**
 * Gives a draft its place behind `head`. `hash` is SHA-256 over the line without `,"hash":"…"`, which holds the hash before it
 * as `prev`: so no line can be changed without all that follow it.
 */
export function encodeLine(draft: Draft, head: ChainHead): { line: string; head: ChainHead } {
  const { kind, at, id, fields } = draft;
  const seq = head.seq + 1;
  const body = toAscii(JSON.stringify({ seq, at, kind, id, ...fields, prev: head.hash }));
  const hash = sha256(body);
  return { line: `${body.slice(0, -1)},"hash":"${hash}"}\n`, head: { seq, hash } };
}

const endPattern = /,"hash":"([0-9a-f]{64})"\}$/;
const endLength = ',"hash":""}'.length + 64;

/** Reads a line without its line feed; null when it is no record at all. */
export function decodeLine(line: Buffer): StoredRecord | null {
  const text = line.toString("latin1");
  const hash = endPattern.exec(text)?.[1];
  const value = parseObject(text);
  if (hash === undefined || value === null) return null;
  const { seq, kind, prev, id, open, publicKey, signature, tornBytes } = value;
  if (!Number.isSafeInteger(seq) || typeof prev !== "string" || !isKind(kind)) return null;
  return {
    seq: seq as number,
    kind,
    prev,
    hash,
    id: textOf(id),
    open: Array.isArray(open) ? open.map(String) : [],
    publicKey: textOf(publicKey),
    signature: textOf(signature),
    tornBytes: typeof tornBytes === "number" ? tornBytes : 0,
    isIntact: sha256(Buffer.concat([line.subarray(0, -endLength), Buffer.from("}")])) === hash,
  };
}

function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}

const textOf = (value: unknown): string | undefined =>
  typeof value === "string" ? value : undefined;

const isKind = (value: unknown): value is RecordKind => recordKinds.some((kind) => kind === value);
