import type { TargetAction } from "../../authorization/actions.js";
import type { UserRecord } from "../../cognito/records/records.js";
import type { Mutation } from "../mutations/mutation.js";
import type { UserArguments } from "./user.inputs.js";

/** The arguments as graphql-js hands them over: the fields of the class that declares them, no instance of it. */
type Fields<Arguments> = { readonly [Name in keyof Arguments]: Arguments[Name] };

/** The types that a mutation on a user works with. */
export interface UserMutationTypes<Arguments extends UserArguments, Answer = unknown> {
  readonly input: Fields<Arguments>;
  readonly state: UserRecord;
  readonly answer: Answer;
  readonly action: TargetAction;
}

/** A mutation on a user. */
export type UserMutation<
  Arguments extends UserArguments = UserArguments,
  Answer = unknown,
> = Mutation<UserMutationTypes<Arguments, Answer>>;

/** The fields of a user that some mutations leave as they are. One that is missing here is read back after each of them. */
const leftByMost = [
  "__typename",
  "id",
  "poolId",
  "username",
  "sub",
  "status",
  "enabled",
  "createdAt",
  "email",
  "emailVerified",
  "phoneNumber",
  "phoneNumberVerified",
  "name",
  "attributes",
  "mfa",
  "groups",
  "memberOf",
  // Told by calls of their own, which are made anew after the write.
  "authFactors",
  "sessions",
  "devices",
  "authEvents",
  "lastActiveAt",
] as const;

/** All of these fields but the ones that a mutation changes. `lastModifiedAt` and `allowedActions` change with every one. */
export const leavesAllBut = (
  ...changed: readonly (typeof leftByMost)[number][]
): ReadonlySet<string> => new Set(leftByMost.filter((field) => !changed.includes(field)));
