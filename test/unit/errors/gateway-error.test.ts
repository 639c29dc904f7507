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

  it("keeps by another code all but the reason, which belongs to the one that it seemed to have", () => {
    const cause = new Error("secret");
    const details = { outcome: "NOT_APPLIED", reason: "INVALID_PARAMETER" } as const;
    const seeming = new GatewayError("BAD_USER_INPUT", details, { cause });
    const error = seeming.as("RESOURCE_NOT_FOUND");
    expect(error).toMatchObject({ code: "RESOURCE_NOT_FOUND", cause });
    expect(error.details).toEqual({ outcome: "NOT_APPLIED" });
    expect(seeming.as("BAD_USER_INPUT").details).toEqual(details);
  });
});
