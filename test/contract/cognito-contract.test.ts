import { Backstage } from "./backstage.js";
import type { ContractCase } from "./contract-case.js";
import { knownDeviations } from "./known-deviations.js";
import { playTable } from "./play-table.js";
import { cognitoTable, gatewayTable } from "./tables.js";
import { openTarget, readTarget } from "./target.js";

const target = readTarget(process.env);
const isLocalPool = target.endpoint === undefined && target.given === undefined;

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

  playTable(cognitoTable, target, { play, reasonToSkip });
});

describe("the cases of both halves", () => {
  const ids = [...cognitoTable, ...gatewayTable].map(({ id }) => id);

  it("have an id of their own each", () => {
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("are the only ones in the lists of deviations", () => {
    const known = new Set(ids);
    const strays = [...knownDeviations.values()].flatMap((list) =>
      [...list.keys()].filter((id) => !known.has(id)),
    );
    expect(strays).toEqual([]);
  });
});
