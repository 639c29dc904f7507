import { getNamedType, type GraphQLObjectType, isObjectType } from "graphql";
import { factsOf, type TargetAction } from "../../src/authorization/actions.js";
import type { MutationField } from "../../src/graphql/mutations/mutation-field.js";
import { rows } from "../../src/graphql/mutations.js";
import { createSchema } from "../../src/graphql/schema.js";
import type { UserSeed } from "../../src/local-pool/seed/seed.js";
import { activityFacts, activitySeed } from "./activity-seed.js";
import { type RolesOptions, startGatewayWithRoles, withCallers } from "./gateway-with-roles.js";
import { type Sample, samples, subOf } from "./mutation-samples.js";
import { admins, contactOf, customers, samplePassword, sampleSeed } from "./sample-seed.js";
import type { TestGateway } from "./test-gateway.js";
import { until } from "./until.js";

/** One mutation, by the arguments with which it amounts to one of its actions. */
export interface Way {
  readonly name: string;
  readonly field: MutationField;
  readonly sample: Sample;
  readonly action: TargetAction;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The role that may do everything else. */
  readonly otherRole: string;
}

const ways: readonly Way[] = Object.entries(samples).flatMap(([name, declared]) => {
  const field: MutationField = rows[name as keyof typeof samples];
  const sample: Sample = declared;
  return Object.entries(sample.variables).map(([action, variables]) => ({
    ...{ name, field, sample, variables },
    action: action as TargetAction,
    otherRole: `all-but-${action.replace("user:", "")}`,
  }));
});

/** The same with a title, for `describe.each`. */
export const titledWays = ways.map((way) => [`${way.name} as ${way.action}`, way] as const);

const actions = [...new Set(ways.map(({ action }) => action))];

const granted = (grant: "protectedGrant" | "federatedGrant") => [
  ...new Set(actions.flatMap((action) => factsOf(action)[grant] ?? [])),
];

/** The battery's own roles, whatever the sample roles may do: what each is permitted. */
const roles: Readonly<Record<string, readonly string[]>> = {
  doer: ["read-all", ...actions],
  // May do everything, and see nobody.
  blind: actions,
  "protected-too": granted("protectedGrant"),
  "federated-too": granted("federatedGrant"),
  ...Object.fromEntries(
    ways.map(({ action, otherRole }) => [
      otherRole,
      ["read", ...actions.filter((other) => other !== action)],
    ]),
  ),
};

const policies = Object.entries(roles)
  .filter(([, permitted]) => permitted.length > 0)
  .map(([role, permitted]) => {
    const names = permitted.map((action) => `Action::"${action}"`).join(", ");
    return `@id("battery-${role}") permit (principal in Role::"${role}", action in [${names}], resource);`;
  });

/** Who asks, beside the administrators of the sample pools, with their roles. */
const callers: Readonly<Record<string, readonly string[]>> = {
  doer: ["doer"],
  blind: ["blind"],
  guardian: ["doer", "protected-too"],
  linker: ["doer", "federated-too"],
  ...Object.fromEntries(ways.map(({ otherRole }) => [otherRole, [otherRole]])),
};

const seed = {
  pools: sampleSeed.pools.map((pool) => ({
    ...(pool.id === admins ? withCallers(pool, callers) : pool),
    ...activityFacts,
  })),
};

const { schema } = createSchema({
  typeName: "User",
  federationVersion: "2.9",
  directives: [],
  introspection: false,
});

/** The fields of the state that a mutation answers with, each with all that is below it. */
export function fieldsOfAnswer({ name, field: { stateIn } }: Way): ReadonlyMap<string, string> {
  const answer = typeOfField("Mutation", name);
  const state = stateIn === undefined ? answer : typeOfField(answer, stateIn);
  return selectionsOf(schema.getType(state) as GraphQLObjectType);
}

/** The name of the type that a field has, without lists. */
function typeOfField(typeName: string, name: string): string {
  const type = schema.getType(typeName);
  const field = isObjectType(type) ? type.getFields()[name] : undefined;
  if (field === undefined) throw new Error(`There is no field ${typeName}.${name}.`);
  return getNamedType(field.type).name;
}

/** The state that an answer holds. */
export function stateIn({ name, field }: Way, { data }: Answer): unknown {
  const answer = data?.[name] as Readonly<Record<string, unknown>> | null | undefined;
  return field.stateIn === undefined ? answer : answer?.[field.stateIn];
}

/** What lies below a field that leads back to a type above is left out: it has no end. */
function selectionsOf(
  type: GraphQLObjectType,
  above: readonly string[] = [],
): ReadonlyMap<string, string> {
  const path = [...above, type.name];
  const selections = new Map<string, string>();
  for (const { name, type: inner } of Object.values(type.getFields())) {
    const named = getNamedType(inner);
    // A place is sealed anew each time.
    if (/cursor$/i.test(name) || path.includes(named.name)) continue;
    if (!isObjectType(named)) {
      selections.set(name, name);
      continue;
    }
    const below = [...selectionsOf(named, path).values()];
    if (below.length > 0) selections.set(name, `${name} { ${below.join(" ")} }`);
  }
  return selections;
}

