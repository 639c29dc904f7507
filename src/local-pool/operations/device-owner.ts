import type { Device } from "../activity/device.js";
import type { Pools } from "../directory/pools.js";
import type { UserPool } from "../directory/user-pool.js";
import type { User } from "../directory/user.js";
import { poolOf } from "../operation.js";
import type { Raise } from "../service-model/service-error.js";

interface DevicesCall {
  readonly pools: Pools;
  readonly input: { readonly UserPoolId: string; readonly Username: string };
  readonly error: Raise<"InvalidUserPoolConfigurationException" | "ResourceNotFoundException">;
}

/**
 * The pool and the user of a request that declares no UserNotFoundException; throws where the pool remembers no devices.
 * That an unknown user is a ResourceNotFoundException then is an inference.
 */
export function deviceOwnerOf(call: DevicesCall): {
  readonly pool: UserPool;
  readonly user: User;
} {
  const pool = poolOf(call);
  requireDevices(pool, call.error);
  const user = pool.users.find(call.input.Username);
  if (user === undefined) throw call.error("ResourceNotFoundException", "User does not exist.");
  return { pool, user };
}

/** Throws where the pool has no DeviceConfiguration. */
export function requireDevices(
  pool: UserPool,
  error: Raise<"InvalidUserPoolConfigurationException">,
): void {
  if (pool.settings.deviceConfiguration !== undefined) return;
  throw error(
    "InvalidUserPoolConfigurationException",
    "The user pool is not configured to remember devices.",
  );
}

/** The device of that key; throws ResourceNotFoundException, in the words of https://github.com/aws-amplify/amplify-js/issues/10083 */
export function deviceOf(
  user: User,
  key: string,
  error: Raise<"ResourceNotFoundException">,
): Device {
  const device = user.devices.get(key);
  if (device === undefined) throw error("ResourceNotFoundException", "Device does not exist.");
  return device;
}
