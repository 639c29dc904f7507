import { Args, Ctx, Directive, FieldResolver, Resolver, Root } from "type-graphql";
import type {
  AuthEventRecord,
  AuthFactor,
  DeviceRecord,
  SessionRecord,
} from "../../cognito/records/activity-records.js";
import type { UserRecord } from "../../cognito/records/records.js";
import { HasLength } from "../answers/list-length.js";
import { Requires } from "../guards/guard.js";
import type { ConnectionRecord } from "../pages/connect.js";
import { HasSize, PageArguments } from "../pages/page.inputs.js";
import type { GatewayContext } from "../request/context.js";
import { DateTime } from "../scalars.js";
import { User } from "../user/user.type.js";
import { lastActiveAt } from "./last-active.js";
import { readSessions } from "./read-sessions.js";
import { UserAuthEventConnection } from "./user-auth-event-connection.type.js";
import { UserAuthFactor } from "./user-auth-factor.enum.js";
import { UserDeviceConnection } from "./user-device.type.js";
import { authEventsOfUser, devicesOfUser, readUserList } from "./user-lists.js";
import { UserSession } from "./user-session.type.js";

const ifShown = "FORBIDDEN in a pool that does not show it (`pools.<alias>.shows`).";

/** How users sign in, and have signed in: each field is a call for each user. */
@Resolver(() => User)
export class UserActivityResolver {
  @Requires("user:read-security", { shownBy: "activity" })
  @HasLength(Object.keys(UserAuthFactor).length)
  @Directive("@cost(weight: 2)")
  @FieldResolver(() => [UserAuthFactor], {
    nullable: true,
    description:
      "The ways to sign in that the user has set up. Guarded as `mfa` is, and " +
      `${ifShown} Costs one AdminGetUserAuthFactors for each user, which answers \`mfa\` as well; a request asks for those of at ` +
      "most 100 different users (`limits.userKeys`), QUERY_TOO_LARGE otherwise. Null without an error when the user is gone meanwhile. " +
      "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminGetUserAuthFactors.html",
  })
  async authFactors(
    @Root() { poolId, username }: UserRecord,
    @Ctx() { loaders }: GatewayContext,
  ): Promise<readonly AuthFactor[] | null> {
    return (await loaders.authFactors.find({ poolId, username }))?.factors ?? null;
  }

  /**
   * A pool keeps 20 token sessions for each user unless told to keep more (GetUserPoolSessionConfiguration), and 125 at most. Reckoned
   * with, not enforced: what has come is counted.
   */
  @Requires("user:read-activity")
  @HasLength(25)
  @Directive("@cost(weight: 2)")
  @FieldResolver(() => [UserSession], {
    nullable: true,
    description:
      "The sessions of the user that are open and that Cognito keeps, newest activity first, at most 125: those from before it was told " +
      "to keep any are not among them. FEATURE_UNAVAILABLE where Cognito keeps no sessions (`UserPool.tracksSessions`), so that nobody takes that for an empty list. " +
      `${ifShown} Costs one AdminListUserSessions for each user and counts as \`authFactors\` does. Eventually consistent: a new ` +
      "session shows after some seconds. Null without an error when the user is gone meanwhile. " +
      "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminListUserSessions.html",
  })
  sessions(
    @Root() user: UserRecord,
    @Ctx() context: GatewayContext,
  ): Promise<readonly SessionRecord[] | null> {
    return readSessions(user, context);
  }

  @Requires("user:read-activity")
  @Directive("@cost(weight: 2)")
  @HasSize()
  @FieldResolver(() => UserDeviceConnection, {
    nullable: true,
    description:
      "The devices that Cognito knows of the user, in its order, page by page; that order holds within a page. FEATURE_UNAVAILABLE where the pool remembers none " +
      `(\`UserPool.remembersDevices\`). ${ifShown} Costs one AdminListDevices for each page of each user and counts as ` +
      "`authFactors` does. Null without an error when the user is gone meanwhile. " +
      "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminListDevices.html",
  })
  devices(
    @Root() user: UserRecord,
    @Args(() => PageArguments) input: PageArguments,
    @Ctx() context: GatewayContext,
  ): Promise<ConnectionRecord<DeviceRecord> | null> {
    return readUserList(devicesOfUser, user, input, context);
  }

  @Requires("user:read-activity")
  @Directive("@cost(weight: 2)")
  @HasSize()
  @FieldResolver(() => UserAuthEventConnection, {
    nullable: true,
    description:
      "What threat protection has recorded of the user, such as sign-ins and their risk, in Cognito's order, page by page. " +
      "FEATURE_UNAVAILABLE where it is off (`UserPool.recordsAuthEvents`), which it is unless the pool has the plan PLUS. " +
      `${ifShown} Costs one AdminListUserAuthEvents for each page, and pages count as those of \`devices\` do. Null without an ` +
      "error when the user is gone meanwhile. " +
      "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminListUserAuthEvents.html",
  })
  authEvents(
    @Root() user: UserRecord,
    @Args(() => PageArguments) input: PageArguments,
    @Ctx() context: GatewayContext,
  ): Promise<ConnectionRecord<AuthEventRecord> | null> {
    return readUserList(authEventsOfUser, user, input, context);
  }

  @Requires("user:read-activity")
  @Directive("@cost(weight: 3)")
  @FieldResolver(() => DateTime, {
    nullable: true,
    description:
      "When the user was last active: the latest activity of the open sessions, or the latest sign-in that passed among the first 60 of " +
      "`authEvents`, whichever is later. Null when the pool keeps neither, or knows of none: no proof that the user never signed in, since Cognito " +
      `keeps no last sign-in. ${ifShown} Costs the call of \`sessions\` and one AdminListUserAuthEvents, where the pool keeps such.`,
  })
  lastActiveAt(@Root() user: UserRecord, @Ctx() context: GatewayContext): Promise<Date | null> {
    return lastActiveAt(user, context);
  }
}
