import { randomUUID } from "node:crypto";

/** A device of a user, as AdminListDevices tells of it. */
export interface Device {
  readonly key: string;
  readonly name: string;
  readonly isRemembered: boolean;
  readonly createdAt: Date;
  readonly lastAuthenticatedAt: Date;
  readonly lastIpAddress?: string | undefined;
}

/** A key in the form of the service: what the pool's id begins with, which is a Region at AWS, and a UUID. */
export const newDeviceKey = (poolId: string): string => `${poolId.split("_")[0]}_${randomUUID()}`;
