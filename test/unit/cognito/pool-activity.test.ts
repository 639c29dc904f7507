import type { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { PoolActivity } from "../../../src/cognito/pool-activity.js";
import { PoolConfiguration } from "../../../src/cognito/pool-configuration.js";
import type { PoolRead } from "../../../src/cognito/pool-read.js";
import { Deadline } from "../../../src/cognito/transport/deadline.js";
import { GatewayError } from "../../../src/errors/gateway-error.js";

const poolId = "eu-west-1_A";

/** A pool that answers what it is told to, and what it was asked. */
function poolUnderTest() {
  const send = jest.fn<Promise<unknown>, [command: { readonly input: object }]>();
  const asked: string[] = [];
  const client = { send } as unknown as CognitoIdentityProviderClient;
  const read: PoolRead = (operation, _options, ask) => {
    asked.push(operation);
    return ask(client, new Deadline(1000));
  };
  const describePool = jest.fn(() => Promise.resolve({}) as Promise<unknown>);
  const inputs = () => send.mock.calls.map(([{ input }]) => input);
  return {
    activity: new PoolActivity(poolId, read, describePool),
    configuration: new PoolConfiguration(poolId, read),
    ...{ send, asked, inputs, describePool },
  };
}

const user = { UserPoolId: poolId, Username: "ann" };
const page = { limit: 25, token: null };
const fault = expect.objectContaining({ code: "UPSTREAM_ERROR" }) as Error;

describe("what a pool tells of its users' activity", () => {
  it("asks for pages, and for the next one by the token of the one before", async () => {
    const { activity, send, asked, inputs } = poolUnderTest();
    send
      .mockResolvedValueOnce({ Devices: [{ DeviceKey: "d" }], PaginationToken: "2" })
      .mockResolvedValueOnce({ Devices: [] })
      .mockResolvedValueOnce({ AuthEvents: [{ EventId: "e" }], NextToken: "3" })
      .mockResolvedValueOnce({ AuthEvents: [] });
    const devices = await activity.devices("ann", page);
    expect([devices.items.map(({ key }) => key), devices.nextToken]).toEqual([["d"], "2"]);
    const rest = await activity.devices("ann", { limit: 60, token: "2" });
    expect(rest).toEqual({ items: [], nextToken: null });
    const events = await activity.authEvents("ann", page);
    expect([events.items.map(({ id }) => id), events.nextToken]).toEqual([["e"], "3"]);
    await activity.authEvents("ann", { limit: 60, token: "3" });
    expect(asked).toEqual([
      ...["AdminListDevices", "AdminListDevices"],
      ...["AdminListUserAuthEvents", "AdminListUserAuthEvents"],
    ]);
    expect(inputs()).toEqual([
      { ...user, Limit: 25 },
      { ...user, Limit: 60, PaginationToken: "2" },
      { ...user, MaxResults: 25 },
      { ...user, MaxResults: 60, NextToken: "3" },
    ]);
  });

  it.each([[{}], [null], ["none"]])(
    "takes %j in place of a list for a fault, and not for a user without any",
    async (list) => {
      const { activity, send } = poolUnderTest();
      send.mockResolvedValue({ Sessions: list, Devices: list, AuthEvents: list });
      await expect(activity.sessions("ann")).rejects.toEqual(fault);
      await expect(activity.devices("ann", page)).rejects.toEqual(fault);
      await expect(activity.authEvents("ann", page)).rejects.toEqual(fault);
    },
  );

  it("takes factors of nobody for a fault", async () => {
    const { activity, send } = poolUnderTest();
    send.mockResolvedValueOnce({ ConfiguredUserAuthFactors: ["PASSWORD"] });
    await expect(activity.authFactors("ann")).rejects.toEqual(fault);
    send.mockResolvedValueOnce({ Username: "ann", ConfiguredUserAuthFactors: ["PASSWORD"] });
    expect(await activity.authFactors("ann")).toMatchObject({ factors: ["PASSWORD"] });
  });

  it.each(["devices", "authEvents"] as const)(
    "calls a token of %s that Cognito does not take an invalid cursor, and nothing else",
    async (list) => {
      const { activity, send } = poolUnderTest();
      const refused = new GatewayError("BAD_USER_INPUT");
      send.mockRejectedValue(refused);
      await expect(activity[list]("ann", { limit: 1, token: "old" })).rejects.toMatchObject({
        code: "INVALID_CURSOR",
        details: { argument: "after" },
      });
      await expect(activity[list]("ann", page)).rejects.toBe(refused);
    },
  );

  it("takes devices that are not found for those of a user who is gone, unless the pool is", async () => {
    const { activity, send, describePool } = poolUnderTest();
    const missing = new GatewayError("POOL_NOT_FOUND");
    send.mockRejectedValue(missing);
    await expect(activity.devices("ann", page)).rejects.toMatchObject({ code: "USER_NOT_FOUND" });
    expect(describePool).toHaveBeenCalledTimes(1);
    describePool.mockRejectedValueOnce(missing);
    await expect(activity.devices("ann", page)).rejects.toBe(missing);
  });
});

describe("what a pool tells of its configuration", () => {
  it.each([
    [{}, []],
    [{ MfaConfiguration: "OFF", SoftwareTokenMfaConfiguration: { Enabled: true } }, []],
    [
      { MfaConfiguration: "ON", SoftwareTokenMfaConfiguration: { Enabled: true } },
      ["SOFTWARE_TOKEN_MFA"],
    ],
    [
      {
        MfaConfiguration: "OPTIONAL",
        SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: "arn" } },
        SoftwareTokenMfaConfiguration: { Enabled: false },
        EmailMfaConfiguration: { Message: "{####}" },
        WebAuthnConfiguration: { FactorConfiguration: "MULTI_FACTOR_WITH_USER_VERIFICATION" },
      },
      ["SMS_MFA", "EMAIL_OTP", "WEB_AUTHN"],
    ],
    [
      { MfaConfiguration: "ON", WebAuthnConfiguration: { FactorConfiguration: "SINGLE_FACTOR" } },
      [],
    ],
  ])("reads %j as the second factors %j", async (answer, methods) => {
    const { configuration, send } = poolUnderTest();
    send.mockResolvedValueOnce(answer);
    expect(await configuration.mfaMethods()).toEqual(methods);
  });

  it("tells whether sessions are kept: not in a plan that has none", async () => {
    const { configuration, send } = poolUnderTest();
    send.mockResolvedValueOnce({ UserSessionTracking: "ENABLED" });
    expect(await configuration.tracksSessions()).toBe(true);
    send.mockResolvedValueOnce({ UserSessionTracking: "DISABLED" });
    expect(await configuration.tracksSessions()).toBe(false);
    send.mockRejectedValueOnce(new GatewayError("FEATURE_UNAVAILABLE"));
    expect(await configuration.tracksSessions()).toBe(false);
    send.mockResolvedValueOnce({});
    await expect(configuration.tracksSessions()).rejects.toEqual(fault);
    send.mockRejectedValueOnce(new GatewayError("GATEWAY_MISCONFIGURED"));
    await expect(configuration.tracksSessions()).rejects.toMatchObject({
      code: "GATEWAY_MISCONFIGURED",
    });
  });
});
