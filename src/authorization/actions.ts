/** Every action that can be allowed or refused, with what it lets a caller do. */
export const actions = {
  "pool:read": "See a user pool and its settings.",
  "user:read": "Look up a user: names, status, dates and verification flags.",
  "user:read-contact": "See a user's e-mail address, phone number and name.",
  "user:read-attribute": "See a user's attributes by name, standard and custom.",
  "user:read-security": "See which second factors a user has.",
  "user:set-temporary-password": "Set a password that its user must change at the next sign-in.",
  "user:set-permanent-password": "Set a password that its user keeps.",
  "user:set-federated-password":
    "Set a password for a user of an identity provider, which AWS advises against; needs one of the two other " +
    "password actions as well.",
} as const satisfies Record<string, string>;

export type Action = keyof typeof actions;
