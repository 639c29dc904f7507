import { Backstage } from "./backstage.js";
import type { GatewayCase } from "./gateway-case.js";
import { GatewayStage } from "./gateway-stage.js";
import { type GatewaysUnderContract, startGateways } from "./gateways-under-contract.js";
import { playTable } from "./play-table.js";
import { gatewayTable } from "./tables.js";
import { openTarget, readTarget } from "./target.js";

const target = readTarget(process.env);

describe(`The gateway in front of Cognito, on ${target.name}`, () => {
  let backstage: Backstage;
  let gateways: GatewaysUnderContract | undefined;

  beforeAll(async () => {
    backstage = new Backstage(target, await openTarget(target));
    const { poolId } = await backstage.stageFor(undefined);
    gateways = await startGateways(target, backstage.open, poolId);
  });

  afterAll(async () => {
    try {
      await gateways?.stop();
    } finally {
      await backstage.takeDown();
    }
  });

  const play = async (gatewayCase: GatewayCase): Promise<void> => {
    try {
      await gatewayCase.run(new GatewayStage(await backstage.stageFor(undefined), gateways!));
    } finally {
      await backstage.clear();
    }
  };

  playTable(gatewayTable, target, { play, reasonToSkip: () => null });
});
