import { AdminGetUserCommand, ListUsersCommand } from "@aws-sdk/client-cognito-identity-provider";
import { GatewayError } from "../errors/gateway-error.js";
import type { ReadOptions } from "./gate/pool-gate.js";
import { listOf, paged } from "./list-answer.js";
import type { PoolRead } from "./pool-read.js";
import type { UserPage, UserPageRequest, UserRecord } from "./records/records.js";
import { isNamed, toListedUserRecord, toUserRecord } from "./records/user-record.js";
import { within } from "./transport/deadline.js";

/** What a pool tells of its users. */
export class PoolUsers {
  constructor(
    private readonly poolId: string,
    private readonly read: PoolRead,
  ) {}

  /**
   * AdminGetUser; quota category UserRead. Makes its user a monthly active one for billing. Null for an unknown user.
   * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminGetUser.html
   */
  async get(username: string, options: ReadOptions = {}): Promise<UserRecord | null> {
    try {
      return await this.read("AdminGetUser", options, async (client, deadline) => {
        const command = new AdminGetUserCommand({ UserPoolId: this.poolId, Username: username });
        const user = toUserRecord(this.poolId, await client.send(within(deadline, command)));
        // Whoever acts on this user means the name that was asked for: an answer about somebody else is none.
        if (!isNamed(user, username)) throw new GatewayError("UPSTREAM_ERROR");
        return user;
      });
    } catch (error) {
      if (error instanceof GatewayError && error.code === "USER_NOT_FOUND") return null;
      throw error;
    }
  }

  /**
   * ListUsers; quota category UserList, 30 a second for an account. Makes nobody a monthly active user. Eventually
   * consistent: what was written a moment ago may be missing. INVALID_CURSOR for a token that Cognito does not take any
   * more, or that belongs to another filter.
   * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsers.html
   */
  list({ filter, limit, token }: UserPageRequest, options: ReadOptions = {}): Promise<UserPage> {
    const read = paged(token, () =>
      this.read("ListUsers", options, async (client, deadline) => {
        const command = new ListUsersCommand({
          UserPoolId: this.poolId,
          Limit: limit,
          ...(filter === null ? {} : { Filter: filter }),
          ...(token === null ? {} : { PaginationToken: token }),
        });
        const { Users, PaginationToken } = await client.send(within(deadline, command));
        return {
          users: listOf(Users).map((row) => toListedUserRecord(this.poolId, row)),
          nextToken: PaginationToken ?? null,
        };
      }),
    );
    return read.catch((error: unknown) => {
      const isRefused = error instanceof GatewayError && error.code === "BAD_USER_INPUT";
      throw isRefused ? error.with({ argument: "filter" }) : error;
    });
  }
}
