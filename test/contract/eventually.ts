import { setTimeout } from "node:timers/promises";

const ATTEMPTS = 20;
const PAUSE_MS = 500;

/** Reads until what was read is as it should be: AWS lists some things only seconds later, and throttles who asks often. */
export async function eventually<Found>(
  read: () => Promise<Found>,
  isRight: (found: Found) => boolean,
): Promise<Found> {
  for (let attempt = 1; ; attempt += 1) {
    const found = await read();
    if (isRight(found)) return found;
    if (attempt === ATTEMPTS) throw new Error(`It stayed at ${JSON.stringify(found)}.`);
    await setTimeout(PAUSE_MS);
  }
}
