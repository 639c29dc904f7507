import {
  type GatewayWithRoles,
  type RolesOptions,
  startGatewayWithRoles,
  withCallers,
} from "./gateway-with-roles.js";
import { admins, mailers, sampleSeed } from "./sample-seed.js";
import type { TestGateway } from "./test-gateway.js";
import { until } from "./until.js";

type Answer = Awaited<ReturnType<TestGateway["post"]>>;

/** Every action that the parts of a new user can need; a caller without one of them is named for it. */
export const creationActions = {
  create: 'Action::"user:create"',
  read: 'Action::"user:read"',
  contact: 'Action::"user:write-contact"',
  vouch: 'Action::"user:vouch-contact"',
  attribute: 'Action::"user:write-attribute"',
  "read-contact": 'Action::"user:read-contact"',
} as const;

type Part = keyof typeof creationActions;

const parts = Object.keys(creationActions) as readonly Part[];

/** A caller who may do everything, and for each part one who may do everything else. */
const roles: Readonly<Record<string, readonly string[]>> = {
  maker: parts.map((part) => creationActions[part]),
  seer: [...parts.map((part) => creationActions[part]), 'Action::"read"'],
  ...Object.fromEntries(
    parts.map((part) => [
      `no-${part}`,
      parts.filter((other) => other !== part).map((other) => creationActions[other]),
    ]),
  ),
};

const policies = [
  ...Object.entries(roles).map(
    ([role, permitted]) =>
      `@id("${role}") permit (principal in Role::"${role}", action in [${permitted.join(", ")}], resource);`,
  ),
  `@id("only-locale") permit (principal in Role::"localizer", action in [Action::"user:create", Action::"user:read"], resource);`,
  `@id("locale") permit (principal in Role::"localizer", action == Action::"user:write-attribute", resource)
     when { context.attribute == "locale" };`,
];

/** Each is named for their role. */
const callers = Object.fromEntries(
  [...Object.keys(roles), "localizer"].map((name) => [name, [name]]),
);

const attributeSchema = [
  {
    Name: "tier",
    AttributeDataType: "String",
    Mutable: true,
    StringAttributeConstraints: { MinLength: "2", MaxLength: "6" },
  },
  {
    Name: "level",
    AttributeDataType: "Number",
    Mutable: true,
    NumberAttributeConstraints: { MinValue: "0", MaxValue: "9" },
  },
  { Name: "trial", AttributeDataType: "Boolean", Mutable: true },
] as const;

const passwordPolicy = {
  MinimumLength: 10,
  RequireUppercase: true,
  RequireLowercase: true,
  RequireNumbers: true,
  RequireSymbols: true,
};

const seed = {
  pools: sampleSeed.pools.map((pool) => {
    if (pool.id === admins) return withCallers(pool, callers);
    return {
      ...pool,
      schema: attributeSchema,
      ...(pool.id === mailers ? { passwordPolicy } : {}),
    };
  }),
};

/** The arguments of `createUser`; unless stated, in the pool of the customers and without an invitation. */
export interface Creation {
  readonly poolId?: string;
  readonly user: Readonly<Record<string, unknown>>;
  readonly invitation?: string;
  readonly temporaryPassword?: unknown;
  readonly issuePassword?: boolean;
}

export interface CreationStage {
  readonly gateway: TestGateway;
  readonly create: (creation: Creation, ask?: CreationAsk) => Promise<Answer>;
  readonly query: GatewayWithRoles["query"];
  /** What Cognito was asked, in order, without sign-ins. */
  readonly calls: () => readonly string[];
  readonly stop: () => Promise<void>;
}

interface CreationAsk {
  readonly as?: string;
  readonly fields?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const document = (fields: string) =>
  `mutation(
    $poolId: ID!, $user: NewPoolUser!, $invitation: UserInvitation!, $temporaryPassword: String, $issuePassword: Boolean! = false
  ) {
    createUser(
      poolId: $poolId, user: $user, invitation: $invitation, temporaryPassword: $temporaryPassword, issuePassword: $issuePassword
    ) { ${fields} }
  }`;

/** A gateway in front of the sample pools, whose customers have attributes of their own. */
export async function startCreationStage(options: RolesOptions = {}): Promise<CreationStage> {
  const { gateway, authorizationOf, query, stop } = await startGatewayWithRoles(policies, {
    seed,
    ...options,
  });
  // Known from here on: what a pool is like, and the issuer's keys.
  await until(async () => {
    const pools = await query("ada", "{ userPools { name } }");
    return pools.errors === undefined;
  }, "the pools were known");
  return {
    gateway,
    query,
    create: async (creation, { as = "maker", fields = allFields, headers = {} } = {}) => {
      const variables = { poolId: "customers", invitation: "NONE", ...creation };
      return gateway.post(JSON.stringify({ query: document(fields), variables }), {
        authorization: await authorizationOf(as),
        ...headers,
      });
    },
    calls: () =>
      gateway.pool.ledger
        .calls()
        .map(({ operation }) => operation)
        .filter((operation) => operation !== "InitiateAuth"),
    stop,
  };
}

const allFields = "user { id username sub status enabled } invitation temporaryPassword";

let names = 0;

/** A name that nobody has had. */
export const freshName = (): string => {
  names += 1;
  return `new-user-${names}`;
};

export interface InvitedAnswer {
  readonly user: Readonly<Record<string, string>>;
  readonly invitation: string;
  readonly temporaryPassword: string | null;
}

/** What was answered; fails when there was an error. */
export function invitedIn({ data, errors }: Answer): InvitedAnswer {
  expect(errors).toBeUndefined();
  return data?.["createUser"] as InvitedAnswer;
}

/** Code, argument and outcome of the one error of an answer. */
export function refusalIn({ errors, data }: Answer): string {
  expect(data).toEqual({ createUser: null });
  expect(errors).toHaveLength(1);
  const { code, argument = "-", outcome } = errors![0]!.extensions;
  return `${code} ${String(argument)} ${String(outcome)}`;
}
