import type { LocalPoolSeed, UserSeed } from "../../local-pool/seed/seed.js";

/** Of the sample people who can sign in; all of them live in a local pool that is gone when the process ends. */
export const demoPassword = "Sample-Passw0rd!";

export const customersPoolId = "local_Customers";
export const adminsPoolId = "local_Admins";

const client = (name: string) => ({
  id: `${name}client`,
  name,
  explicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"] as const,
  accessTokenValidityMinutes: 1440,
});

export const customersClientId = "customersclient";
export const adminsClientId = "adminsclient";

const passwordPolicy = {
  MinimumLength: 10,
  RequireUppercase: true,
  RequireLowercase: true,
  RequireNumbers: true,
  RequireSymbols: true,
  TemporaryPasswordValidityDays: 7,
};

const person = (name: string, number: number, locale = "en-GB") => {
  const email = `${name.toLowerCase().replace(" ", ".")}@example.com`;
  return {
    name,
    email,
    email_verified: "true",
    phone_number: `+4420794601${String(number).padStart(2, "0")}`,
    phone_number_verified: "false",
    locale,
  };
};

/** The roles that are given beside another; the first administrator has them, so that everything can be tried. */
const furtherRoles = ["user-deleter", "contact-voucher"] as const;

/** Sample administrators: one for each role. */
export const demoAdministrators = [
  { username: "ada", name: "Ada Admin", role: "admin" },
  { username: "henry", name: "Henry Helpdesk", role: "helpdesk" },
  { username: "audrey", name: "Audrey Auditor", role: "auditor" },
] as const;

/** A sample administrator who needs a code of an authenticator app to sign in. */
export const demoSecondFactor = {
  username: "toni",
  name: "Toni Token",
  role: "helpdesk",
  totpSecret: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
} as const;

/** How somebody has signed in who was on the road, and whom somebody else tried to be. */
const history: Pick<UserSeed, "sessions" | "devices" | "authEvents"> = {
  sessions: [
    {
      id: "sso7k2m9q4r1s8t5v3w6x0y2z4b6",
      type: "SSO",
      clientId: "customersclient",
      createdAt: "2 days ago",
      lastActiveAt: "3 hours ago",
      deviceType: "Chrome 142 / Windows 11",
      ipAddress: "192.0.2.17",
      city: "Leeds",
      country: "United Kingdom",
    },
    {
      id: "tkn3f8h1j6k4m9n2p7q5r0s8t3v1",
      type: "TOKEN",
      clientId: "customersclient",
      createdAt: "2 days ago",
      lastActiveAt: "20 minutes ago",
      deviceType: "Shop 5.2 / Android 16",
      ipAddress: "198.51.100.23",
      city: "Lisbon",
      country: "Portugal",
      originSessionId: "sso7k2m9q4r1s8t5v3w6x0y2z4b6",
    },
  ],
  devices: [
    {
      name: "Lena's phone",
      createdAt: "90 days ago",
      lastAuthenticatedAt: "2 days ago",
      lastIpAddress: "198.51.100.23",
    },
  ],
  authEvents: [
    {
      at: "2 days ago",
      password: "Success",
      mfa: "Success",
      ipAddress: "198.51.100.23",
      deviceName: "Shop 5.2, Android 16",
      city: "Lisbon",
      country: "Portugal",
    },
    {
      at: "1 day ago",
      response: "Fail",
      password: "Failure",
      riskDecision: "AccountTakeover",
      riskLevel: "High",
      ipAddress: "203.0.113.99",
      deviceName: "Firefox 145, Linux",
      city: "Lima",
      country: "Peru",
    },
  ],
};

/** Sample customers: one for each state that Cognito has for a user, and one who has lost her phone. */
const demoCustomers: readonly UserSeed[] = [
  {
    username: "carla",
    status: "CONFIRMED",
    password: demoPassword,
    attributes: person("Carla Confirmed", 10),
  },
  {
    username: "frank",
    status: "FORCE_CHANGE_PASSWORD",
    password: demoPassword,
    attributes: person("Frank Force", 11),
  },
  {
    username: "erin",
    status: "FORCE_CHANGE_PASSWORD",
    password: demoPassword,
    passwordAgeDays: 30,
    attributes: person("Erin Expired", 12),
  },
  {
    username: "uma",
    status: "UNCONFIRMED",
    attributes: { ...person("Uma Unconfirmed", 13), email_verified: "false" },
  },
  {
    username: "rosa",
    status: "RESET_REQUIRED",
    password: demoPassword,
    attributes: person("Rosa Reset", 14, "es-ES"),
  },
  {
    username: "Google_109876543210987654321",
    status: "EXTERNAL_PROVIDER",
    attributes: person("Gina Google", 15),
    identities: [
      {
        providerName: "Google",
        providerType: "Google",
        userId: "109876543210987654321",
        primary: true,
      },
    ],
  },
  {
    username: "dan",
    status: "CONFIRMED",
    enabled: false,
    password: demoPassword,
    attributes: person("Dan Disabled", 16),
  },
  {
    username: "lena",
    status: "CONFIRMED",
    password: demoPassword,
    attributes: person("Lena Lost-phone", 17, "pt-PT"),
    mfa: ["SOFTWARE_TOKEN_MFA"],
    totpSecret: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
    ...history,
  },
];

export const customerUsernames = demoCustomers.map(({ username }) => username);

const administrator = (
  { username, name, role }: { username: string; name: string; role: string },
  number: number,
): UserSeed => ({
  username,
  status: "CONFIRMED",
  password: demoPassword,
  attributes: person(name, number),
  groups: role === "admin" ? [role, ...furtherRoles] : [role],
});

/** An admins pool and a customers pool. */
export const demoSeed: LocalPoolSeed = {
  pools: [
    {
      id: adminsPoolId,
      name: "admins",
      passwordPolicy,
      mfa: "OPTIONAL",
      clients: [client("admins")],
      groups: [...demoAdministrators.map(({ role }) => role), ...furtherRoles].map(
        (name, index) => ({ name, precedence: index }),
      ),
      users: [
        ...demoAdministrators.map(administrator),
        {
          ...administrator(demoSecondFactor, demoAdministrators.length),
          mfa: ["SOFTWARE_TOKEN_MFA"],
          totpSecret: demoSecondFactor.totpSecret,
        },
      ],
    },
    {
      id: customersPoolId,
      name: "customers",
      passwordPolicy,
      mfa: "OPTIONAL",
      tier: "PLUS",
      sessionTracking: true,
      rememberDevices: true,
      threatProtection: "AUDIT",
      aliasAttributes: ["email"],
      clients: [client("customers")],
      users: demoCustomers,
    },
  ],
};