type Answer = Awaited<ReturnType<TestGateway["post"]>>;

interface Ask {
  readonly as?: string;
  /** What is selected of the state; nothing that Cognito would have to be asked for unless stated. */
  readonly fields?: string;
  /** The selection beside it in the answer, where there is one. */
  readonly besides?: string;
  readonly poolId?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A gateway in front of the sample pools, with callers who may just what a promise is about. */
export interface Battery {
  readonly gateway: TestGateway;
  /** Performs a mutation. */
  readonly perform: (way: Way, username: string, ask?: Ask) => Promise<Answer>;
  /** Asks for something else. */
  readonly query: (caller: string, query: string, variables?: object) => Promise<Answer>;
  /** A user of the customers whom nothing has been done to yet, with a value for every field. */
  readonly newUser: (way: Way, more?: Partial<UserSeed>) => string;
  /** What Cognito was asked, of the user and in order, by operation. */
  readonly calls: (username?: string) => readonly string[];
  readonly writes: (way: Way, username?: string) => number;
  /** Whether it was done to the user, by what the pool itself says. */
  readonly isApplied: (way: Way, username: string) => Promise<boolean>;
  readonly stop: () => Promise<void>;
}

const callersAndKept = /^(InitiateAuth|DescribeUserPool|GetUserPoolSessionConfiguration)$/;

let users = 0;

export async function startBattery(options: RolesOptions = {}): Promise<Battery> {
  const { gateway, authorizationOf, query, stop } = await startGatewayWithRoles(policies, {
    seed,
    ...options,
    config: {
      roleRanks: { admin: 100, helpdesk: 50, auditor: 10, doer: 50, blind: 50 },
      ...options.config,
      // Every field of a user in one document is more than any client asks for.
      limits: { fields: 200, ...options.config?.limits },
    },
  });
  const madeAfter = new Map<string, number>();
  // On a busy machine the issuer's keys may not come in time at first.
  await until(
    async () => verdictOf(await query("doer", "{ me { subject } }")) === "done",
    "a token was known",
  );
  return {
    gateway,
    query,
    perform: async (way, username, ask = {}) => {
      const { as = "doer", fields = "__typename", besides = "", poolId = "customers" } = ask;
      const { stateIn: within } = way.field;
      const selected = within === undefined ? fields : `${within} { ${fields} } ${besides}`;
      const variables = {
        ...{ poolId, username, ...way.variables },
        ...way.sample.variablesFor?.(username),
        ...ask.variables,
      };
      const headers = { authorization: await authorizationOf(as), ...ask.headers };
      return gateway.post(
        JSON.stringify({ query: way.sample.document(selected), variables }),
        headers,
      );
    },
    newUser: (way, more = {}) => {
      users += 1;
      const username = more.username ?? `battery-${users}`;
      madeAfter.set(username, gateway.pool.ledger.calls().at(-1)?.sequence ?? 0);
      gateway.pool.seedUser(customers, {
        status: "CONFIRMED",
        enabled: true,
        password: samplePassword,
        groups: ["buyers"],
        mfa: ["SOFTWARE_TOKEN_MFA"],
        identities: [{ providerName: "Google", userId: String(users) }],
        sub: subOf(username),
        ...activitySeed,
        ...way.sample.before,
        ...more,
        attributes: {
          ...contactOf(username),
          phone_number: `+44207946${String(users).padStart(4, "0")}`,
          phone_number_verified: "true",
        },
        username,
      });
      return username;
    },
    calls: (username) =>
      gateway.pool.ledger
        .calls(username === undefined ? {} : { username })
        .map(({ operation }) => operation)
        // Those of a caller, and what is kept for all of them.
        .filter((operation) => !callersAndKept.test(operation)),
    writes: ({ sample: { operation } }, username) =>
      gateway.pool.ledger.calls({ operation, ...(username === undefined ? {} : { username }) })
        .length,
    isApplied: ({ sample, variables }, username) =>
      sample.isApplied(gateway.pool, username, variables, madeAfter.get(username) ?? 0),
    stop,
  };
}

/** The code and the outcome that an answer tells; "done" for one without an error. */
export function verdictOf({ errors, data }: Answer): string {
  if (errors !== undefined) {
    return errors
      .map(({ extensions: { code, outcome } }) => `${code} ${String(outcome)}`)
      .join(", ");
  }
  const isAnswered = Object.values(data ?? {}).every((value) => value !== null);
  return data !== undefined && data !== null && isAnswered ? "done" : "nothing";
}
