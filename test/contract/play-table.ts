import type { Described } from "./contract-case.js";
import { knownDeviations } from "./known-deviations.js";
import type { Target } from "./target.js";

interface Play<Case> {
  readonly play: (contractCase: Case) => Promise<void>;
  /** Why the target cannot be put to a case; null when it can. */
  readonly reasonToSkip: (contractCase: Case) => string | null;
}

/** Makes a test of every case: one that the target is known to fail must fail. */
export function playTable<Case extends Described>(
  table: readonly Case[],
  target: Target,
  { play, reasonToSkip }: Play<Case>,
): void {
  const deviations = knownDeviations.get(target.name) ?? new Map<string, string>();
  for (const contractCase of table) {
    const title = `${contractCase.id}: ${contractCase.sentence}`;
    const skipped = reasonToSkip(contractCase);
    const deviation = deviations.get(contractCase.id);
    if (skipped !== null) {
      it.skip(`${title} (skipped: ${skipped})`, () => undefined);
    } else if (deviation === undefined) {
      it(title, () => play(contractCase));
    } else {
      it(`${title} (known deviation: ${deviation})`, async () => {
        // A listed deviation that has gone would hide the next one.
        await expect(play(contractCase)).rejects.toThrow();
      });
    }
  }
}
