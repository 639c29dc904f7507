import {
  AdminListGroupsForUserCommand,
  GetGroupCommand,
  ListGroupsCommand,
  ListUsersInGroupCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { GatewayError } from "../errors/gateway-error.js";
import type { ReadOptions } from "./gate/pool-gate.js";
import { listOf, nullIfMissing, paged } from "./list-answer.js";
import type { PoolRead } from "./pool-read.js";
import type { Page, PageRequest } from "./records/activity-records.js";
import { type GroupRecord, readGroups, toGroup } from "./records/directory.js";
import type { UserRecord } from "./records/records.js";
import { toListedUserRecord } from "./records/user-record.js";
import { within } from "./transport/deadline.js";

/** What a pool tells of its groups. */
export class PoolGroups {
  /** `describe` rejects where there is no pool. */
  constructor(
    private readonly poolId: string,
    private readonly read: PoolRead,
    private readonly describe: () => Promise<unknown>,
  ) {}

  /**
   * AdminListGroupsForUser; quota category UserResourceRead. The user's groups, all of them.
   * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminListGroupsForUser.html
   */
  ofUser(username: string, options: ReadOptions = {}): Promise<readonly GroupRecord[]> {
    return this.read("AdminListGroupsForUser", options, (client, deadline) =>
      readGroups(this.poolId, (page) => {
        const command = new AdminListGroupsForUserCommand({
          UserPoolId: this.poolId,
          Username: username,
          ...page,
        });
        return client.send(within(deadline, command));
      }),
    );
  }

  /**
   * GetGroup; quota category UserPoolResourceRead. Null when the pool has no group by that name.
   * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetGroup.html
   */
  get(name: string, options: ReadOptions = {}): Promise<GroupRecord | null> {
    return nullIfMissing(
      this.read("GetGroup", options, async (client, deadline) => {
        const command = new GetGroupCommand({ UserPoolId: this.poolId, GroupName: name });
        const { Group: group } = await client.send(within(deadline, command));
        // An answer about another group is none.
        if (group?.GroupName !== name) throw new GatewayError("UPSTREAM_ERROR");
        return toGroup(this.poolId, group);
      }),
      this.describe,
    );
  }

  /**
   * ListGroups; quota category UserPoolResourceRead. INVALID_CURSOR for a token that Cognito does not take.
   * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListGroups.html
   */
  list({ limit, token }: PageRequest, options: ReadOptions = {}): Promise<Page<GroupRecord>> {
    return paged(token, () =>
      this.read("ListGroups", options, async (client, deadline) => {
        const command = new ListGroupsCommand({
          UserPoolId: this.poolId,
          Limit: limit,
          ...(token === null ? {} : { NextToken: token }),
        });
        const { Groups, NextToken } = await client.send(within(deadline, command));
        const items = listOf(Groups).map((group) => toGroup(this.poolId, group));
        return { items, nextToken: NextToken ?? null };
      }),
    );
  }

  /**
   * ListUsersInGroup; quota category UserList. Makes nobody a monthly active user. Eventually consistent. Empty when the pool has no
   * group by that name, INVALID_CURSOR for a token that Cognito does not take.
   * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsersInGroup.html
   */
  async members(
    name: string,
    { limit, token }: PageRequest,
    options: ReadOptions = {},
  ): Promise<Page<UserRecord>> {
    const read = paged(token, () =>
      this.read("ListUsersInGroup", options, async (client, deadline) => {
        const command = new ListUsersInGroupCommand({
          UserPoolId: this.poolId,
          GroupName: name,
          Limit: limit,
          ...(token === null ? {} : { NextToken: token }),
        });
        const { Users, NextToken } = await client.send(within(deadline, command));
        const items = listOf(Users).map((row) => toListedUserRecord(this.poolId, row));
        return { items, nextToken: NextToken ?? null };
      }),
    );
    return (await nullIfMissing(read, this.describe)) ?? { items: [], nextToken: null };
  }
}
