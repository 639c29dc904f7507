import type { GraphQLResolveInfo } from "graphql";
import {
  Arg,
  Args,
  Ctx,
  Directive,
  FieldResolver,
  Info,
  Query,
  Resolver,
  Root,
} from "type-graphql";
import { readLinkedIdentities } from "../cognito/records/linked-identities.js";
import type {
  LinkedIdentityRecord,
  UserAttributeRecord,
  UserMfaRecord,
  UserRecord,
} from "../cognito/records/records.js";
import { HasLength } from "./answers/list-length.js";
import { DecidesWithin, Requires } from "./guards/guard.js";
import { listUsers } from "./lists/list-users.js";
import { UserConnection, type UserConnectionRecord } from "./lists/user-connection.type.js";
import { HasSize } from "./pages/page.inputs.js";
import { checkPassword } from "./password/check-password.js";
import { PasswordCheck, type PasswordCheckRecord } from "./password/password-check.type.js";
import { readTemporaryPassword } from "./password/temporary-password.js";
import {
  TemporaryPassword,
  type TemporaryPasswordRecord,
} from "./password/temporary-password.type.js";
import type { GatewayContext } from "./request/context.js";
import { selectedFields } from "./request/selected-fields.js";
import { allowedActions } from "./user/allowed-actions.js";
import { findUser, findUsers } from "./user/find-user.js";
import { LinkedIdentity } from "./user/linked-identity.type.js";
import { HasLengthOf } from "./user/list-lengths.js";
import { type UserAction, UserActionEnum } from "./user/user-action.enum.js";
import { UserAttribute } from "./user/user-attribute.type.js";
import { readAttributes, shownAttribute } from "./user/user-attributes.js";
import { UserMfa } from "./user/user-mfa.type.js";
import {
  CheckPasswordArguments,
  UserArguments,
  UserKey,
  UsersArguments,
} from "./user/user.inputs.js";
import { User } from "./user/user.type.js";

