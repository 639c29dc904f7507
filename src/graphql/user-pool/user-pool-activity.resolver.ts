import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type {
  MfaMethod as MfaMethodName,
  UserPoolSettings,
} from "../../cognito/records/records.js";
import { HasLength } from "../answers/list-length.js";
import { Requires } from "../guards/guard.js";
import type { GatewayContext } from "../request/context.js";
import { MfaMethod } from "../user/user-mfa.type.js";
import { describePool, knownPool } from "./describe-pool.js";
import { UserPool } from "./user-pool.type.js";

const byPool = { poolProperty: "id" };
const ifShown = { ...byPool, shownBy: "activity" } as const;

/** What a pool keeps of how its users sign in: for a client that leaves out what it would be refused. */
@Resolver(() => UserPool)
export class UserPoolActivityResolver {
  @Requires("pool:read", ifShown)
  @HasLength(Object.keys(MfaMethod).length)
  @FieldResolver(() => [MfaMethod], {
    nullable: true,
    description:
      "The second factors that the pool offers; empty where `mfa` is OFF. Costs one GetUserPoolMfaConfig, whose answer is kept for some " +
      "minutes (`limits.poolDescriptionMaxAgeMs`). FORBIDDEN in a pool that does not show it (`pools.<alias>.shows`). " +
      "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserPoolMfaConfig.html",
  })
  async mfaMethods(
    @Root() { id }: UserPoolSettings,
    @Ctx() context: GatewayContext,
  ): Promise<readonly MfaMethodName[]> {
    return knownPool(id, context).mfaMethods.get();
  }

  @Requires("pool:read", ifShown)
  @FieldResolver(() => Boolean, {
    nullable: true,
    description:
      "Whether Cognito keeps the sessions of users; false: `User.sessions` is FEATURE_UNAVAILABLE. Costs one " +
      "GetUserPoolSessionConfiguration, kept as for `mfaMethods`, and FORBIDDEN as that is. " +
      "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserPoolSessionConfiguration.html",
  })
  async tracksSessions(
    @Root() { id }: UserPoolSettings,
    @Ctx() context: GatewayContext,
  ): Promise<boolean> {
    return knownPool(id, context).tracksSessions.get();
  }

  @Requires("pool:read", byPool)
  @FieldResolver(() => Boolean, {
    nullable: true,
    description:
      "Whether Cognito remembers devices; false: `User.devices` is FEATURE_UNAVAILABLE. " +
      "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeviceConfigurationType.html",
  })
  async remembersDevices(
    @Root() { id }: UserPoolSettings,
    @Ctx() context: GatewayContext,
  ): Promise<boolean> {
    return (await describePool(id, context)).remembersDevices;
  }

  @Requires("pool:read", byPool)
  @FieldResolver(() => Boolean, {
    nullable: true,
    description:
      "Whether threat protection records sign-ins; false: `User.authEvents` is FEATURE_UNAVAILABLE. " +
      "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserPoolAddOnsType.html",
  })
  async recordsAuthEvents(
    @Root() { id }: UserPoolSettings,
    @Ctx() context: GatewayContext,
  ): Promise<boolean> {
    return (await describePool(id, context)).recordsAuthEvents;
  }
}
