import { createHash } from "node:crypto";
import type { Action } from "../../src/authorization/actions.js";
import type { WriteOperation } from "../../src/cognito/records/operations.js";
import type { rows } from "../../src/graphql/mutations.js";
import type { LocalPool } from "../../src/local-pool/local-pool.js";
import type { UserSeed } from "../../src/local-pool/seed/seed.js";
import { seededDevice, seededEvent, seededSession } from "./activity-seed.js";
import { userOf } from "./local-pool-client.js";
import { customers, samplePassword } from "./sample-seed.js";
import { signIn } from "./test-gateway.js";

/** What the battery has to know of a mutation on a user beside its row, to prove every promise for it. */
export interface Sample {
  /** The operation, with these fields of the answer; `$poolId` and `$username` name its user. */
  readonly document: (fields: string) => string;
  /** The further variables by which it amounts to each of its actions. */
  readonly variables: Readonly<Partial<Record<Action, Readonly<Record<string, unknown>>>>>;
  /** Those that depend on whom it is done to. */
  readonly variablesFor?: (username: string) => Readonly<Record<string, unknown>>;
  /** The actions that it needs besides. */
  readonly further?: readonly Action[];
  /** The variables that hold secrets. */
  readonly secrets: readonly string[];
  /** The fields of the answer that hold secrets. */
  readonly secretsTold?: readonly string[];
  /** The AWS operation that it sends. */
  readonly operation: WriteOperation;
  /** The one that it sends once that is done. */
  readonly second?: WriteOperation;
  /** What its user is like, so that it makes a difference. Every test has a user of its own. */
  readonly before: Partial<UserSeed>;
  /** What its user must be like; INVALID_USER_STATE or USER_DISABLED otherwise. */
  readonly needs?: {
    readonly status?: readonly UserSeed["status"][];
    readonly enabled?: boolean;
  };
  /** Whether it was done, by what the pool itself says. */
  readonly isApplied: (
    pool: LocalPool,
    username: string,
    variables: Readonly<Record<string, unknown>>,
    /** The last call that the pool had received when the user was made. */
    since: number,
  ) => Promise<boolean>;
}

/** Whether a user in this state is one that the mutation can be done to. */
export const suits = (
  { needs = {} }: Sample,
  { status = "CONFIRMED", enabled = true }: Partial<Pick<UserSeed, "status" | "enabled">>,
): boolean =>
  (needs.status === undefined || needs.status.includes(status)) &&
  (needs.enabled === undefined || needs.enabled === enabled);

const password = "Brand-New-Passw0rd";

