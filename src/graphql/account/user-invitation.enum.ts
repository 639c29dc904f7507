import { registerEnumType } from "type-graphql";
import type { Medium } from "../../cognito/calls/user-creation.js";
import { enumValues } from "../enum-values.js";

const userInvitations = ["NONE", "EMAIL", "SMS", "EMAIL_AND_SMS"] as const;

export type UserInvitation = (typeof userInvitations)[number];

export const UserInvitationEnum = enumValues(userInvitations);

registerEnumType(UserInvitationEnum, {
  name: "UserInvitation",
  description: "Whether and how Cognito tells a user of their account.",
  valuesConfig: {
    NONE: { description: "No message. The caller tells the user." },
    EMAIL: { description: "By e-mail." },
    SMS: { description: "By text message." },
    EMAIL_AND_SMS: { description: "By both, at once." },
  },
});

const userInvitationStates = ["SENT", "NOT_SENT", "FAILED"] as const;

export type UserInvitationState = (typeof userInvitationStates)[number];

export const UserInvitationStateEnum = enumValues(userInvitationStates);

registerEnumType(UserInvitationStateEnum, {
  name: "UserInvitationState",
  description: "What became of an invitation.",
  valuesConfig: {
    SENT: {
      description: "Cognito has taken the message; whether it arrives Cognito does not tell.",
    },
    NOT_SENT: { description: "None was asked for." },
    FAILED: {
      description:
        "Cognito could not deliver the message; the user is there all the same. `resendInvitation` once the address is right.",
    },
  },
});

const mediums: Readonly<Record<UserInvitation, readonly Medium[]>> = {
  NONE: [],
  EMAIL: ["EMAIL"],
  SMS: ["SMS"],
  EMAIL_AND_SMS: ["EMAIL", "SMS"],
};

/** By what Cognito is to send an invitation. */
export const mediumsOf = (invitation: UserInvitation): readonly Medium[] => mediums[invitation];
