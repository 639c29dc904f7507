import { AdminListGroupsForUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import type { ReadOptions } from "./gate/pool-gate.js";
import type { PoolRead } from "./pool-read.js";
import { readGroupNames } from "./records/group-names.js";
import { within } from "./transport/deadline.js";

/** What a pool tells of its groups. */
export class PoolGroups {
  constructor(
    private readonly poolId: string,
    private readonly read: PoolRead,
  ) {}

  /**
   * AdminListGroupsForUser; quota category UserResourceRead. The names of the user's groups, all of them.
   * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminListGroupsForUser.html
   */
  namesOf(username: string, options: ReadOptions = {}): Promise<readonly string[]> {
    return this.read("AdminListGroupsForUser", options, (client, deadline) =>
      readGroupNames((page) => {
        const command = new AdminListGroupsForUserCommand({
          UserPoolId: this.poolId,
          Username: username,
          ...page,
        });
        return client.send(within(deadline, command));
      }),
    );
  }
}
