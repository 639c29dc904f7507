import type { UserPool } from "../../../../src/cognito/user-pool.js";
import { GatewayError } from "../../../../src/errors/gateway-error.js";
import { admitMutation } from "../../../../src/graphql/mutations/admission.js";
import type { GatewayContext } from "../../../../src/graphql/request/context.js";
import { MutationLimits } from "../../../../src/graphql/request/mutation-limits.js";

describe("admitMutation", () => {
  const contextUnderTest = () =>
    ({
      access: { principal: { issuer: "https://issuer.example.com", subject: "ann" } },
      loaders: { writeSlot: { poolId: null } },
      mutationLimits: new MutationLimits(
        {
          mutationsPerCallerPerMinute: 3,
          mutationsPerTargetPerMinute: 1,
          deletionsPerCallerPerMinute: 1,
        },
        () => undefined,
      ),
    }) as unknown as GatewayContext;

  it("holds a place of the pool until it is left, and lets reads know meanwhile", async () => {
    const leave = jest.fn();
    const pool = { settings: { id: "eu-west-1_A" }, enterWrite: async () => leave };
    const context = contextUnderTest();
    const end = await admitMutation(context, pool as unknown as UserPool, { isDeletion: false });
    expect(context.loaders.writeSlot.poolId).toBe("eu-west-1_A");
    expect(leave).not.toHaveBeenCalled();
    end();
    expect(context.loaders.writeSlot.poolId).toBeNull();
    expect(leave).toHaveBeenCalledTimes(1);
  });

  it("asks for no place on behalf of a caller who is over the limit", async () => {
    const enterWrite = jest.fn(() => Promise.reject(new GatewayError("OVERLOADED")));
    const pool = { settings: { id: "eu-west-1_A" }, enterWrite } as unknown as UserPool;
    const context = contextUnderTest();
    for (let turn = 0; turn < 3; turn += 1) {
      await expect(admitMutation(context, pool, { isDeletion: false })).rejects.toMatchObject({
        code: "OVERLOADED",
      });
    }
    await expect(admitMutation(context, pool, { isDeletion: false })).rejects.toMatchObject({
      code: "RATE_LIMITED",
    });
    expect(enterWrite).toHaveBeenCalledTimes(3);
    expect(context.loaders.writeSlot.poolId).toBeNull();
  });

  it("counts a deletion beside the mutations of its caller", async () => {
    const pool = { settings: { id: "eu-west-1_A" }, enterWrite: async () => () => undefined };
    const context = contextUnderTest();
    const admit = (isDeletion: boolean) =>
      admitMutation(context, pool as unknown as UserPool, { isDeletion });
    await admit(true);
    await expect(admit(true)).rejects.toMatchObject({ code: "RATE_LIMITED" });
    // The refused one counts, too: it was the second of three.
    await admit(false);
    await expect(admit(false)).rejects.toMatchObject({ code: "RATE_LIMITED" });
  });
});
