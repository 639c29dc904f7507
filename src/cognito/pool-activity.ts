import {
  AdminGetUserAuthFactorsCommand,
  AdminListDevicesCommand,
  AdminListUserAuthEventsCommand,
  AdminListUserSessionsCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { GatewayError } from "../errors/gateway-error.js";
import type { ReadOptions } from "./gate/pool-gate.js";
import { listOf, nullIfMissing, paged } from "./list-answer.js";
import type { PoolRead } from "./pool-read.js";
import type {
  AuthEventRecord,
  AuthFactorsRecord,
  DeviceRecord,
  Page,
  PageRequest,
  SessionRecord,
} from "./records/activity-records.js";
import { toAuthEvent, toAuthFactors, toDevice, toSession } from "./records/activity.js";
import { within } from "./transport/deadline.js";

/** What a pool tells of how its users sign in, and have signed in. */
export class PoolActivity {
  /** `describe` rejects where there is no pool. */
  constructor(
    private readonly poolId: string,
    private readonly read: PoolRead,
    private readonly describe: () => Promise<unknown>,
  ) {}

  /**
   * AdminGetUserAuthFactors; quota category UserRead. Throws USER_NOT_FOUND for an unknown user.
   * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminGetUserAuthFactors.html
   */
  authFactors(username: string, options: ReadOptions = {}): Promise<AuthFactorsRecord> {
    return this.read("AdminGetUserAuthFactors", options, async (client, deadline) => {
      const command = new AdminGetUserAuthFactorsCommand({
        UserPoolId: this.poolId,
        Username: username,
      });
      const answer = await client.send(within(deadline, command));
      if (answer.Username === undefined) throw new GatewayError("UPSTREAM_ERROR");
      return toAuthFactors(answer);
    });
  }

  /**
   * AdminListUserSessions: the sessions that are open, all of them, since a page has up to 125. Eventually consistent. Which quota
   * category it counts in AWS does not say.
   * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminListUserSessions.html
   */
  sessions(username: string, options: ReadOptions = {}): Promise<readonly SessionRecord[]> {
    return this.read("AdminListUserSessions", options, async (client, deadline) => {
      const command = new AdminListUserSessionsCommand({
        UserPoolId: this.poolId,
        Username: username,
      });
      const { Sessions } = await client.send(within(deadline, command));
      return listOf(Sessions).map(toSession);
    });
  }

  /**
   * AdminListDevices; quota category UserResourceRead. FEATURE_UNAVAILABLE where the pool remembers no devices, INVALID_CURSOR for a
   * token that Cognito does not take.
   * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminListDevices.html
   */
  async devices(
    username: string,
    { limit, token }: PageRequest,
    options: ReadOptions = {},
  ): Promise<Page<DeviceRecord>> {
    const read = paged(token, () =>
      this.read("AdminListDevices", options, async (client, deadline) => {
        const command = new AdminListDevicesCommand({
          UserPoolId: this.poolId,
          Username: username,
          Limit: limit,
          ...(token === null ? {} : { PaginationToken: token }),
        });
        const { Devices, PaginationToken } = await client.send(within(deadline, command));
        return { items: listOf(Devices).map(toDevice), nextToken: PaginationToken ?? null };
      }),
    );
    const page = await nullIfMissing(read, this.describe);
    // The operation declares no UserNotFoundException: what is missing is the user.
    if (page === null) throw new GatewayError("USER_NOT_FOUND");
    return page;
  }

  /**
   * AdminListUserAuthEvents; quota category UserResourceRead. FEATURE_UNAVAILABLE where threat protection is off, INVALID_CURSOR for
   * a token that Cognito does not take.
   * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminListUserAuthEvents.html
   */
  authEvents(
    username: string,
    { limit, token }: PageRequest,
    options: ReadOptions = {},
  ): Promise<Page<AuthEventRecord>> {
    return paged(token, () =>
      this.read("AdminListUserAuthEvents", options, async (client, deadline) => {
        const command = new AdminListUserAuthEventsCommand({
          UserPoolId: this.poolId,
          Username: username,
          MaxResults: limit,
          ...(token === null ? {} : { NextToken: token }),
        });
        const { AuthEvents, NextToken } = await client.send(within(deadline, command));
        return { items: listOf(AuthEvents).map(toAuthEvent), nextToken: NextToken ?? null };
      }),
    );
  }
}
