import {
  AdminForgetDeviceCommand,
  AdminGetDeviceCommand,
  AdminListDevicesCommand,
  DescribeUserPoolCommand,
  UpdateUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { cases, type PoolRequest } from "../contract-case.js";
import { expectRefusal, freshName, pagesOf, type Stage } from "../stage.js";

const remembering = {
  DeviceConfiguration: {
    ChallengeRequiredOnNewDevice: true,
    DeviceOnlyRememberedOnUserPrompt: true,
  },
} satisfies PoolRequest;
const forgetful: PoolRequest = {};
const changing: PoolRequest = { ...remembering, MfaConfiguration: "OFF" };

const DeviceKey = "eu-west-1_00000000-0000-4000-8000-000000000000";

const list = (stage: Stage, Username: string, PaginationToken?: string) =>
  stage.client.send(
    new AdminListDevicesCommand({ UserPoolId: stage.poolId, Username, Limit: 2, PaginationToken }),
  );

const forget = (stage: Stage, Username: string, key = DeviceKey) =>
  stage.client.send(
    new AdminForgetDeviceCommand({ UserPoolId: stage.poolId, Username, DeviceKey: key }),
  );

const get = (stage: Stage, Username: string, key = DeviceKey) =>
  stage.client.send(
    new AdminGetDeviceCommand({ UserPoolId: stage.poolId, Username, DeviceKey: key }),
  );

/** The devices of users. A device is registered with SRP, so the cases that need one begin with a seed. */
export const deviceCases = cases(
  {
    id: "devices-described",
    sentence: "DescribeUserPool answers how devices are remembered",
    pool: remembering,
    run: async (stage) => {
      const request = { UserPoolId: stage.poolId };
      const { UserPool } = await stage.client.send(new DescribeUserPoolCommand(request));
      expect(UserPool?.DeviceConfiguration).toEqual(remembering.DeviceConfiguration);
    },
  },
  {
    id: "devices-switched-off",
    sentence: "UpdateUserPool without a DeviceConfiguration makes a pool remember no devices",
    pool: changing,
    run: async (stage) => {
      const user = await stage.createUser();
      await stage.client.send(new UpdateUserPoolCommand({ UserPoolId: stage.poolId }));
      await expectRefusal(list(stage, user), "InvalidUserPoolConfigurationException");
    },
  },
  {
    id: "devices-none",
    sentence: "a user who has registered no device has none",
    pool: remembering,
    run: async (stage) => {
      const { Devices } = await list(stage, await stage.createUser());
      expect(Devices).toEqual([]);
    },
  },
  {
    id: "devices-not-remembered",
    sentence: "a pool that remembers no devices lists, shows and forgets none",
    pool: forgetful,
    run: async (stage) => {
      const user = await stage.createUser();
      for (const call of [list(stage, user), get(stage, user), forget(stage, user)]) {
        await expectRefusal(call, "InvalidUserPoolConfigurationException");
      }
    },
  },
  {
    id: "device-unknown",
    sentence: "a device that a user does not have is not shown and not forgotten",
    pool: remembering,
    run: async (stage) => {
      const user = await stage.createUser();
      await expectRefusal(get(stage, user), "ResourceNotFoundException");
      await expectRefusal(forget(stage, user), "ResourceNotFoundException");
    },
  },
  {
    id: "device-unknown-user",
    sentence: "a device of an unknown user is not forgotten",
    pool: remembering,
    run: async (stage) => {
      await expectRefusal(forget(stage, freshName()), "UserNotFoundException");
    },
  },
  {
    id: "devices-listed",
    sentence: "AdminListDevices pages through the devices, with their attributes",
    pool: remembering,
    runWithHost: async (stage, host) => {
      const username = await stage.createUser();
      const names = ["phone", "laptop", "tablet"];
      const devices = names.map((name) => ({ name, lastIpAddress: "192.0.2.1" }));
      const status = (await stage.getUser(username)).UserStatus!;
      host.seedUser(stage.poolId, { username, status, devices });
      const pages = await pagesOf(
        (token) => list(stage, username, token),
        (page) => page.PaginationToken,
      );
      expect(pages.map(({ Devices }) => Devices?.length)).toEqual([2, 1]);
      const [first] = pages[0]?.Devices ?? [];
      expect(first?.DeviceAttributes).toEqual([
        { Name: "device_status", Value: "valid" },
        { Name: "device_name", Value: "phone" },
        { Name: "last_ip_used", Value: "192.0.2.1" },
        { Name: "dev:device_remembered_status", Value: "remembered" },
      ]);
      expect((await get(stage, username, first?.DeviceKey)).Device).toEqual(first);
    },
  },
  {
    id: "device-forgotten",
    sentence: "AdminForgetDevice deletes one device, once",
    pool: remembering,
    runWithHost: async (stage, host) => {
      const username = await stage.createUser();
      const devices = [{ key: DeviceKey, name: "phone" }, { name: "laptop" }];
      const status = (await stage.getUser(username)).UserStatus!;
      host.seedUser(stage.poolId, { username, status, devices });
      await forget(stage, username);
      const { Devices: left = [] } = await list(stage, username);
      expect(left).toHaveLength(1);
      expect(left[0]?.DeviceKey).not.toBe(DeviceKey);
      await expectRefusal(forget(stage, username), "ResourceNotFoundException");
    },
  },
);
