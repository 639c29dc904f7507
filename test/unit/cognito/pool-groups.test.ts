import type { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { PoolDirectory } from "../../../src/cognito/pool-directory.js";
import { PoolGroups } from "../../../src/cognito/pool-groups.js";
import type { PoolRead } from "../../../src/cognito/pool-read.js";
import { Deadline } from "../../../src/cognito/transport/deadline.js";
import { GatewayError } from "../../../src/errors/gateway-error.js";

const poolId = "eu-west-1_A";

/** A pool that answers what it is told to, and what it was asked. */
function poolUnderTest() {
  const send = jest.fn<Promise<unknown>, [command: { readonly input: object }]>();
  const describePool = jest.fn<Promise<unknown>, []>().mockResolvedValue({});
  const asked: string[] = [];
  const client = { send } as unknown as CognitoIdentityProviderClient;
  const read: PoolRead = (operation, _options, ask) => {
    asked.push(operation);
    return ask(client, new Deadline(1000));
  };
  const inputs = () => send.mock.calls.map(([{ input }]) => input);
  return {
    groups: new PoolGroups(poolId, read, describePool),
    directory: new PoolDirectory(poolId, read),
    ...{ send, describePool, asked, inputs },
  };
}

const UserPoolId = poolId;
const page = { limit: 25, token: null };
const fault = expect.objectContaining({ code: "UPSTREAM_ERROR" }) as Error;

describe("what a pool tells of its groups, providers and clients", () => {
  it("is asked for in pages, and for the next one by the token of the one before", async () => {
    const { groups, directory, send, asked, inputs } = poolUnderTest();
    const next = { limit: 60, token: "2" };
    send
      .mockResolvedValueOnce({ Groups: [{ GroupName: "g" }], NextToken: "2" })
      .mockResolvedValueOnce({ Groups: [] })
      .mockResolvedValueOnce({
        Users: [{ Username: "u", UserStatus: "CONFIRMED" }],
        NextToken: "2",
      })
      .mockResolvedValueOnce({ Users: [] })
      .mockResolvedValueOnce({ Providers: [{ ProviderName: "p" }], NextToken: "2" })
      .mockResolvedValueOnce({ Providers: [] })
      .mockResolvedValueOnce({ UserPoolClients: [{ ClientId: "c", ClientName: "n" }] });
    expect(await groups.list(page)).toMatchObject({ items: [{ name: "g" }], nextToken: "2" });
    expect(await groups.list(next)).toEqual({ items: [], nextToken: null });
    expect(await groups.members("g", page)).toMatchObject({
      ...{ items: [{ username: "u" }], nextToken: "2" },
    });
    expect(await groups.members("g", next)).toEqual({ items: [], nextToken: null });
    expect(await directory.identityProviders(page)).toMatchObject({
      ...{ items: [{ name: "p" }], nextToken: "2" },
    });
    expect(await directory.identityProviders(next)).toEqual({ items: [], nextToken: null });
    expect(await directory.appClients(page)).toEqual({
      ...{ items: [{ id: "c", name: "n" }], nextToken: null },
    });
    expect(asked).toEqual([
      ...["ListGroups", "ListGroups", "ListUsersInGroup", "ListUsersInGroup"],
      ...["ListIdentityProviders", "ListIdentityProviders", "ListUserPoolClients"],
    ]);
    expect(inputs()).toEqual([
      { UserPoolId, Limit: 25 },
      { UserPoolId, Limit: 60, NextToken: "2" },
      { UserPoolId, GroupName: "g", Limit: 25 },
      { UserPoolId, GroupName: "g", Limit: 60, NextToken: "2" },
      { UserPoolId, MaxResults: 25 },
      { UserPoolId, MaxResults: 60, NextToken: "2" },
      { UserPoolId, MaxResults: 25 },
    ]);
  });

  it.each([[{}], [null], ["none"]])(
    "takes %j in place of a list for a fault, and not for a pool without any",
    async (list) => {
      const { groups, directory, send } = poolUnderTest();
      send.mockResolvedValue({
        ...{ Groups: list, Users: list, Providers: list, UserPoolClients: list },
      });
      await expect(groups.list(page)).rejects.toEqual(fault);
      await expect(groups.members("g", page)).rejects.toEqual(fault);
      await expect(directory.identityProviders(page)).rejects.toEqual(fault);
      await expect(directory.appClients(page)).rejects.toEqual(fault);
    },
  );

  it("calls a token that Cognito does not take an invalid cursor, and nothing else", async () => {
    const { groups, directory, send } = poolUnderTest();
    const refused = new GatewayError("BAD_USER_INPUT");
    send.mockRejectedValue(refused);
    const old = { limit: 1, token: "old" };
    const lists = [
      (asked: typeof page | typeof old) => groups.list(asked),
      (asked: typeof page | typeof old) => groups.members("g", asked),
      (asked: typeof page | typeof old) => directory.identityProviders(asked),
      (asked: typeof page | typeof old) => directory.appClients(asked),
    ];
    for (const list of lists) {
      await expect(list(old)).rejects.toMatchObject({
        code: "INVALID_CURSOR",
        details: { argument: "after" },
      });
      await expect(list(page)).rejects.toBe(refused);
    }
  });
});

describe("a group", () => {
  it("is the one that was asked for", async () => {
    const { groups, send, inputs } = poolUnderTest();
    send.mockResolvedValueOnce({ Group: { GroupName: "g", Precedence: 0 } });
    expect(await groups.get("g")).toMatchObject({ poolId, name: "g", precedence: 0 });
    expect(inputs()).toEqual([{ UserPoolId, GroupName: "g" }]);
    for (const answer of [{}, { Group: {} }, { Group: { GroupName: "G" } }]) {
      send.mockResolvedValueOnce(answer);
      await expect(groups.get("g")).rejects.toEqual(fault);
    }
  });

  it("is what Cognito does not find, in a pool that is there", async () => {
    const { groups, send, describePool } = poolUnderTest();
    send.mockRejectedValue(new GatewayError("POOL_NOT_FOUND"));
    expect(await groups.get("g")).toBeNull();
    expect(await groups.members("g", page)).toEqual({ items: [], nextToken: null });
    expect(describePool).toHaveBeenCalledTimes(2);
    const gone = new GatewayError("POOL_NOT_FOUND");
    describePool.mockRejectedValue(gone);
    await expect(groups.get("g")).rejects.toBe(gone);
    await expect(groups.members("g", page)).rejects.toBe(gone);
  });

  it("that cannot be asked for is no group that is not there", async () => {
    const { groups, send, describePool } = poolUnderTest();
    const denied = new GatewayError("GATEWAY_MISCONFIGURED");
    send.mockRejectedValue(denied);
    await expect(groups.get("g")).rejects.toBe(denied);
    await expect(groups.members("g", page)).rejects.toBe(denied);
    expect(describePool).not.toHaveBeenCalled();
  });
});
