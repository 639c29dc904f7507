import { GatewayError } from "../../../../src/errors/gateway-error.js";
import { confirmSub } from "../../../../src/graphql/account/confirm-sub.js";

describe("confirmSub", () => {
  it("takes the sub of the user", () => {
    expect(() => {
      confirmSub({ sub: "a1" }, "a1");
    }).not.toThrow();
  });

  it.each([
    ["of somebody else", "a1", "b2"],
    ["in other letters", "a1", "A1"],
    ["of a user whose sub is not told", null, ""],
  ])("refuses a sub %s", (_which, sub, confirmed) => {
    let refusal: unknown;
    try {
      confirmSub({ sub }, confirmed);
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toBeInstanceOf(GatewayError);
    expect(refusal).toMatchObject({ code: "TARGET_CHANGED", details: { argument: "confirmSub" } });
  });
});
