import { Backstage } from "./backstage.js";
import { addressCases } from "./cases/address-cases.js";
import { challengeCases } from "./cases/challenge-cases.js";
import { groupCases } from "./cases/group-cases.js";
import { listingCases } from "./cases/listing-cases.js";
import { namingCases } from "./cases/naming-cases.js";
import { passwordCases } from "./cases/password-cases.js";
import { policyCases } from "./cases/policy-cases.js";
import { poolCases } from "./cases/pool-cases.js";
import { protocolCases } from "./cases/protocol-cases.js";
import { statusCases } from "./cases/status-cases.js";
import { tokenCases } from "./cases/token-cases.js";
import type { ContractCase } from "./contract-case.js";
import { knownDeviations } from "./known-deviations.js";
import { openTarget, readTarget } from "./target.js";

const table: readonly ContractCase[] = [
  ...passwordCases,
  ...policyCases,
  ...statusCases,
  ...challengeCases,
  ...namingCases,
  ...addressCases,
  ...tokenCases,
  ...listingCases,
  ...groupCases,
  ...poolCases,
  ...protocolCases,
];

const target = readTarget(process.env);
const isLocalPool = target.endpoint === undefined && target.given === undefined;
const deviations = knownDeviations.get(target.name) ?? new Map<string, string>();

/** Why this target cannot be put to a case; null when it can. */
function reasonToSkip(contractCase: ContractCase): string | null {
  if ("runWithHost" in contractCase && !isLocalPool) return "needs the local pool's own handles";
  if (target.given === undefined) return null;
  if (contractCase.pool !== undefined) return "needs a pool of its own";
  if ("makesClient" in contractCase) return "needs an app client of its own";
  return "raw" in contractCase ? "sends unsigned requests" : null;
}

describe(`Cognito as the gateway relies on it, on ${target.name}`, () => {
  let backstage: Backstage;

  beforeAll(async () => {
    backstage = new Backstage(target, await openTarget(target));
  });

  afterAll(() => backstage.takeDown());

  const play = async (contractCase: ContractCase): Promise<void> => {
    const stage = await backstage.stageFor(contractCase.pool);
    try {
      if ("run" in contractCase) await contractCase.run(stage);
      else await contractCase.runWithHost(stage, backstage.open.host!);
    } finally {
      await backstage.clear();
    }
  };

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

  it("gives every case an id of its own", () => {
    expect(new Set(table.map(({ id }) => id)).size).toBe(table.length);
  });

  it("lists deviations of cases that exist only", () => {
    const ids = new Set(table.map(({ id }) => id));
    const strays = [...knownDeviations.values()].flatMap((list) =>
      [...list.keys()].filter((id) => !ids.has(id)),
    );
    expect(strays).toEqual([]);
  });
});
