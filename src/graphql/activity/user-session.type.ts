import { Field, ID, ObjectType, registerEnumType } from "type-graphql";
import {
  type SessionKind,
  sessionKinds,
  type SessionRecord,
} from "../../cognito/records/activity-records.js";
import { enumValues } from "../enum-values.js";
import { Open } from "../guards/guard.js";
import { DateTime } from "../scalars.js";

const UserSessionKind = enumValues(sessionKinds);

registerEnumType(UserSessionKind, {
  name: "UserSessionKind",
  description: "How a user is signed in.",
  valuesConfig: {
    TOKEN: { description: "Tokens that an app holds." },
    SSO: { description: "A browser that is signed in at managed login." },
    UNKNOWN: { description: "A way that this version of the gateway does not know." },
  },
});

const withinUser = "Reached only through User.sessions, which is guarded.";

@ObjectType({
  description:
    "A session of a user that is open (Cognito's SessionDescriptionType). Cognito writes device, address and place anew at each " +
    "sign-in and refresh: they are those of the latest activity. " +
    "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SessionDescriptionType.html",
  simpleResolvers: true,
})
export class UserSession implements SessionRecord {
  @Open(withinUser)
  @Field(() => ID, {
    description:
      "Cognito's id of the session, by which it can be ended. No secret: nobody signs in by it.",
  })
  readonly id!: string;

  @Open(withinUser)
  @Field(() => UserSessionKind, { description: "What the user is signed in by." })
  readonly kind!: SessionKind;

  @Open(withinUser)
  @Field(() => ID, {
    nullable: true,
    description:
      "The id of the app client that the session belongs to; null when Cognito names none.",
  })
  readonly clientId!: string | null;

  @Open(withinUser)
  @Field(() => DateTime, { nullable: true, description: "When the session began." })
  readonly createdAt!: Date | null;

  @Open(withinUser)
  @Field(() => DateTime, {
    nullable: true,
    description:
      "When the session was last used. Of tokens: when they were last refreshed, since Cognito does not see each use of them.",
  })
  readonly lastActiveAt!: Date | null;

  @Open(withinUser)
  @Field(() => String, {
    nullable: true,
    description:
      "Operating system and browser or app, as Cognito reads them from the user agent, which anybody can make up. May be `unknown`.",
  })
  readonly device!: string | null;

  @Open(withinUser)
  @Field(() => String, {
    nullable: true,
    description: "The IP address, of version 4 or 6; null when Cognito has none.",
  })
  readonly ipAddress!: string | null;

  @Open(withinUser)
  @Field(() => String, {
    nullable: true,
    description: "The city that the IP address points to; null when it points to none.",
  })
  readonly city!: string | null;

  @Open(withinUser)
  @Field(() => String, {
    nullable: true,
    description: "The country that the IP address points to; null when it points to none.",
  })
  readonly country!: string | null;

  @Open(withinUser)
  @Field(() => ID, {
    nullable: true,
    description:
      "Of a session of `kind` TOKEN: the id of the SSO session that it came from. Null for one that came from none, and for an SSO session.",
  })
  readonly originSessionId!: string | null;
}
