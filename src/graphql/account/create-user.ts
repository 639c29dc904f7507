import { create, type CreatedUser, type UserCreation } from "../../cognito/calls/user-creation.js";
import { isNamed, toListedUserRecord } from "../../cognito/records/user-record.js";
import { GatewayError } from "../../errors/gateway-error.js";
import type { Mutation } from "../mutations/mutation.js";
import type { RequestOf } from "../mutations/subject.js";
import { explainRefusal } from "../password/password-argument.js";
import { checkNewUser, isAbsent, rightsForParts } from "./check-new-user.js";
import { completeNewUser, madeOf, type NewUserInput } from "./complete-new-user.js";
import { CreateUserArguments, type NewPoolUser } from "./create-user.inputs.js";
import { InvitedUser, type InvitedUserRecord } from "./invited-user.type.js";
import { type CreationAction, newUserSubject, type UserToBe } from "./new-user-subject.js";
import { mediumsOf } from "./user-invitation.enum.js";

interface Types {
  readonly input: NewUserInput;
  readonly state: UserToBe;
  readonly answer: CreatedUser;
  readonly action: CreationAction;
}

export const createUser: Mutation<Types> = {
  description:
    "Creates a user (AdminCreateUser) and, if so told, has Cognito invite them: `status` FORCE_CHANGE_PASSWORD. If the message cannot be " +
    "delivered the user is there all the same, `invitation: FAILED`. Needs `user:create` and `user:read`, and further rights for " +
    "addresses and attributes: FORBIDDEN with the `argument` that needs one. On UNKNOWN look the user up before trying again: a second " +
    "time is USER_EXISTS. Makes the user a monthly active one. Errors: FORBIDDEN, BAD_USER_INPUT with `argument`, USER_EXISTS, " +
    "ALIAS_IN_USE for an address that names somebody else, INVALID_PASSWORD with `violations`, LITERAL_SECRET, REJECTED_BY_TRIGGER, " +
    "TRIGGER_FAILED, DELIVERY_FAILED, MESSAGING_MISCONFIGURED. " +
    "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminCreateUser.html",
  arguments: CreateUserArguments,
  answer: () => InvitedUser,
  stateIn: "user",
  subject: newUserSubject,
  actions: ["user:create"],
  actionOf: () => "user:create",
  // The answer shows the user, and whether a name is taken.
  furtherActions: () => ["user:read"],
  checkInput: checkNewUser,
  partRights: rightsForParts,
  complete: completeNewUser,
  kind: "CREATE",
  write: ({ name }, input) => create(creationOf(name, input)),
  wanted: () => ({}),
  answered: ({ User }, before) => {
    const user = User === undefined ? null : toListedUserRecord(before.poolId, User);
    if (user === null || !isNamed(user, before.name)) throw new GatewayError("UPSTREAM_ERROR");
    return { ...before, user };
  },
  settles: { on: new Set(["CodeDeliveryFailureException"]), by: findCreated },
  recoded: async ({ code }, { poolId, name, isAddress }, { context }) => {
    if (code !== "USER_EXISTS") return code;
    // The exception for a taken username comes for a taken address as well. https://github.com/boto/boto3/issues/3213
    if (isAddress) return "ALIAS_IN_USE";
    const holder = await context.loaders.users.loadExactly({ poolId, username: name });
    return holder === null ? "ALIAS_IN_USE" : code;
  },
  leaves: new Set(),
  detail: (input) => ({
    password: passwordSource(input),
    attributes: attributesOf(input.user)
      .map(({ name }) => name)
      .filter((name) => !name.endsWith("_verified")),
    vouched: vouchedOf(input.user),
    invitation: input.invitation,
  }),
  explain: async ({ code }, pool, { temporaryPassword, made }) => {
    const password = temporaryPassword ?? made?.issued ?? null;
    if (code !== "INVALID_PASSWORD" || password === null) return {};
    return explainRefusal(pool, password, "temporaryPassword");
  },
  note: ({ givenTemporaryPassword }, { user }) => {
    if (user !== null) givenTemporaryPassword.add(user.id);
  },
  present: ({ state: { poolId, user }, input, failed }): InvitedUserRecord => {
    if (user === null) throw new GatewayError("INTERNAL");
    const sent = input.invitation === "NONE" ? "NOT_SENT" : "SENT";
    const invitation = failed === undefined ? sent : "FAILED";
    return { poolId, user, invitation, temporaryPassword: madeOf(input).issued };
  },
};

/** The user whose invitation could not be delivered, looked up by the name that was sent; null unless this creation made them. */
async function findCreated(before: UserToBe, { context }: RequestOf<Types>, since: number) {
  const { poolId, name: username } = before;
  const user = await context.loaders.users.loadExactly({ poolId, username });
  // Some pools tell times in whole seconds.
  const earliest = Math.floor(since / 1000) * 1000;
  if (user?.status !== "FORCE_CHANGE_PASSWORD") return null;
  if (user.createdAt === null || user.createdAt.getTime() < earliest) return null;
  return { told: { ...before, user }, isSettled: true } as const;
}

function creationOf(name: string, input: NewUserInput): UserCreation {
  const { user, invitation, temporaryPassword } = input;
  return {
    name,
    attributes: attributesOf(user),
    mediums: mediumsOf(invitation),
    temporaryPassword: temporaryPassword ?? madeOf(input).issued ?? undefined,
  };
}

function attributesOf(user: NewPoolUser): UserCreation["attributes"] {
  const { email, phoneNumber, attributes } = user;
  return [
    ...(isAbsent(email) ? [] : [{ name: "email", value: email }]),
    ...(isAbsent(phoneNumber) ? [] : [{ name: "phone_number", value: phoneNumber }]),
    ...vouchedOf(user).map((name) => ({ name: `${name}_verified`, value: "true" })),
    ...(attributes ?? []).map(({ name, value }) => ({ name, value })),
  ];
}

const vouchedOf = ({ emailVerified, phoneNumberVerified }: NewPoolUser) => [
  ...(emailVerified ? (["email"] as const) : []),
  ...(phoneNumberVerified ? (["phone_number"] as const) : []),
];

function passwordSource({ temporaryPassword, made }: NewUserInput) {
  if (!isAbsent(temporaryPassword)) return "given";
  return (made?.issued ?? null) === null ? "cognito" : "issued";
}
