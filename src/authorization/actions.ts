import type { ActionFacts } from "./action-facts.js";

/**
 * The families of writes, each of which is switched on pool by pool (`pools.<alias>.writes`). `delete` stands alone: nothing brings
 * a user back.
 */
export const writeFamilies = ["password", "lifecycle", "delete", "security"] as const;

export type WriteFamily = (typeof writeFamilies)[number];

/**
 * The families of reads that are switched on pool by pool (`pools.<alias>.shows`), and are no part of `Action::"read"`: neither an upgrade nor
 * an old policy shows anybody more than before.
 */
export const readFamilies = ["activity"] as const;

export type ReadFamily = (typeof readFamilies)[number];

type Family = WriteFamily | ReadFamily;

/** Every action that can be allowed or refused. The Cedar schema is generated from this table. */
export const actions = {
  "pool:read": {
    meaning: "See a user pool and its settings.",
    group: "read",
  },
  "user:read": {
    meaning: "Look up a user: names, status, dates and verification flags.",
    group: "read",
  },
  "user:list": {
    meaning: "List and search the users of a pool; needs `user:read` as well.",
    group: "read",
    shownInPoolAs: {
      name: "LIST_USERS",
      description: "List and search the pool's users.",
      besides: "user:read",
    },
  },
  "user:read-contact": {
    meaning: "See a user's e-mail address, phone number and name.",
    group: "read",
    isPersonal: true,
    shownAs: {
      name: "READ_CONTACT",
      description: "See e-mail address, phone number and name.",
    },
    shownInPoolAs: {
      name: "READ_CONTACT",
      description:
        "See e-mail address, phone number, name and linked identities of the pool's users, and search by them.",
    },
  },
  "user:read-attribute": {
    meaning:
      "See one attribute of a user by its name, standard or custom; attributes that tell who or where somebody is need " +
      "`user:read-contact` as well.",
    group: "read",
    about: "attribute",
    isPersonal: true,
    shownInPoolAs: {
      name: "READ_ATTRIBUTES",
      description:
        "See one attribute of the pool's users at least; which ones, `attributes { readable }` says.",
    },
  },
  "user:read-security": {
    meaning: "See which second factors a user has, and which groups they are in.",
    group: "read",
    shownAs: { name: "READ_SECURITY", description: "See the second factors and the groups." },
    shownInPoolAs: {
      name: "READ_SECURITY",
      description: "See the second factors and the groups of the pool's users.",
    },
  },
  "user:read-activity": {
    meaning:
      "See a user's sessions, devices, sign-in events and last activity: from where and when they sign in.",
    group: "read",
    family: "activity",
    isPersonal: true,
    shownAs: {
      name: "READ_ACTIVITY",
      description: "See sessions, devices, sign-in events and the last activity.",
    },
    shownInPoolAs: {
      name: "READ_ACTIVITY",
      description:
        "See sessions, devices, sign-in events and the last activity of the pool's users.",
    },
  },
  "user:set-temporary-password": {
    meaning: "Set a password that its user must change at the next sign-in.",
    group: "write",
    family: "password",
    on: "user",
    protectedGrant: "user:set-protected-password",
    federatedGrant: "user:set-federated-password",
    shownAs: {
      name: "SET_TEMPORARY_PASSWORD",
      description: "`setUserPassword` with `permanent: false`.",
    },
  },
  "user:set-permanent-password": {
    meaning: "Set a password that its user keeps.",
    group: "write",
    family: "password",
    on: "user",
    protectedGrant: "user:set-protected-password",
    federatedGrant: "user:set-federated-password",
    shownAs: {
      name: "SET_PERMANENT_PASSWORD",
      description: "`setUserPassword` with `permanent: true`.",
    },
  },
  "user:issue-temporary-password": {
    meaning:
      "Have a temporary password made up and see it once: weaker than to set one, since nobody chooses it.",
    group: "write",
    family: "password",
    on: "user",
    protectedGrant: "user:set-protected-password",
    federatedGrant: "user:set-federated-password",
    shownAs: {
      name: "ISSUE_TEMPORARY_PASSWORD",
      description: "`issueTemporaryPassword`; with `signOut: true` it needs SIGN_OUT as well.",
    },
  },
  "user:set-federated-password": {
    meaning:
      "Set or issue a password for a user of an identity provider, which AWS advises against; needs one of the password actions " +
      "above as well.",
    group: "write",
  },
  "user:set-protected-password": {
    meaning:
      "Set or issue a password for a member of a protected group, such as a break-glass account; needs one of the password " +
      "actions above as well.",
    group: "write",
  },
  "user:reset-password": {
    meaning: "Void a user's password and have Cognito send them a code to choose another.",
    group: "write",
    family: "lifecycle",
    on: "user",
    protectedGrant: "user:change-protected",
    isForLocalUsers: true,
    shownAs: { name: "RESET_PASSWORD", description: "`resetUserPassword`." },
  },
  "user:create": {
    meaning: "Create a user; needs `user:read` as well.",
    group: "write",
    family: "lifecycle",
    shownInPoolAs: {
      name: "CREATE_USER",
      description: "`createUser`.",
      besides: "user:read",
    },
  },
  "user:invite": {
    meaning:
      "Have Cognito send a new temporary password to a user who has not chosen one of their own yet.",
    group: "write",
    family: "lifecycle",
    on: "user",
    protectedGrant: "user:change-protected",
    shownAs: { name: "RESEND_INVITATION", description: "`resendInvitation`." },
  },
  "user:confirm": {
    meaning: "Confirm a user who signed themselves up, in place of the code that was sent to them.",
    group: "write",
    family: "lifecycle",
    on: "user",
    protectedGrant: "user:change-protected",
    shownAs: { name: "CONFIRM", description: "`confirmUser`." },
  },
  "user:enable": {
    meaning: "Enable a user, who then can sign in.",
    group: "write",
    family: "lifecycle",
    on: "user",
    protectedGrant: "user:change-protected",
    shownAs: { name: "ENABLE", description: "`enableUser`." },
  },
  "user:disable": {
    meaning: "Disable a user, who then cannot sign in.",
    group: "write",
    family: "lifecycle",
    on: "user",
    protectedGrant: "user:change-protected",
    shownAs: { name: "DISABLE", description: "`disableUser`." },
  },
  "user:delete": {
    meaning: "Delete a user for good.",
    group: "write",
    family: "delete",
    on: "user",
    protectedGrant: "user:change-protected",
    shownAs: { name: "DELETE", description: "`deleteUser`." },
  },
  "user:sign-out": {
    meaning: "End all sessions of a user, or one.",
    group: "write",
    family: "security",
    on: "user",
    protectedGrant: "user:change-protected",
    shownAs: { name: "SIGN_OUT", description: "`signOutUser` and `revokeUserSession`." },
  },
  "user:change-mfa": {
    meaning: "Switch a user's second factors, or remove their authenticator app.",
    group: "write",
    family: "security",
    on: "user",
    protectedGrant: "user:change-protected",
    shownAs: { name: "CHANGE_MFA", description: "`setUserMfa` and `removeAuthenticatorApp`." },
  },
  "user:forget-device": {
    meaning: "Make a remembered device of a user unknown again.",
    group: "write",
    family: "security",
    on: "user",
    protectedGrant: "user:change-protected",
    shownAs: { name: "FORGET_DEVICE", description: "`forgetUserDevice`." },
  },
  "user:rate-event": {
    meaning: "Tell threat protection whether a sign-in was the user's.",
    group: "write",
    family: "security",
    on: "user",
    protectedGrant: "user:change-protected",
    shownAs: { name: "RATE_EVENT", description: "`rateAuthEvent`." },
  },
  "user:write-attribute": {
    meaning:
      "Set one attribute of a user by its name, standard or custom; attributes that tell who or where somebody is need " +
      "`user:read-contact` as well.",
    group: "write",
    about: "attribute",
  },
  "user:write-contact": {
    meaning: "Give a user an e-mail address or a phone number, for the user to prove.",
    group: "write",
  },
  "user:vouch-contact": {
    meaning:
      "Mark a user's e-mail address or phone number as verified: its holder can take the account over by a forgotten password. " +
      "Needs `user:write-contact` as well.",
    group: "write",
  },
  "user:change-protected": {
    meaning:
      "Do to a member of a protected group what is no password; needs the action itself as well.",
    group: "write",
  },
} as const satisfies Record<string, ActionFacts<Family>>;

