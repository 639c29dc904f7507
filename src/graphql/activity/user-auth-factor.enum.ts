import { registerEnumType } from "type-graphql";
import { authFactors } from "../../cognito/records/activity-records.js";
import { enumValues } from "../enum-values.js";

export const UserAuthFactor = enumValues(authFactors);

registerEnumType(UserAuthFactor, {
  name: "UserAuthFactor",
  description:
    "A way to sign in (Cognito's AuthFactorType). " +
    "https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flows-selection-sdk.html",
  valuesConfig: {
    PASSWORD: { description: "A password, which comes first and is never a second factor." },
    EMAIL_OTP: { description: "A code sent by e-mail." },
    SMS_OTP: { description: "A code sent in a text message." },
    WEB_AUTHN: { description: "A passkey (WebAuthn)." },
    SOFTWARE_TOKEN: {
      description:
        "A code of an authenticator app (TOTP, RFC 6238), which is a second factor and never comes first.",
    },
    UNKNOWN: { description: "A way that this version of the gateway does not know." },
  },
});
