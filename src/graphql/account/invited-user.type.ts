import { Directive, Field, ObjectType } from "type-graphql";
import type { UserRecord } from "../../cognito/records/records.js";
import { Open, Requires } from "../guards/guard.js";
import { User } from "../user/user.type.js";
import {
  type UserInvitationState as UserInvitationStateName,
  UserInvitationStateEnum,
} from "./user-invitation.enum.js";

export interface InvitedUserRecord {
  /** For the guards of the fields. */
  readonly poolId: string;
  readonly user: UserRecord;
  readonly invitation: UserInvitationStateName;
  readonly temporaryPassword: string | null;
}

@ObjectType({
  description: "A user with a temporary password, and what became of the message that tells it.",
  simpleResolvers: true,
})
export class InvitedUser implements Omit<InvitedUserRecord, "poolId"> {
  @Open("Each field of the user is guarded.")
  @Field(() => User, { description: "The user, as Cognito has answered." })
  readonly user!: UserRecord;

  @Requires(["user:create", "user:invite"])
  @Field(() => UserInvitationStateEnum, { description: "What became of the invitation." })
  readonly invitation!: UserInvitationStateName;

  @Directive('@tag(name: "secret")')
  @Requires(["user:create", "user:invite"])
  @Field(() => String, {
    nullable: true,
    description:
      "The password of `issuePassword: true`; null otherwise. It is told once, in this answer, and kept nowhere: keep it out of caches and " +
      'logs, in Apollo Client by `fetchPolicy: "no-cache"`. If this answer is lost, `resendInvitation` or `setUserPassword` opens the ' +
      "account.",
  })
  readonly temporaryPassword!: string | null;
}
