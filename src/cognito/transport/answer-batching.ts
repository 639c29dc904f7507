/** What goes on in one turn of the event loop: some ten users, or one page of a list. */
const bytesPerTurn = 8192;

/** Answers that wait for the end of the event loop's turn, oldest first. */
const waiting: { readonly bytes: number; readonly resume: () => void }[] = [];

/**
 * Lets answers that came in one turn of the event loop go on together. What the SDK does with them, and with the calls that
 * follow, is the same code for each: run side by side, step by step, it takes two thirds of the time. But side by side all are
 * ready when the last one is. So no more go on together than have some kibibytes, and a large one goes on alone.
 */
export function resumeTogether(bytes: number, resume: () => void): void {
  if (waiting.length === 0) setImmediate(resumeNextBatch);
  waiting.push({ bytes, resume });
}

function resumeNextBatch(): void {
  let count = 0;
  for (let bytes = 0; count < waiting.length && bytes < bytesPerTurn; count += 1) {
    bytes += waiting[count]?.bytes ?? 0;
  }
  const some = waiting.splice(0, count);
  if (waiting.length > 0) setImmediate(resumeNextBatch);
  for (const { resume } of some) resume();
}
