import { registerEnumType } from "type-graphql";
import { type Action, actions, factsOf, type ShownName } from "../../authorization/actions.js";
import { enumValues } from "../enum-values.js";

export type UserAction = ShownName;

/** The actions that the schema has a name for, with that name. */
const shown = (Object.keys(actions) as Action[]).flatMap((action) => {
  const { shownAs } = factsOf(action);
  return shownAs === undefined ? [] : [{ action, ...shownAs }];
});

/** What the schema calls the actions that somebody can take on one user. */
export const userActions = Object.fromEntries(
  shown.map(({ action, name }) => [name, action]),
) as Readonly<Record<UserAction, Action>>;

export const UserActionEnum = enumValues(Object.keys(userActions) as UserAction[]);

registerEnumType(UserActionEnum, {
  name: "UserAction",
  description: "Something that a caller may do to a user.",
  valuesConfig: Object.fromEntries(shown.map(({ name, description }) => [name, { description }])),
});
