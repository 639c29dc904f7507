import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type {
  AttributeDefinitionRecord,
  ContactKind,
  PoolMfa,
  PoolTier,
  UserPoolSettings,
} from "../../cognito/records/records.js";
import { HasLength } from "../answers/list-length.js";
import { Requires } from "../guards/guard.js";
import type { GatewayContext } from "../request/context.js";
import { countAttributeNames, mayReadAttribute } from "../user/user-attributes.js";
import { UserAttributeDefinition } from "./attribute-definition.type.js";
import { describePool } from "./describe-pool.js";
import { poolAllowedActions } from "./pool-allowed-actions.js";
import { type UserPoolAction, UserPoolActionEnum } from "./user-pool-action.enum.js";
import { UserContactKind, UserPoolMfa, UserPoolTier } from "./user-pool-enums.js";
import { UserPool } from "./user-pool.type.js";

const byPool = { poolProperty: "id" };

interface ReadableDefinition extends AttributeDefinitionRecord {
  readonly readable: boolean;
}

/** What a form and a menu know of a pool beforehand. */
@Resolver(() => UserPool)
export class UserPoolFactsResolver {
  @Requires("pool:read", byPool)
  @FieldResolver(() => Boolean, {
    nullable: true,
    description:
      "Whether people may sign themselves up; false: administrators create all users. " +
      "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminCreateUserConfigType.html",
  })
  async selfSignUp(
    @Root() { id }: UserPoolSettings,
    @Ctx() context: GatewayContext,
  ): Promise<boolean> {
    return (await describePool(id, context)).selfSignUp;
  }

  @Requires("pool:read", byPool)
  @HasLength(Object.keys(UserContactKind).length)
  @FieldResolver(() => [UserContactKind], {
    nullable: true,
    description:
      "By which addresses, once verified, a user replaces a forgotten password, the first first. Empty: by no address, an " +
      "administrator sets another password. An address that is the user's second factor as well may not count. Null: by a way that " +
      "this version of the gateway does not know. " +
      "https://docs.aws.amazon.com/cognito/latest/developerguide/how-to-recover-a-user-account.html",
  })
  async recoverBy(
    @Root() { id }: UserPoolSettings,
    @Ctx() context: GatewayContext,
  ): Promise<readonly ContactKind[] | null> {
    return (await describePool(id, context)).recoverBy;
  }

  @Requires("pool:read", byPool)
  @FieldResolver(() => UserPoolTier, {
    nullable: true,
    description: "The pool's feature plan, on which it depends what Cognito can do for its users.",
  })
  async tier(@Root() { id }: UserPoolSettings, @Ctx() context: GatewayContext): Promise<PoolTier> {
    return (await describePool(id, context)).tier;
  }

  @Requires("pool:read", byPool)
  @FieldResolver(() => UserPoolMfa, {
    nullable: true,
    description:
      "Whether a second factor is asked for at sign-in; which ones a user has, `User.mfa` says.",
  })
  async mfa(@Root() { id }: UserPoolSettings, @Ctx() context: GatewayContext): Promise<PoolMfa> {
    return (await describePool(id, context)).mfa;
  }

  @Requires("pool:read", byPool)
  @HasLength(Object.keys(UserContactKind).length)
  @FieldResolver(() => [UserContactKind], {
    nullable: true,
    description:
      "Which addresses keep their old value until their user has proved the new one; the others are replaced at once. " +
      "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserAttributeUpdateSettingsType.html",
  })
  async keepsOriginalUntilVerified(
    @Root() { id }: UserPoolSettings,
    @Ctx() context: GatewayContext,
  ): Promise<readonly ContactKind[]> {
    return (await describePool(id, context)).keepsOriginalUntilVerified;
  }

  /** As many as a user can have: see `HasLengthOf.attributes`. */
  @Requires("pool:read", byPool)
  @HasLength(75)
  @FieldResolver(() => [UserAttributeDefinition], {
    nullable: true,
    description:
      "Which attributes a user of the pool can have, standard ones included, as Cognito lists them; none that are for developers " +
      "only. https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html",
  })
  async attributes(
    @Root() { id }: UserPoolSettings,
    @Ctx() context: GatewayContext,
  ): Promise<readonly ReadableDefinition[]> {
    const { attributes } = await describePool(id, context);
    return attributes.map((definition) => ({
      ...definition,
      // When it is asked for: each name is a decision, which costs.
      get readable() {
        countAttributeNames(context, [definition.name]);
        return mayReadAttribute(context.access, id, definition.name);
      },
    }));
  }

  @Requires("pool:read", byPool)
  @HasLength(Object.keys(UserPoolActionEnum).length)
  @FieldResolver(() => [UserPoolActionEnum], {
    nullable: true,
    description:
      "What the caller may do in this pool, for menus and for the columns of a list; what they may do to one user is " +
      "`User.allowedActions`.",
  })
  allowedActions(
    @Root() { id }: UserPoolSettings,
    @Ctx() context: GatewayContext,
  ): Promise<readonly UserPoolAction[]> {
    return poolAllowedActions(id, context);
  }
}
