/** Up to here a text is looked at character by character, which is faster than to ask Node. */
const shortText = 128;

/** What JSON writes in more than the bytes of UTF-8. */
// eslint-disable-next-line no-control-regex -- control characters are escaped, too
const escaped = /["\\\u0000-\u001f\ud800-\udfff]/;

const bytesOfDate = '"2026-01-02T03:04:05.006Z"'.length;

/** How many bytes a leaf of an answer has once it is JSON. */
export function leafBytes(value: unknown): number {
  if (typeof value === "string") return isPlain(value) ? value.length + 2 : textBytes(value);
  if (value === null || value === undefined) return 4;
  if (typeof value === "boolean") return value ? 4 : 5;
  if (value instanceof Date) return bytesOfDate;
  return typeof value === "number" ? String(value).length : 0;
}

const textBytes = (text: string): number =>
  escaped.test(text) ? Buffer.byteLength(JSON.stringify(text)) : Buffer.byteLength(text) + 2;

/** Whether a text is short, of ASCII, and has nothing to escape. */
function isPlain(text: string): boolean {
  if (text.length > shortText) return false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 0x20 || code > 0x7e || code === 0x22 || code === 0x5c) return false;
  }
  return true;
}

/** A list without its items, or an object without its fields, each with the comma behind it. */
export const bytesOfList = (length: number): number => (length === 0 ? 2 : length + 1);
export const bytesOfObject = 1;

/** A field's name, with what stands around it: two quotes, a colon, a comma. */
export const bytesOfKey = (name: string | number): number =>
  (typeof name === "string" ? name.length : 0) + 4;
