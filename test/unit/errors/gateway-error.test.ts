import { errorCodes } from "../../../src/errors/error-codes.js";
import { GatewayError } from "../../../src/errors/gateway-error.js";

describe("GatewayError", () => {
  it("has the constant text of its code, whatever caused it", () => {
    const error = new GatewayError("UPSTREAM_ERROR", {}, { cause: new Error("secret") });
    expect(error.message).toBe(errorCodes.UPSTREAM_ERROR.message);
    expect(error.name).toBe("GatewayError");
    expect(error).toBeInstanceOf(Error);
  });

  it("adds details without changing the error that had fewer", () => {
    const cause = new Error("secret");
    const error = new GatewayError("INVALID_PASSWORD", { outcome: "UNKNOWN" }, { cause });
    const more = error.with({ outcome: "NOT_APPLIED", argument: "password" });
    expect(error.details).toEqual({ outcome: "UNKNOWN" });
    expect(more.details).toEqual({ outcome: "NOT_APPLIED", argument: "password" });
    expect(more).toMatchObject({ code: "INVALID_PASSWORD", cause });
  });
});
