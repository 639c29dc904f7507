import { registerEnumType } from "type-graphql";
import {
  attributeTypes,
  contactKinds,
  poolMfas,
  poolTiers,
} from "../../cognito/records/records.js";
import { enumValues } from "../enum-values.js";

export const UserPoolMfa = enumValues(poolMfas);

registerEnumType(UserPoolMfa, {
  name: "UserPoolMfa",
  description: "Whether a user pool asks for a second factor.",
  valuesConfig: {
    OFF: { description: "Nobody is asked for one." },
    OPTIONAL: { description: "Users are asked who have set one up." },
    REQUIRED: {
      description: "Everybody is asked; a user who has none must set one up at the next sign-in.",
    },
    UNKNOWN: { description: "A setting that this version of the gateway does not know." },
  },
});

export const UserPoolTier = enumValues(poolTiers);

registerEnumType(UserPoolTier, {
  name: "UserPoolTier",
  description:
    "A feature plan of Cognito. https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-sign-in-feature-plans.html",
  valuesConfig: {
    LITE: { description: "The plan with the fewest features." },
    ESSENTIALS: { description: "The plan that new pools have unless another is chosen." },
    PLUS: { description: "The plan with threat protection." },
    UNKNOWN: {
      description: "A plan that this version of the gateway does not know, or that is not told.",
    },
  },
});

export const UserContactKind = enumValues(contactKinds);

registerEnumType(UserContactKind, {
  name: "UserContactKind",
  description: "An address by which a user can be reached.",
  valuesConfig: {
    EMAIL: { description: "The e-mail address." },
    PHONE_NUMBER: { description: "The phone number, by text message." },
  },
});

export const UserAttributeType = enumValues(attributeTypes);

registerEnumType(UserAttributeType, {
  name: "UserAttributeType",
  description:
    "What the value of an attribute must be. Cognito keeps and tells all of them as texts.",
  valuesConfig: {
    STRING: { description: "Any text within `minLength` and `maxLength`." },
    NUMBER: { description: "A number within `minValue` and `maxValue`." },
    DATE_TIME: { description: "A date and time." },
    BOOLEAN: { description: "`true` or `false`." },
    UNKNOWN: { description: "A type that this version of the gateway does not know." },
  },
});