@Resolver(() => User)
export class UserResolver {
  @Requires("user:read")
  @Query(() => User, {
    nullable: true,
    description:
      "One user by any of their names, or null when the pool knows none by that name. Costs one AdminGetUser, which makes " +
      "the user a monthly active one for Cognito's billing. In a pool that is read " +
      "frugally it costs one ListUsers or none, which makes nobody one, and the answer may be half a minute old. " +
      "FORBIDDEN for a pool or user that the caller may not read.",
  })
  user(
    @Args(() => UserArguments) key: UserArguments,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<UserRecord | null> {
    return findUser(context, key, selectedFields(info));
  }

  @Requires("user:read")
  @HasLength("userKeys", { argument: "keys" })
  @Query(() => [User], {
    nullable: "itemsAndList",
    description:
      "Users by name, in the order of the keys; null in place for an unknown user, null with an error at its place for a key " +
      "that fails. At most 100 keys (`limits.userKeys`). Costs one AdminGetUser for each distinct " +
      "user, by however many names; in a pool that is read frugally (see `user`) ListUsers, by the user or by the page. More " +
      "keys than 16 (`limits.concurrentLookups`) yield to other requests, and all of them are RATE_LIMITED at once when " +
      "Cognito's quota leaves no time for them.",
  })
  usersByKey(
    @Arg("keys", () => [UserKey], { description: "The users to look up." }) keys: UserKey[],
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<(UserRecord | null | Error)[]> {
    return findUsers(context, keys, selectedFields(info));
  }

  @Requires("user:list")
  @HasSize()
  @Query(() => UserConnection, {
    nullable: true,
    description:
      "The users of a pool, in Cognito's order, page by page (ListUsers). Costs one call for each page of up to 60 users that is " +
      "read; makes nobody a monthly active user, unless a field is asked for that only AdminGetUser knows (`mfa`). Eventually " +
      "consistent: what was written a moment ago may be missing. Errors: FORBIDDEN, INVALID_CURSOR, BAD_USER_INPUT. " +
      "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsers.html",
  })
  users(
    @Args(() => UsersArguments) input: UsersArguments,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<UserConnectionRecord> {
    return listUsers(context, input, info);
  }

  @Requires(["user:set-temporary-password", "user:set-permanent-password"])
  @Query(() => PasswordCheck, {
    nullable: true,
    description:
      "Which rules of the pool's policy a password breaks, without setting it and without sending it to Cognito: for a form that " +
      "tells before it is submitted. For callers who may set passwords in the pool. Not checked is what Cognito alone knows: the " +
      "user's earlier passwords (`historySize`) and lists of compromised credentials. The policy may be some minutes old " +
      "(`limits.poolDescriptionMaxAgeMs`), and Cognito's verdict when the password is set is the one that counts. Not to be " +
      "kept by a client's cache: its key would hold the password. Errors: FORBIDDEN, BAD_USER_INPUT, LITERAL_SECRET.",
  })
  checkPassword(
    @Args(() => CheckPasswordArguments) input: CheckPasswordArguments,
    @Ctx() context: GatewayContext,
  ): Promise<PasswordCheckRecord> {
    return checkPassword(context, input);
  }

  @Requires("user:read-security")
  @Directive("@cost(weight: 2)")
  @FieldResolver(() => UserMfa, {
    nullable: true,
    description:
      "The user's second factors. Costs one AdminGetUser for a user from a list, which does not tell them; " +
      "also in a pool that is read frugally.",
  })
  mfa(@Root() user: UserRecord, @Ctx() { loaders }: GatewayContext): Promise<UserMfaRecord | null> {
    return loaders.users.loadMfa(user);
  }

  @Requires("user:read-security")
  @HasLengthOf.groups
  @Directive("@cost(weight: 2)")
  @FieldResolver(() => [String], {
    nullable: true,
    description:
      "The names of the groups that the user is in, in Cognito's order. Guarded as `mfa` is, since they tell who is worth an " +
      "attack: an administrator, a break-glass account. Costs one AdminListGroupsForUser for each user, which `memberOf`, " +
      "`allowedActions` and a mutation share; a request asks for the groups of at most 100 different users (`limits.userKeys`), QUERY_TOO_LARGE " +
      "otherwise.",
  })
  async groups(
    @Root() { poolId, username }: UserRecord,
    @Ctx() { loaders }: GatewayContext,
  ): Promise<readonly string[] | null> {
    const groups = await loaders.groups.find({ poolId, username });
    return groups?.map(({ name }) => name) ?? null;
  }

  @Requires("user:read")
  @FieldResolver(() => TemporaryPassword, {
    nullable: true,
    description:
      "Until when the user's temporary password is good; null unless `status` is FORCE_CHANGE_PASSWORD. Reads the pool's policy, " +
      "once for all users of the pool and for some minutes (`limits.poolDescriptionMaxAgeMs`).",
  })
  temporaryPassword(
    @Root() user: UserRecord,
    @Ctx() context: GatewayContext,
  ): Promise<TemporaryPasswordRecord | null> {
    return readTemporaryPassword(user, context);
  }

  @Requires("user:read-contact")
  @HasLengthOf.identities
  @FieldResolver(() => [LinkedIdentity], {
    nullable: true,
    description:
      "The accounts at identity providers with which the user signs in; empty for a user who has none. Whoever has `status` " +
      "EXTERNAL_PROVIDER signs in by these alone.",
  })
  identities(@Root() user: UserRecord): readonly LinkedIdentityRecord[] {
    return readLinkedIdentities(user);
  }

  @DecidesWithin("user:read-attribute")
  @HasLengthOf.attributes
  @FieldResolver(() => [UserAttribute], {
    nullable: true,
    description:
      "The user's attributes, standard and custom, in the pool's order: the named ones, FORBIDDEN if the caller may not see one " +
      "of them; or all that the caller may see, when no names are given. A name that the user has no value for is left out. " +
      "A request asks for at most 100 different names; QUERY_TOO_LARGE otherwise.",
  })
  attributes(
    @Root() user: UserRecord,
    @Ctx() context: GatewayContext,
    @Arg("names", () => [String], {
      nullable: true,
      description:
        "Attribute names such as `locale` or `custom:tier`; all that the caller may see when left out.",
    })
    names: string[] | null | undefined,
    @Info() info: GraphQLResolveInfo,
  ): readonly UserAttributeRecord[] {
    const shown = readAttributes(user, names, context);
    context.contactReads?.noteData(user, info, shown.map(shownAttribute));
    return shown;
  }

  @Requires("user:read")
  @HasLengthOf.allowedActions
  @Directive("@cost(weight: 2)")
  @FieldResolver(() => [UserActionEnum], {
    nullable: true,
    description:
      "What the caller may do to this user, by the very decisions that will be taken when they try; for buttons that tell the " +
      "truth. Costs one AdminListGroupsForUser for each user, since policies judge by groups, and counts as `groups` does.",
  })
  allowedActions(
    @Root() user: UserRecord,
    @Ctx() context: GatewayContext,
  ): Promise<readonly UserAction[]> {
    return allowedActions(user, context);
  }
}
