import { type GraphQLResolveInfo, responsePathAsArray } from "graphql";
import {
  Arg,
  Args,
  Ctx,
  Directive,
  FieldResolver,
  Info,
  Mutation,
  Query,
  Resolver,
  Root,
} from "type-graphql";
import type { UserAttributeRecord, UserMfaRecord, UserRecord } from "../../cognito/records.js";
import { GatewayError } from "../../errors/gateway-error.js";
import type { GatewayContext } from "../context.js";
import { DecidesWithin, Requires } from "../guards/guard.js";
import { findUser } from "./find-user.js";
import { listUsers } from "./list-users.js";
import { setUserPassword } from "./set-user-password.js";
import { allowedActions } from "./target.js";
import { type UserAction, UserActionEnum } from "./user-action.enum.js";
import { UserAttribute } from "./user-attribute.type.js";
import { readAttributes, shownAttribute } from "./user-attributes.js";
import { UserConnection, type UserConnectionRecord } from "./user-connection.type.js";
import { UserMfa } from "./user-mfa.type.js";
import { SetUserPasswordArguments, UserArguments, UserKey, UsersArguments } from "./user.inputs.js";
import { User } from "./user.type.js";

@Resolver(() => User)
export class UserResolver {
  @Requires("user:read")
  @Query(() => User, {
    nullable: true,
    description:
      "One user by any of their names, or null when the pool knows none by that name. Costs one AdminGetUser, which makes " +
      "the user a monthly active one for Cognito's billing. FORBIDDEN for a pool or user that the caller may not read.",
  })
  user(
    @Args(() => UserArguments) key: UserArguments,
    @Ctx() context: GatewayContext,
  ): Promise<UserRecord | null> {
    return findUser(context, key);
  }

  @Requires("user:read")
  @Query(() => [User], {
    nullable: "items",
    description:
      "Users by name, in the order of the keys; null in place for an unknown user, null with an error at its place for a key " +
      "that fails. At most 100 keys (`limits.userKeys`). Costs one AdminGetUser for each distinct key.",
  })
  usersByKey(
    @Arg("keys", () => [UserKey], { description: "The users to look up." }) keys: UserKey[],
    @Ctx() context: GatewayContext,
  ): Promise<(UserRecord | null | Error)[]> {
    if (keys.length > context.maximumUserKeys) {
      throw new GatewayError("QUERY_TOO_LARGE", { limit: "userKeys" });
    }
    // An error in place of a user fails that item alone.
    return Promise.all(keys.map((key) => findUser(context, key).catch(toError)));
  }

  @Requires("user:list")
  @Directive(
    '@listSize(slicingArguments: ["first"], sizedFields: ["edges", "nodes"], requireOneSlicingArgument: false)',
  )
  @Query(() => UserConnection, {
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
  @Directive("@cost(weight: 10)")
  @Mutation(() => User, {
    nullable: true,
    description:
      "Sets a user's password (AdminSetUserPassword) and answers with the user and their resulting `status`: CONFIRMED after " +
      "a permanent password, FORCE_CHANGE_PASSWORD after a temporary one. Sent once and never repeated: on an error, " +
      "`extensions.outcome` says whether the password was set (NOT_APPLIED, APPLIED, or UNKNOWN when Cognito's answer " +
      "did not arrive). The gateway ends no sessions that are open. Errors: FORBIDDEN, USER_NOT_FOUND, " +
      "OUT_OF_SCOPE_USER, SELF_TARGET, FEDERATED_USER, INVALID_PASSWORD with `violations`, PASSWORD_REUSED, CANNOT_REMOVE_PASSWORD, LITERAL_SECRET. " +
      "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserPassword.html",
  })
  setUserPassword(
    @Args(() => SetUserPasswordArguments) input: SetUserPasswordArguments,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<UserRecord> {
    const path = responsePathAsArray(info.path);
    return setUserPassword(context, input, (code) => context.warnings.push({ code, path }));
  }

  @Requires("user:read-security")
  @Directive("@cost(weight: 2)")
  @FieldResolver(() => UserMfa, {
    nullable: true,
    description:
      "The user's second factors. Costs one AdminGetUser for a user from a list, which does not tell them.",
  })
  mfa(@Root() user: UserRecord, @Ctx() { loaders }: GatewayContext): Promise<UserMfaRecord | null> {
    return loaders.users.loadMfa(user);
  }

  @DecidesWithin("user:read-attribute")
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
  @Directive("@cost(weight: 2)")
  @FieldResolver(() => [UserActionEnum], {
    nullable: true,
    description:
      "What the caller may do to this user, by the very decisions that will be taken when they try; for buttons that tell the " +
      "truth. Costs one AdminListGroupsForUser for each user, since policies judge by groups.",
  })
  allowedActions(
    @Root() user: UserRecord,
    @Ctx() context: GatewayContext,
  ): Promise<readonly UserAction[]> {
    return allowedActions(user, context);
  }
}

function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new GatewayError("INTERNAL");
}
