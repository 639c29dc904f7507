import { registerEnumType } from "type-graphql";
import type { Action } from "../../authorization/actions.js";
import { enumValues } from "../enum-values.js";

/** What the schema calls the actions that somebody can take on one user. */
export const userActions = {
  READ_CONTACT: "user:read-contact",
  READ_SECURITY: "user:read-security",
  SET_TEMPORARY_PASSWORD: "user:set-temporary-password",
  SET_PERMANENT_PASSWORD: "user:set-permanent-password",
} as const satisfies Record<string, Action>;

export type UserAction = keyof typeof userActions;

export const UserActionEnum = enumValues(Object.keys(userActions) as UserAction[]);

registerEnumType(UserActionEnum, {
  name: "UserAction",
  description: "Something that a caller may do to a user.",
  valuesConfig: {
    READ_CONTACT: { description: "See e-mail address, phone number and name." },
    READ_SECURITY: { description: "See the second factors and the groups." },
    SET_TEMPORARY_PASSWORD: {
      description: "`setUserPassword` with `permanent: false`.",
    },
    SET_PERMANENT_PASSWORD: {
      description: "`setUserPassword` with `permanent: true`.",
    },
  },
});