/** The sub that the battery gives to a user, so that it can be told beforehand. */
export const subOf = (username: string): string => {
  const digits = createHash("sha256").update(username).digest("hex");
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-8${digits.slice(17, 20)}-${digits.slice(20, 32)}`;
};

/** A mutation that takes its user and nothing else. */
const onUser = (name: string) => (fields: string) =>
  `mutation($poolId: ID!, $username: String!) {
    ${name}(poolId: $poolId, username: $username) { ${fields} }
  }`;

/** The second factors that a user has, by what the pool itself says. */
const factorsOf = async (pool: LocalPool, username: string): Promise<readonly string[]> =>
  (await userOf(pool, customers, username)).UserMFASettingList ?? [];

/** Whether the pool has done it to a user since they were made, where no state of theirs tells. */
const appliedSince =
  (operation: WriteOperation): Sample["isApplied"] =>
  async (pool, username, _variables, since) =>
    pool.ledger
      .calls({ operation, username })
      .some(({ applied, sequence }) => applied && sequence > since);

/** The mutations that find no user; each has a suite of its own. */
export type OtherMutation = "createUser";

/** One for each mutation on one user: one that has none here does not compile. */
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
  resetUserPassword: {
    document: onUser("resetUserPassword"),
    variables: { "user:reset-password": {} },
    secrets: [],
    operation: "AdminResetUserPassword",
    before: { status: "CONFIRMED" },
    needs: { status: ["CONFIRMED", "RESET_REQUIRED"], enabled: true },
    isApplied: async (pool, username) =>
      (await userOf(pool, customers, username)).UserStatus === "RESET_REQUIRED",
  },
  resendInvitation: {
    document: (
      fields,
    ) => `mutation($poolId: ID!, $username: String!, $by: UserInvitation! = EMAIL) {
      resendInvitation(poolId: $poolId, username: $username, by: $by) { ${fields} }
    }`,
    variables: { "user:invite": {} },
    secrets: [],
    operation: "AdminCreateUser",
    before: { status: "FORCE_CHANGE_PASSWORD" },
    needs: { status: ["FORCE_CHANGE_PASSWORD"] },
    // The temporary password that the user had is void.
    isApplied: async (pool, username) =>
      (await signIn(pool, username, samplePassword)).httpStatus !== 200,
  },
  confirmUser: {
    document: onUser("confirmUser"),
    variables: { "user:confirm": {} },
    secrets: [],
    operation: "AdminConfirmSignUp",
    before: { status: "UNCONFIRMED" },
    needs: { status: ["UNCONFIRMED"] },
    isApplied: async (pool, username) =>
      (await userOf(pool, customers, username)).UserStatus === "CONFIRMED",
  },
  enableUser: {
    document: onUser("enableUser"),
    variables: { "user:enable": {} },
    secrets: [],
    operation: "AdminEnableUser",
    before: { enabled: false },
    isApplied: async (pool, username) => (await userOf(pool, customers, username)).Enabled === true,
  },
  disableUser: {
    document: onUser("disableUser"),
    variables: { "user:disable": {} },
    secrets: [],
    operation: "AdminDisableUser",
    before: {},
    isApplied: async (pool, username) =>
      (await userOf(pool, customers, username)).Enabled === false,
  },
  deleteUser: {
    document: (fields) => `mutation($poolId: ID!, $username: String!, $confirmSub: ID!) {
      deleteUser(poolId: $poolId, username: $username, confirmSub: $confirmSub) { ${fields} }
    }`,
    variables: { "user:delete": {} },
    variablesFor: (username) => ({ confirmSub: subOf(username.replace(/@.*$/, "")) }),
    secrets: [],
    operation: "AdminDeleteUser",
    before: { enabled: false },
    needs: { enabled: false },
    isApplied: async (pool, username) =>
      userOf(pool, customers, username).then(
        () => false,
        () => true,
      ),
  },
  signOutUser: {
    document: onUser("signOutUser"),
    variables: { "user:sign-out": {} },
    secrets: [],
    operation: "AdminUserGlobalSignOut",
    before: {},
    isApplied: appliedSince("AdminUserGlobalSignOut"),
  },
  issueTemporaryPassword: {
    document: onUser("issueTemporaryPassword"),
    variables: { "user:issue-temporary-password": {} },
    further: ["user:sign-out"],
    secrets: [],
    secretsTold: ["password"],
    operation: "AdminSetUserPassword",
    second: "AdminUserGlobalSignOut",
    before: {},
    isApplied: async (pool, username) =>
      (await userOf(pool, customers, username)).UserStatus === "FORCE_CHANGE_PASSWORD",
  },
  setUserPasswordAndSignOut: {
    document: (
      fields,
    ) => `mutation($poolId: ID!, $username: String!, $password: String!, $permanent: Boolean!) {
      setUserPasswordAndSignOut(poolId: $poolId, username: $username, password: $password, permanent: $permanent) { ${fields} }
    }`,
    variables: {
      "user:set-temporary-password": { password, permanent: false },
      "user:set-permanent-password": { password, permanent: true },
    },
    further: ["user:sign-out"],
    secrets: ["password"],
    operation: "AdminSetUserPassword",
    second: "AdminUserGlobalSignOut",
    before: { status: "RESET_REQUIRED" },
    isApplied: async (pool, username, variables) =>
      (await signIn(pool, username, String(variables["password"]))).httpStatus === 200,
  },
  setUserMfa: {
    document: (
      fields,
    ) => `mutation($poolId: ID!, $username: String!, $enabled: [MfaMethod!]! = [EMAIL_OTP], $preferred: MfaMethod = EMAIL_OTP) {
      setUserMfa(poolId: $poolId, username: $username, enabled: $enabled, preferred: $preferred) { ${fields} }
    }`,
    variables: { "user:change-mfa": {} },
    secrets: [],
    operation: "AdminSetUserMFAPreference",
    before: { mfa: ["SOFTWARE_TOKEN_MFA"] },
    needs: { status: ["CONFIRMED", "FORCE_CHANGE_PASSWORD"] },
    isApplied: async (pool, username) =>
      (await factorsOf(pool, username)).join(" ") === "EMAIL_OTP",
  },
  removeAuthenticatorApp: {
    document: onUser("removeAuthenticatorApp"),
    variables: { "user:change-mfa": {} },
    secrets: [],
    operation: "AdminDeleteSoftwareToken",
    before: { mfa: ["EMAIL_OTP", "SOFTWARE_TOKEN_MFA"] },
    needs: { status: ["CONFIRMED", "FORCE_CHANGE_PASSWORD", "RESET_REQUIRED"] },
    isApplied: async (pool, username) =>
      !(await factorsOf(pool, username)).includes("SOFTWARE_TOKEN_MFA"),
  },
  revokeUserSession: {
    document: (
      fields,
    ) => `mutation($poolId: ID!, $username: String!, $sessionId: ID! = "${seededSession}") {
      revokeUserSession(poolId: $poolId, username: $username, sessionId: $sessionId) { ${fields} }
    }`,
    variables: { "user:sign-out": {} },
    secrets: [],
    operation: "AdminRevokeUserSession",
    before: {},
    isApplied: appliedSince("AdminRevokeUserSession"),
  },
  forgetUserDevice: {
    document: (
      fields,
    ) => `mutation($poolId: ID!, $username: String!, $deviceKey: ID! = "${seededDevice}") {
      forgetUserDevice(poolId: $poolId, username: $username, deviceKey: $deviceKey) { ${fields} }
    }`,
    variables: { "user:forget-device": {} },
    secrets: [],
    operation: "AdminForgetDevice",
    before: {},
    isApplied: appliedSince("AdminForgetDevice"),
  },
  rateAuthEvent: {
    document: (
      fields,
    ) => `mutation($poolId: ID!, $username: String!, $eventId: ID! = "${seededEvent}") {
      rateAuthEvent(poolId: $poolId, username: $username, eventId: $eventId, verdict: INVALID) { ${fields} }
    }`,
    variables: { "user:rate-event": {} },
    secrets: [],
    operation: "AdminUpdateAuthEventFeedback",
    before: {},
    isApplied: appliedSince("AdminUpdateAuthEventFeedback"),
  },
} satisfies Record<Exclude<keyof typeof rows, OtherMutation>, Sample>;
