interface ActionFacts {
  /** What it lets a caller do. */
  readonly meaning: string;
  /** Policies can name every read or every write at once: `action in Action::"write"`. */
  readonly group: "read" | "write";
  /** What it shows is about a person: tagged "pii" in the subgraph's schema. */
  readonly isPersonal?: true;
}

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
  },
  "user:read-contact": {
    meaning: "See a user's e-mail address, phone number and name.",
    group: "read",
    isPersonal: true,
  },
  "user:read-attribute": {
    meaning:
      "See one attribute of a user by its name, standard or custom; attributes that tell who or where somebody is need " +
      "`user:read-contact` as well.",
    group: "read",
    isPersonal: true,
  },
  "user:read-security": {
    meaning: "See which second factors a user has, and which groups they are in.",
    group: "read",
  },
  "user:set-temporary-password": {
    meaning: "Set a password that its user must change at the next sign-in.",
    group: "write",
  },
  "user:set-permanent-password": {
    meaning: "Set a password that its user keeps.",
    group: "write",
  },
  "user:set-federated-password": {
    meaning:
      "Set a password for a user of an identity provider, which AWS advises against; needs one of the two password actions " +
      "above as well.",
    group: "write",
  },
  "user:set-protected-password": {
    meaning:
      "Set a password for a member of a protected group, such as a break-glass account; needs one of the two password " +
      "actions above as well.",
    group: "write",
  },
} as const satisfies Record<string, ActionFacts>;

export type Action = keyof typeof actions;

/** Whether a text names an action. */
export const isAction = (text: string): text is Action => Object.hasOwn(actions, text);

/** The facts of an action, with what only some actions state. */
export const factsOf = (action: Action): ActionFacts => actions[action];
