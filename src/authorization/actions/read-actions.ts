import type { ActionFacts } from "./action-facts.js";
import type { Family } from "./families.js";

/** The actions that show something. */
export const readActions = {
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
  "group:read": {
    meaning: "See the groups of a pool: name, description, precedence and dates.",
    group: "read",
    family: "directory",
    shownInPoolAs: { name: "READ_GROUPS", description: "See the pool's groups." },
  },
  "group:read-role": {
    meaning: "See a group's IAM role, whose ARN holds the number of an AWS account.",
    group: "read",
    family: "directory",
  },
  "group:list-members": {
    meaning:
      "List the members of a group, or search the users of one; needs `user:list`, `user:read` and `user:read-security` as well.",
    group: "read",
    family: "directory",
  },
} as const satisfies Record<string, ActionFacts<Family>>;
