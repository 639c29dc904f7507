import { isPermitted } from "../../../../src/cognito/probes/pool-probe.js";
import { GatewayError } from "../../../../src/errors/gateway-error.js";

describe("whether a call of the doctor's was permitted", () => {
  it("is seen by an answer that comes after the check of permissions", () => {
    expect(isPermitted("AdminGetUser", null)).toBe(true);
    expect(isPermitted("AdminGetUser", new GatewayError("USER_NOT_FOUND"))).toBe(true);
    expect(isPermitted("AdminForgetDevice", new GatewayError("FEATURE_UNAVAILABLE"))).toBe(true);
    expect(isPermitted("AdminGetUser", new GatewayError("GATEWAY_MISCONFIGURED"))).toBe(false);
  });

  it("is seen of AdminListDevices, which declares no other, when nobody is found", () => {
    const told = new GatewayError("POOL_NOT_FOUND");
    expect(isPermitted("AdminListDevices", told)).toBe(true);
    expect(isPermitted("DescribeUserPool", told)).toBe(false);
    expect(isPermitted("AdminGetUser", told)).toBe(false);
  });
});
