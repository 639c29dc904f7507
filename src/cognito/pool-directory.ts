import {
  ListIdentityProvidersCommand,
  ListUserPoolClientsCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { ReadOptions } from "./gate/pool-gate.js";
import { listOf, paged } from "./list-answer.js";
import type { PoolRead } from "./pool-read.js";
import type { Page, PageRequest } from "./records/activity-records.js";
import {
  type AppClientRecord,
  type IdentityProviderRecord,
  toAppClient,
  toIdentityProvider,
} from "./records/directory.js";
import { within } from "./transport/deadline.js";

/** Which identity providers and app clients a pool has. What their settings are is never asked: that answer holds secrets. */
export class PoolDirectory {
  constructor(
    private readonly poolId: string,
    private readonly read: PoolRead,
  ) {}

  /**
   * ListIdentityProviders; quota category UserPoolResourceRead. INVALID_CURSOR for a token that Cognito does not take.
   * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListIdentityProviders.html
   */
  identityProviders(
    { limit, token }: PageRequest,
    options: ReadOptions = {},
  ): Promise<Page<IdentityProviderRecord>> {
    return paged(token, () =>
      this.read("ListIdentityProviders", options, async (client, deadline) => {
        const command = new ListIdentityProvidersCommand({
          UserPoolId: this.poolId,
          MaxResults: limit,
          ...(token === null ? {} : { NextToken: token }),
        });
        const { Providers, NextToken } = await client.send(within(deadline, command));
        return { items: listOf(Providers).map(toIdentityProvider), nextToken: NextToken ?? null };
      }),
    );
  }

  /**
   * ListUserPoolClients; quota category UserPoolClientRead. INVALID_CURSOR for a token that Cognito does not take.
   * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserPoolClients.html
   */
  appClients(
    { limit, token }: PageRequest,
    options: ReadOptions = {},
  ): Promise<Page<AppClientRecord>> {
    return paged(token, () =>
      this.read("ListUserPoolClients", options, async (client, deadline) => {
        const command = new ListUserPoolClientsCommand({
          UserPoolId: this.poolId,
          MaxResults: limit,
          ...(token === null ? {} : { NextToken: token }),
        });
        const { UserPoolClients, NextToken } = await client.send(within(deadline, command));
        return { items: listOf(UserPoolClients).map(toAppClient), nextToken: NextToken ?? null };
      }),
    );
  }
}