type Actions = typeof actions;

export type Action = keyof Actions;

/** The actions that are done to a user: the policies are asked about the pool first, then about the user. */
export type TargetAction = {
  [Name in Action]: Actions[Name] extends { readonly on: "user" } ? Name : never;
}[Action];

/** The name that the schema has for an action, of those that have one. */
export type ShownName = Extract<Actions[Action], { readonly shownAs: object }>["shownAs"]["name"];

/** The name that the schema has for an action in a pool, of those that have one. */
export type ShownInPoolName = Extract<
  Actions[Action],
  { readonly shownInPoolAs: object }
>["shownInPoolAs"]["name"];

/** Whether a text names an action. */
export const isAction = (text: string): text is Action => Object.hasOwn(actions, text);

/** Whether an action is done to a user. */
export const isTargetAction = (action: Action): action is TargetAction =>
  factsOf(action).on === "user";

/** Whether an action is about one attribute, which a question about it has to name. */
export const isAboutAttribute = (action: Action): boolean => factsOf(action).about === "attribute";

interface CheckedFacts extends ActionFacts<Family> {
  readonly protectedGrant?: Action;
  readonly federatedGrant?: Action;
  readonly shownInPoolAs?: {
    readonly name: string;
    readonly description: string;
    readonly besides?: Action;
  };
}

/** The facts of an action, with what only some actions state. */
export const factsOf = (action: Action): CheckedFacts => actions[action];
