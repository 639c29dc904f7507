import { Field, ObjectType, registerEnumType } from "type-graphql";
import {
  type MfaMethod as MfaMethodName,
  mfaMethods,
  type UserMfaRecord,
} from "../../cognito/records/records.js";
import { HasLength } from "../answers/list-length.js";
import { enumValues } from "../enum-values.js";
import { Open } from "../guards/guard.js";

export const MfaMethod = enumValues(mfaMethods);

registerEnumType(MfaMethod, {
  name: "MfaMethod",
  description: "A second factor of multi-factor authentication (MFA).",
  valuesConfig: {
    SMS_MFA: { description: "A code sent in a text message." },
    SOFTWARE_TOKEN_MFA: { description: "A code of an authenticator app (TOTP, RFC 6238)." },
    EMAIL_OTP: { description: "A code sent by e-mail." },
    WEB_AUTHN: { description: "A passkey, where the pool takes it as a second factor (WebAuthn)." },
    UNKNOWN: { description: "A factor that this version of the gateway does not know." },
  },
});

const withinUser = "Reached only through User.mfa, which is guarded.";

@ObjectType({ description: "The second factors of a user.", simpleResolvers: true })
export class UserMfa implements UserMfaRecord {
  @Open(withinUser)
  @Field(() => MfaMethod, {
    nullable: true,
    description: "The factor asked for first at sign-in; null when the user has preferred none.",
  })
  readonly preferred!: MfaMethodName | null;

  @Open(withinUser)
  @HasLength(Object.keys(MfaMethod).length)
  @Field(() => [MfaMethod], {
    description: "The factors the user has switched on; empty when there are none.",
  })
  readonly enabled!: readonly MfaMethodName[];
}
