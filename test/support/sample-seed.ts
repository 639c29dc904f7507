import type { LocalPoolSeed, UserSeed } from "../../src/local-pool/seed/seed.js";

/** Meets the policy of every sample pool. */
export const samplePassword = "Sample-Passw0rd!";

export const customers = "eu-west-1_Customers";
export const mailers = "eu-west-1_Mailers";
export const admins = "eu-west-1_Admins";

const passwordPolicy = {
  MinimumLength: 10,
  RequireUppercase: true,
  RequireLowercase: true,
  RequireNumbers: true,
  RequireSymbols: true,
  TemporaryPasswordValidityDays: 7,
};

const client = (id: string) => ({
  id,
  name: id,
  explicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"] as const,
});

/** Administrators by username, with their groups. */
const administrators = {
  ada: ["admin"],
  henry: ["helpdesk"],
  audrey: ["auditor"],
  fiona: ["admin", "federated-password"],
  paula: ["admin", "protected-password", "user-deleter"],
  nobody: [],
  stranger: ["Admin", "root"],
} as const;

export type Administrator = keyof typeof administrators;

/** A verified e-mail address, a phone number that is not verified, and a custom attribute. */
export function contactOf(username: string) {
  return {
    email: `${username}@example.com`,
    email_verified: "true",
    phone_number: "+442079460000",
    phone_number_verified: "false",
    name: `Name of ${username}`,
    locale: "en-GB",
    "custom:tier": "gold",
  };
}

/** One customer for each state that Cognito has. */
const customersByStatus: readonly UserSeed[] = [
  { username: "confirmed", status: "CONFIRMED", password: samplePassword },
  { username: "forced", status: "FORCE_CHANGE_PASSWORD", password: samplePassword },
  {
    username: "expired",
    status: "FORCE_CHANGE_PASSWORD",
    password: samplePassword,
    passwordAgeDays: 30,
  },
  { username: "unconfirmed", status: "UNCONFIRMED", password: samplePassword },
  { username: "reset", status: "RESET_REQUIRED", password: samplePassword },
  {
    username: "Google_1234567890",
    status: "EXTERNAL_PROVIDER",
    identities: [{ providerName: "Google", providerType: "Google", userId: "1234567890" }],
  },
  { username: "disabled", status: "CONFIRMED", enabled: false, password: samplePassword },
];

/** One customer for each kind of group, named for it. */
const customersByGroup: readonly UserSeed[] = [
  { username: "buyer", groups: ["buyers"] },
  { username: "colleague", groups: ["buyers", "staff"] },
  { username: "guarded", groups: ["break-glass"] },
  { username: "mysterious", groups: ["unranked"] },
].map((user) => ({
  ...user,
  status: "CONFIRMED",
  password: samplePassword,
  attributes: contactOf(user.username),
}));

export const sampleSeed: LocalPoolSeed = {
  pools: [
    {
      id: admins,
      name: "admins",
      passwordPolicy,
      clients: [client("adminsclient"), client("otherclient")],
      groups: [...new Set(Object.values(administrators).flat())].map((name) => ({ name })),
      users: Object.entries(administrators).map(([username, groups]) => ({
        username,
        status: "CONFIRMED" as const,
        password: samplePassword,
        groups: [...groups],
      })),
    },
    {
      id: customers,
      name: "Customers of the shop",
      passwordPolicy,
      aliasAttributes: ["email", "phone_number", "preferred_username"],
      clients: [client("customersclient")],
      groups: ["buyers", "staff", "break-glass", "unranked"].map((name) => ({ name })),
      users: [
        ...customersByGroup,
        ...customersByStatus.map((user) => ({ ...user, attributes: contactOf(user.username) })),
        ...Array.from({ length: 60 }, (_, index) => ({
          username: `user-${index}`,
          status: "CONFIRMED" as const,
          attributes: { email: `user-${index}@example.com`, email_verified: "true" },
        })),
      ],
    },
    {
      id: mailers,
      name: "mailers",
      caseSensitive: false,
      usernameAttributes: ["email"],
      clients: [client("mailersclient")],
      users: [
        {
          username: "7a1f8d2e-0000-4000-8000-000000000001",
          sub: "7a1f8d2e-0000-4000-8000-000000000001",
          status: "CONFIRMED",
          attributes: { email: "mia@example.com", email_verified: "true" },
        },
      ],
    },
  ],
};
