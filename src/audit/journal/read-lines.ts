import { maximumLineBytes } from "../chain/audit-line.js";
import type { OpenFile } from "./file-system.js";

const chunkBytes = 64 * 1024;
const lineFeed = 10;

interface Remainder {
  /** What stands behind the last line feed. */
  readonly rest: Buffer;
  /** Where it begins. */
  readonly position: number;
}

/**
 * Hands over each line of a file without its line feed, holding one at a time. A line that is longer than any that is
 * written ends the reading, and is the rest; so does a true answer.
 */
export async function readLines(
  file: Pick<OpenFile, "read">,
  onLine: (line: Buffer) => unknown,
): Promise<Remainder> {
  let rest = Buffer.alloc(0);
  let position = 0;
  for (;;) {
    const chunk = Buffer.alloc(chunkBytes);
    const { bytesRead } = await file.read(chunk, 0, chunkBytes, position + rest.length);
    const bytes = Buffer.concat([rest, chunk.subarray(0, bytesRead)]);
    let start = 0;
    for (let end = bytes.indexOf(lineFeed); end >= 0; end = bytes.indexOf(lineFeed, start)) {
      const isEnough = onLine(bytes.subarray(start, end)) === true;
      start = end + 1;
      if (isEnough) return { rest: bytes.subarray(start), position: position + start };
    }
    rest = bytes.subarray(start);
    position += start;
    if (bytesRead === 0 || rest.length > maximumLineBytes) return { rest, position };
  }
}
