/** One policy of a file, with the place where it begins. */
export interface PolicySource {
  readonly file: string;
  /** The first line of the policy, annotations included; lines count from 1. */
  readonly line: number;
  readonly text: string;
}

/** A policy's text may hold ";" in strings and comments; elsewhere one ends it. */
const pieces = /\/\/[^\n]*|"(?:[^"\\]|\\.)*"|;|[^;"/]+|./gsu;

/** Cuts a file of policies into single ones, so that each keeps its place. What follows the last ";" is kept if it is more than blanks and comments. */
export function splitPolicies(file: string, content: string): readonly PolicySource[] {
  const policies: PolicySource[] = [];
  let text = "";
  let line = 1;
  let hasBegun = false;
  const end = () => {
    if (hasBegun) policies.push({ file, line, text });
    text = "";
    hasBegun = false;
  };
  let currentLine = 1;
  for (const [piece] of content.matchAll(pieces)) {
    const isComment = piece.startsWith("//");
    if (!hasBegun && (isComment || piece.trim() === "")) {
      currentLine += countLines(piece);
      continue;
    }
    if (!hasBegun) {
      const lead = /^\s*/.exec(piece)?.[0] ?? "";
      line = currentLine + countLines(lead);
      text = piece.slice(lead.length);
      hasBegun = true;
    } else {
      text += piece;
    }
    currentLine += countLines(piece);
    if (piece === ";") end();
  }
  end();
  return policies;
}

/** The line of a policy's file that a byte of the policy's text stands in. Cedar counts bytes of UTF-8. */
export function lineAt({ line, text }: PolicySource, byte: number): number {
  return line + countLines(Buffer.from(text).subarray(0, byte).toString());
}

const countLines = (text: string): number => text.split("\n").length - 1;
