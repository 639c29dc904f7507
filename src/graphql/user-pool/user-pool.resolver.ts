import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from "type-graphql";
import type {
  PasswordPolicyRecord,
  SignInAlias as SignInAliasName,
  UserPoolSettings,
} from "../../cognito/records/records.js";
import { HasLength } from "../answers/list-length.js";
import { Requires } from "../guards/guard.js";
import type { GatewayContext } from "../request/context.js";
import { requirePool } from "../request/require-pool.js";
import { describePool } from "./describe-pool.js";
import { PasswordPolicy } from "./password-policy.type.js";
import { SignInAlias, UserPool } from "./user-pool.type.js";
import { visiblePools } from "./visible-pools.js";

const byPool = { poolProperty: "id" };

@Resolver(() => UserPool)
export class UserPoolResolver {
  @Requires("pool:read")
  @Query(() => UserPool, {
    nullable: true,
    description:
      "One configured user pool. FORBIDDEN for any other, whether it exists at Cognito or not.",
  })
  userPool(
    @Arg("id", () => ID, { description: "The pool's id, or its alias from the configuration." })
    id: string,
    @Ctx() context: GatewayContext,
  ): UserPoolSettings {
    return requirePool(context, "pool:read", id).settings;
  }

  @Requires("pool:read")
  @HasLength("pools")
  @Query(() => [UserPool], {
    nullable: true,
    description:
      "The configured user pools that the caller may see, in the order of the configuration.",
  })
  userPools(@Ctx() context: GatewayContext): UserPoolSettings[] {
    return visiblePools(context);
  }

  @Requires("pool:read", byPool)
  @FieldResolver(() => String, { nullable: true, description: "The pool's name at Cognito." })
  async name(@Root() pool: UserPoolSettings, @Ctx() context: GatewayContext): Promise<string> {
    return (await describePool(pool.id, context)).name;
  }

  @Requires("pool:read", byPool)
  @FieldResolver(() => PasswordPolicy, {
    nullable: true,
    description:
      "What the pool asks of a password; may be some minutes old (`limits.poolDescriptionMaxAgeMs`).",
  })
  async passwordPolicy(
    @Root() pool: UserPoolSettings,
    @Ctx() context: GatewayContext,
  ): Promise<PasswordPolicyRecord> {
    return (await describePool(pool.id, context)).passwordPolicy;
  }

  @Requires("pool:read", byPool)
  @HasLength(Object.keys(SignInAlias).length)
  @FieldResolver(() => [SignInAlias], {
    nullable: true,
    description:
      "The attributes by which the pool's users may be named and sign in, beside the username.",
  })
  async signInAliases(
    @Root() pool: UserPoolSettings,
    @Ctx() context: GatewayContext,
  ): Promise<readonly SignInAliasName[]> {
    return (await describePool(pool.id, context)).signInAliases;
  }

  @Requires("pool:read", byPool)
  @FieldResolver(() => Boolean, {
    nullable: true,
    description: "Whether `Ann` and `ann` are two users of this pool.",
  })
  async usernameCaseSensitive(
    @Root() pool: UserPoolSettings,
    @Ctx() context: GatewayContext,
  ): Promise<boolean> {
    return (await describePool(pool.id, context)).usernameCaseSensitive;
  }

  @Requires("pool:read", byPool)
  @FieldResolver(() => Int, {
    nullable: true,
    description:
      "About how many users the pool has: an estimate that Cognito refreshes now and then, not a count. Not fit for paging.",
  })
  async estimatedNumberOfUsers(
    @Root() pool: UserPoolSettings,
    @Ctx() context: GatewayContext,
  ): Promise<number> {
    return (await describePool(pool.id, context)).estimatedNumberOfUsers;
  }
}
