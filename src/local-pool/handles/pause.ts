import { setTimeout } from "node:timers/promises";

/** Waits; false when it was ended early by the signal. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  try {
    await setTimeout(milliseconds, undefined, { signal });
    return true;
  } catch {
    return false;
  }
}
