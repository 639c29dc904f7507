import { Field, InputType } from "type-graphql";
import type { UserStatus as UserStatusName } from "../../cognito/records/records.js";
import { UserStatus } from "./user-status.enum.js";

const contains =
  "Has this text somewhere. Cognito cannot look for it: the gateway reads the list and compares.";

@InputType({
  description:
    "What a text is to be like: all that is given, and at least one thing. Upper and lower case are the same, except where " +
    "Cognito compares and the pool tells them apart. No text may be empty.",
})
export class UserTextFilter {
  @Field(() => String, { nullable: true, description: "Is this text." })
  readonly equals?: string | null;

  @Field(() => String, { nullable: true, description: "Begins with this text." })
  readonly startsWith?: string | null;

  @Field(() => String, { nullable: true, description: contains })
  readonly contains?: string | null;
}

@InputType({
  description:
    "What an attribute is to be like: as UserTextFilter. FORBIDDEN for an attribute that the caller may not see.",
})
export class UserAttributeFilter extends UserTextFilter {
  @Field(() => String, { description: "The attribute's name, such as `locale` or `custom:tier`." })
  readonly name!: string;
}

@InputType({
  description:
    "Which users: those for whom all that is given holds. Cognito applies one condition of equals or startsWith, on any field " +
    "but `attribute`; the gateway applies the rest while it reads the list, so a filter that has such a condition is cheap and " +
    "any other one reads the pool. FORBIDDEN for what the caller may not see of a user. At most 20 conditions.",
})
export class UserFilter {
  @Field(() => UserTextFilter, { nullable: true, description: "The canonical username." })
  readonly username?: UserTextFilter | null;

  @Field(() => UserTextFilter, { nullable: true, description: "The `sub` attribute." })
  readonly sub?: UserTextFilter | null;

  @Field(() => UserTextFilter, { nullable: true, description: "The e-mail address." })
  readonly email?: UserTextFilter | null;

  @Field(() => UserTextFilter, { nullable: true, description: "The phone number." })
  readonly phoneNumber?: UserTextFilter | null;

  @Field(() => UserTextFilter, { nullable: true, description: "The full name." })
  readonly name?: UserTextFilter | null;

  @Field(() => UserTextFilter, { nullable: true, description: "The attribute `given_name`." })
  readonly givenName?: UserTextFilter | null;

  @Field(() => UserTextFilter, { nullable: true, description: "The attribute `family_name`." })
  readonly familyName?: UserTextFilter | null;

  @Field(() => UserTextFilter, {
    nullable: true,
    description: "The attribute `preferred_username`.",
  })
  readonly preferredUsername?: UserTextFilter | null;

  @Field(() => String, {
    nullable: true,
    description:
      "The user is a member of this group, whose name is given exactly, 1 to 128 characters. Cognito lists the members (ListUsersInGroup), " +
      "and the gateway applies the rest of the filter. Nobody when the pool has no such group. Not within `or`. FORBIDDEN without " +
      "`group:list-members` and `user:read-security`, or in a pool that does not show it (`pools.<alias>.shows`). " +
      "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsersInGroup.html",
  })
  readonly group?: string | null;

  @Field(() => UserStatus, { nullable: true, description: "The user's status." })
  readonly status?: UserStatusName | null;

  @Field(() => Boolean, { nullable: true, description: "Whether the account is switched on." })
  readonly enabled?: boolean | null;

  @Field(() => UserAttributeFilter, {
    nullable: true,
    description:
      "Any attribute by its name, custom ones included. Cognito cannot look for it: the gateway reads the list and compares.",
  })
  readonly attribute?: UserAttributeFilter | null;

  @Field(() => String, {
    nullable: true,
    description:
      "The username, the e-mail address, the phone number or the name has this text somewhere. Cognito cannot look for it: " +
      "the gateway reads the list and compares.",
  })
  readonly contains?: string | null;

  @Field(() => [UserFilter], {
    nullable: true,
    description:
      "At least one of these holds as well. Cognito cannot look for it: the gateway reads the list and compares.",
  })
  readonly or?: readonly UserFilter[] | null;
}
