import { registerEnumType } from "type-graphql";
import {
  type Action,
  actions,
  factsOf,
  type ShownInPoolName,
} from "../../authorization/actions.js";
import { enumValues } from "../enum-values.js";

export type UserPoolAction = ShownInPoolName;

interface ShownInPool {
  readonly action: Action;
  /** What the action leads to nothing without. */
  readonly besides: Action | undefined;
}

const shown = (Object.keys(actions) as Action[]).flatMap((action) => {
  const { shownInPoolAs } = factsOf(action);
  return shownInPoolAs === undefined ? [] : [{ action, ...shownInPoolAs }];
});

/** What the schema calls the actions that somebody can take in a pool. */
export const userPoolActions = Object.fromEntries(
  shown.map(({ action, name, besides }) => [name, { action, besides }]),
) as Readonly<Record<UserPoolAction, ShownInPool>>;

export const UserPoolActionEnum = enumValues(Object.keys(userPoolActions) as UserPoolAction[]);

registerEnumType(UserPoolActionEnum, {
  name: "UserPoolAction",
  description: "Something that a caller may do in a user pool.",
  valuesConfig: Object.fromEntries(shown.map(({ name, description }) => [name, { description }])),
});
