import { ArgsType, Field, ID } from "type-graphql";
import type { EventVerdict } from "../../cognito/records/activity-records.js";
import type { MfaMethod as MfaMethodName } from "../../cognito/records/records.js";
import { MfaMethod } from "../user/user-mfa.type.js";
import { UserArguments } from "../user/user.inputs.js";
import { UserAuthEventVerdictEnum } from "./user-auth-event-verdict.enum.js";

@ArgsType()
export class SetUserMfaArguments extends UserArguments {
  @Field(() => [MfaMethod], {
    description:
      "The second factors that are to be on; all others are switched off. Empty: none. Not UNKNOWN, and not WEB_AUTHN alone, which needs " +
      "another factor beside it; BAD_USER_INPUT otherwise.",
  })
  readonly enabled!: readonly MfaMethodName[];

  @Field(() => MfaMethod, {
    nullable: true,
    description:
      "The one of `enabled` that is asked for first; BAD_USER_INPUT if it is none of them, or WEB_AUTHN, for which Cognito has no " +
      "preference. Left out or null: none is preferred, and a user with several chooses at the sign-in.",
  })
  readonly preferred?: MfaMethodName | null;
}

@ArgsType()
export class RevokeUserSessionArguments extends UserArguments {
  @Field(() => ID, {
    description:
      "Cognito's id of the session: `tkn` or `sso` and 25 lower-case letters and digits; BAD_USER_INPUT otherwise.",
  })
  readonly sessionId!: string;

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      "Whether to end linked sessions as well: of an SSO session those of the tokens that came from it, of a session of tokens the SSO " +
      "session that they came from. Cognito does so within some seconds.",
  })
  readonly linked!: boolean;
}

@ArgsType()
export class ForgetUserDeviceArguments extends UserArguments {
  @Field(() => ID, {
    description:
      "Cognito's key of the device, at most 55 characters, such as `eu-west-1_` and a UUID; BAD_USER_INPUT otherwise.",
  })
  readonly deviceKey!: string;
}

@ArgsType()
export class RateAuthEventArguments extends UserArguments {
  @Field(() => ID, {
    description:
      "Cognito's id of the event: 1 to 50 letters, digits and the signs `_`, `-` and `+`; BAD_USER_INPUT otherwise.",
  })
  readonly eventId!: string;

  @Field(() => UserAuthEventVerdictEnum, { description: "What it was." })
  readonly verdict!: EventVerdict;
}
