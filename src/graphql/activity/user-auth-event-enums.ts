import { registerEnumType } from "type-graphql";
import {
  eventKinds,
  eventResponses,
  riskDecisions,
  riskLevels,
} from "../../cognito/records/activity-records.js";
import { enumValues } from "../enum-values.js";

export const UserAuthEventKind = enumValues(eventKinds);

registerEnumType(UserAuthEventKind, {
  name: "UserAuthEventKind",
  description: "What a user tried to do.",
  valuesConfig: {
    SIGN_IN: { description: "Sign in." },
    SIGN_UP: { description: "Sign up." },
    FORGOT_PASSWORD: { description: "Replace a forgotten password." },
    PASSWORD_CHANGE: { description: "Change the password." },
    RESEND_CODE: { description: "Have a code sent again." },
    UNKNOWN: { description: "Something that this version of the gateway does not know." },
  },
});

export const UserAuthEventResponse = enumValues(eventResponses);

registerEnumType(UserAuthEventResponse, {
  name: "UserAuthEventResponse",
  description: "What came of it.",
  valuesConfig: {
    PASS: { description: "It was done." },
    FAIL: { description: "It was refused." },
    IN_PROGRESS: { description: "Cognito has asked for more, such as a second factor." },
    UNKNOWN: { description: "Something that this version of the gateway does not know." },
  },
});

export const UserAuthEventRiskLevel = enumValues(riskLevels);

registerEnumType(UserAuthEventRiskLevel, {
  name: "UserAuthEventRiskLevel",
  description: "How likely threat protection takes it that it was not the user.",
  valuesConfig: {
    LOW: { description: "Hardly likely." },
    MEDIUM: { description: "Likely." },
    HIGH: { description: "Very likely." },
    UNKNOWN: { description: "A level that this version of the gateway does not know." },
  },
});

export const UserAuthEventRiskDecision = enumValues(riskDecisions);

registerEnumType(UserAuthEventRiskDecision, {
  name: "UserAuthEventRiskDecision",
  description: "What threat protection did about the risk.",
  valuesConfig: {
    NO_RISK: { description: "Nothing." },
    ACCOUNT_TAKEOVER: {
      description: "What the pool is configured to do when somebody else may have the account.",
    },
    BLOCK: { description: "It prevented the attempt." },
    UNKNOWN: { description: "Something that this version of the gateway does not know." },
  },
});
