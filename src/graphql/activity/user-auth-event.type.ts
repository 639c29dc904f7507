import { Field, ID, ObjectType } from "type-graphql";
import type {
  AuthEventRecord,
  EventKind,
  EventResponse,
  EventVerdict,
  RiskDecision,
  RiskLevel,
} from "../../cognito/records/activity-records.js";
import { Open } from "../guards/guard.js";
import { DateTime } from "../scalars.js";
import { UserAuthEventVerdictEnum } from "../security/user-auth-event-verdict.enum.js";
import {
  UserAuthEventKind,
  UserAuthEventResponse,
  UserAuthEventRiskDecision,
  UserAuthEventRiskLevel,
} from "./user-auth-event-enums.js";

const withinUser = "Reached only through User.authEvents, which is guarded.";

@ObjectType({
  description:
    "An event that threat protection has recorded of a user, such as a sign-in (Cognito's AuthEventType). " +
    "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AuthEventType.html",
  simpleResolvers: true,
})
export class UserAuthEvent implements AuthEventRecord {
  @Open(withinUser)
  @Field(() => ID, { description: "Cognito's id of the event, by which it can be rated." })
  readonly id!: string;

  @Open(withinUser)
  @Field(() => UserAuthEventKind, { description: "What the user, or somebody else, tried to do." })
  readonly kind!: EventKind;

  @Open(withinUser)
  @Field(() => DateTime, { nullable: true, description: "When it was." })
  readonly at!: Date | null;

  @Open(withinUser)
  @Field(() => UserAuthEventResponse, {
    nullable: true,
    description: "What came of it; null when Cognito does not say.",
  })
  readonly response!: EventResponse | null;

  @Open(withinUser)
  @Field(() => UserAuthEventRiskLevel, {
    nullable: true,
    description: "How risky Cognito takes it to be; null when it has assessed no risk.",
  })
  readonly riskLevel!: RiskLevel | null;

  @Open(withinUser)
  @Field(() => UserAuthEventRiskDecision, {
    nullable: true,
    description: "What Cognito did about the risk; null when it does not say.",
  })
  readonly riskDecision!: RiskDecision | null;

  @Open(withinUser)
  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether the password is known to have been stolen somewhere; null when Cognito has not looked.",
  })
  readonly compromisedCredentials!: boolean | null;

  @Open(withinUser)
  @Field(() => String, {
    nullable: true,
    description: "The IP address that it came from; null when Cognito has none.",
  })
  readonly ipAddress!: string | null;

  @Open(withinUser)
  @Field(() => String, {
    nullable: true,
    description: "The device that it came from, as Cognito names it.",
  })
  readonly device!: string | null;

  @Open(withinUser)
  @Field(() => String, {
    nullable: true,
    description: "The city that it came from; null when Cognito names none.",
  })
  readonly city!: string | null;

  @Open(withinUser)
  @Field(() => String, {
    nullable: true,
    description: "The country that it came from; null when Cognito names none.",
  })
  readonly country!: string | null;

  @Open(withinUser)
  @Field(() => UserAuthEventVerdictEnum, {
    nullable: true,
    description:
      "What somebody has told Cognito of the event, an administrator or the user; null: nothing yet.",
  })
  readonly verdict!: EventVerdict | null;
}
