import { Args, Ctx, Directive, FieldResolver, Resolver, Root } from "type-graphql";
import type { AppClientRecord, IdentityProviderRecord } from "../../cognito/records/directory.js";
import type { UserPoolSettings } from "../../cognito/records/records.js";
import { Requires } from "../guards/guard.js";
import type { ConnectionRecord } from "../pages/connect.js";
import { HasSize, PageArguments } from "../pages/page.inputs.js";
import { type OwnedList, readList } from "../pages/read-list.js";
import type { GatewayContext } from "../request/context.js";
import { UserPoolClientConnection } from "./app-client.type.js";
import { UserPoolIdentityProviderConnection } from "./identity-provider.type.js";
import { UserPool } from "./user-pool.type.js";

const ifShown = "FORBIDDEN in a pool that does not show them (`pools.<alias>.shows`).";

const identityProvidersOfPool: OwnedList<IdentityProviderRecord> = {
  kind: "identityProviders/1",
  pages: ({ identityProviders }) => identityProviders,
  nameOf: ({ name }) => name,
};

const appClientsOfPool: OwnedList<AppClientRecord> = {
  kind: "appClients/1",
  pages: ({ appClients }) => appClients,
  nameOf: ({ id }) => id,
};

/** What a pool has beside users and groups, by name: the calls that tell more answer with secrets, and are never made. */
@Resolver(() => UserPool)
export class UserPoolDirectoryResolver {
  @Requires("pool:read", { poolProperty: "id", shownBy: "directory" })
  @Directive("@cost(weight: 2)")
  @HasSize()
  @FieldResolver(() => UserPoolIdentityProviderConnection, {
    nullable: true,
    description:
      "The pool's identity providers, by name and type, in Cognito's order, page by page. Their settings are not told: they hold " +
      `secrets. Costs one ListIdentityProviders for each page. ${ifShown} ` +
      "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListIdentityProviders.html",
  })
  identityProviders(
    @Root() { id }: UserPoolSettings,
    @Args(() => PageArguments) input: PageArguments,
    @Ctx() context: GatewayContext,
  ): Promise<ConnectionRecord<IdentityProviderRecord> | null> {
    return readList(identityProvidersOfPool, { poolId: id }, input, context);
  }

  @Requires("pool:read", { poolProperty: "id", shownBy: "clients" })
  @Directive("@cost(weight: 2)")
  @HasSize()
  @FieldResolver(() => UserPoolClientConnection, {
    nullable: true,
    description:
      "The pool's app clients, by id and name, in Cognito's order, page by page. Their settings are not told: they hold a secret. " +
      `Costs one ListUserPoolClients for each page. ${ifShown} ` +
      "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserPoolClients.html",
  })
  appClients(
    @Root() { id }: UserPoolSettings,
    @Args(() => PageArguments) input: PageArguments,
    @Ctx() context: GatewayContext,
  ): Promise<ConnectionRecord<AppClientRecord> | null> {
    return readList(appClientsOfPool, { poolId: id }, input, context);
  }
}
