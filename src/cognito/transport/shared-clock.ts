/**
 * Lets clients of one service share what each learns of the service's clock from its answers: a write is tried once, so what its
 * own client would learn by it comes too late.
 */
export function shareClock(
  clients: readonly { readonly config: { systemClockOffset: number } }[],
): void {
  let offsetMs = 0;
  for (const { config } of clients) {
    Object.defineProperty(config, "systemClockOffset", {
      get: () => offsetMs,
      set: (learntMs: number) => {
        offsetMs = learntMs;
      },
      enumerable: true,
      configurable: true,
    });
  }
}
