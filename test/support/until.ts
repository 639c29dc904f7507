const PATIENCE_MS = 10_000;

/** Resolves as soon as a condition holds; fails after ten seconds, so that nothing is left waiting for ever. */
export async function until(condition: () => boolean, what: string): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`Waited in vain until ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Resolves as soon as an address answers 200, as an orchestrator waits for it; fails after ten seconds. */
export async function untilOk(address: string): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const { status } = await fetch(address);
    if (status === 200) return;
    if (performance.now() > deadline)
      throw new Error(`${address} still answers ${String(status)}.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
