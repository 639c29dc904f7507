import { registerEnumType } from "type-graphql";
import { eventVerdicts } from "../../cognito/records/activity-records.js";
import { enumValues } from "../enum-values.js";

export const UserAuthEventVerdictEnum = enumValues(eventVerdicts);

registerEnumType(UserAuthEventVerdictEnum, {
  name: "UserAuthEventVerdict",
  description: "Whether a sign-in was the user's, as somebody has told threat protection.",
  valuesConfig: {
    VALID: { description: "It was the user, whatever Cognito takes it for." },
    INVALID: { description: "It was not the user." },
  },
});
