import type { Action } from "../../src/authorization/actions.js";
import type { WriteOperation } from "../../src/cognito/records/operations.js";
import type { mutations } from "../../src/graphql/mutations.js";
import type { LocalPool } from "../../src/local-pool/local-pool.js";
import type { UserSeed } from "../../src/local-pool/seed/seed.js";
import { signIn } from "./test-gateway.js";

/** What the battery has to know of a mutation on a user beside its row, to prove every promise for it. */
export interface Sample {
  /** The operation, with these fields of the answer; `$poolId` and `$username` name its user. */
  readonly document: (fields: string) => string;
  /** The further variables by which it amounts to each of its actions. */
  readonly variables: Readonly<Partial<Record<Action, Readonly<Record<string, unknown>>>>>;
  /** The variables that hold secrets. */
  readonly secrets: readonly string[];
  /** The AWS operation that it sends. */
  readonly operation: WriteOperation;
  /** What its user is like, so that it makes a difference. Every test has a user of its own. */
  readonly before: Partial<UserSeed>;
  /** Whether it was done, by what the pool itself says. */
  readonly isApplied: (
    pool: LocalPool,
    username: string,
    variables: Readonly<Record<string, unknown>>,
  ) => Promise<boolean>;
}

const password = "Brand-New-Passw0rd";

/** One for each mutation: one that has none here does not compile. */
export const samples = {
  setUserPassword: {
    document: (
      fields,
    ) => `mutation($poolId: ID!, $username: String!, $password: String!, $permanent: Boolean!) {
      setUserPassword(poolId: $poolId, username: $username, password: $password, permanent: $permanent) { ${fields} }
    }`,
    variables: {
      "user:set-temporary-password": { password, permanent: false },
      "user:set-permanent-password": { password, permanent: true },
    },
    secrets: ["password"],
    operation: "AdminSetUserPassword",
    before: { status: "RESET_REQUIRED" },
    // What comes next differs, but only the right password gets that far.
    isApplied: async (pool, username, variables) =>
      (await signIn(pool, username, String(variables["password"]))).httpStatus === 200,
  },
} satisfies Record<keyof typeof mutations, Sample>;
