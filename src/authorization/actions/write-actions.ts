import type { ActionFacts } from "./action-facts.js";
import type { Family } from "./families.js";

/** The actions that change something, and the grants that some of them need besides. */
export const writeActions = {
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
