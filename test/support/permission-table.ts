import type { TargetAction } from "../../src/authorization/actions.js";
import type { samples } from "./mutation-samples.js";
import type { Administrator } from "./sample-seed.js";

// Who may what, written by hand and judged field by field. Nothing here is derived from the policies or their code: a
// change there that lets somebody see or do more disagrees with this table until somebody has judged it.

export type Caller = Administrator;

/** Every caller, with the roles that their token has. */
const roles: Readonly<Record<Caller, string>> = {
  ada: "admin",
  henry: "helpdesk",
  audrey: "auditor",
  fiona: "admin and federated-password",
  paula: "admin, protected-password and user-deleter",
  nobody: "none",
  stranger: "Admin and root, which are not roles",
};

export const callers = Object.keys(roles) as readonly Caller[];

const everyone = callers;
/** Whoever has a role that counts. */
const staff: readonly Caller[] = ["ada", "henry", "audrey", "fiona", "paula"];
/** Auditors see users without what tells who or where somebody is. */
const staffWithoutAuditor: readonly Caller[] = ["ada", "henry", "fiona", "paula"];
/** A permanent password lets whoever sets it sign in as the user. */
const administrators: readonly Caller[] = ["ada", "fiona", "paula"];
const noOne: readonly Caller[] = [];

/**
 * Who may see each field in a configured pool, and use each root field. A field with arguments that matter has a row for
 * each. Everybody else is answered FORBIDDEN, and so is everybody in a pool that is not configured.
 */
export const fieldTable: Readonly<Record<string, readonly Caller[]>> = {
  "Query.me": everyone,
  "Query.user": staff,
  "Query.usersByKey": staff,
  "Query.users": staff,
  "Query.users(username)": staff,
  "Query.users(sub)": staff,
  "Query.users(status)": staff,
  "Query.users(enabled)": staff,
  // To search by what one may not see would show it.
  "Query.users(email)": staffWithoutAuditor,
  "Query.users(phoneNumber)": staffWithoutAuditor,
  "Query.users(name)": staffWithoutAuditor,
  "Query.users(givenName)": staffWithoutAuditor,
  "Query.users(familyName)": staffWithoutAuditor,
  "Query.users(preferredUsername)": staffWithoutAuditor,
  "Query.users(attribute locale)": staffWithoutAuditor,
  "Query.users(attribute email)": staffWithoutAuditor,
  "Query.users(contains)": staffWithoutAuditor,
  "Query.users(or email)": staffWithoutAuditor,
  // As the groups of each user, which it tells.
  "Query.users(group)": staff,
  "Query.group": staff,
  "Query.groups": staff,
  "Query.userPool": staff,
  "Query.userPools": staff,
  // Whoever may set a password of one kind may try one out, and nobody else.
  "Query.checkPassword": staffWithoutAuditor,
  "Query._entities": staff,
  "Query._service": noOne,
  "_Service.sdl": noOne,

  "Mutation.setUserPassword(permanent: false)": staffWithoutAuditor,
  "Mutation.setUserPassword(permanent: true)": administrators,
  "Mutation.resetUserPassword": staffWithoutAuditor,
  "Mutation.setUserPasswords(permanent: false)": staffWithoutAuditor,
  "Mutation.setUserPasswords(permanent: true)": administrators,
  "Mutation.setUserPasswordAndSignOut(permanent: false)": staffWithoutAuditor,
  "Mutation.setUserPasswordAndSignOut(permanent: true)": administrators,
  "Mutation.issueTemporaryPassword": staffWithoutAuditor,
  // The creator of a user decides about addresses and attributes, too.
  "Mutation.createUser": administrators,
  "Mutation.resendInvitation": staffWithoutAuditor,
  "Mutation.confirmUser": administrators,
  // The help desk stops an account; an administrator who lets it go on has judged why it was stopped.
  "Mutation.enableUser": administrators,
  "Mutation.disableUser": staffWithoutAuditor,
  "Mutation.signOutUser": staffWithoutAuditor,
  "Mutation.revokeUserSession": staffWithoutAuditor,
  // A lost phone is the daily work of a help desk.
  "Mutation.setUserMfa": staffWithoutAuditor,
  "Mutation.removeAuthenticatorApp": staffWithoutAuditor,
  "Mutation.forgetUserDevice": administrators,
  // It teaches Cognito whom to let in.
  "Mutation.rateAuthEvent": administrators,
  // Nothing brings a user back: it takes a role of its own.
  "Mutation.deleteUser": ["paula"],

  "InvitedUser.user": everyone,
  "InvitedUser.invitation": staffWithoutAuditor,
  "InvitedUser.temporaryPassword": staffWithoutAuditor,

  "Principal.subject": everyone,
  "Principal.issuer": everyone,
  "Principal.roles": everyone,
  "Principal.pools": everyone,

  "User.id": staff,
  "User.poolId": staff,
  "User.username": staff,
  "User.sub": staff,
  "User.status": staff,
  "User.enabled": staff,
  "User.createdAt": staff,
  "User.lastModifiedAt": staff,
  "User.emailVerified": staff,
  "User.phoneNumberVerified": staff,
  "User.allowedActions": staff,
  "User.mfa": staff,
  // They tell who is worth an attack, so they stand with what guards an account.
  "User.groups": staff,
  "User.memberOf": staff,
  // As the second factors, beside which they stand.
  "User.authFactors": staff,
  // From where and when somebody signs in: the help desk needs it, an auditor of accounts does not.
  "User.sessions": staffWithoutAuditor,
  "User.devices": staffWithoutAuditor,
  "User.authEvents": staffWithoutAuditor,
  "User.lastActiveAt": staffWithoutAuditor,
  "User.temporaryPassword": staff,
  "User.email": staffWithoutAuditor,
  "User.phoneNumber": staffWithoutAuditor,
  "User.name": staffWithoutAuditor,
  // Ids at providers tell who somebody is, and some are addresses.
  "User.identities": staffWithoutAuditor,
  "User.attributes": staffWithoutAuditor,
  "User.attributes(locale)": staffWithoutAuditor,
  "User.attributes(custom:tier)": staffWithoutAuditor,
  "User.attributes(email)": staffWithoutAuditor,
  "User.attributes(identities)": staffWithoutAuditor,

  "UserConnection.edges": staff,
  "UserConnection.nodes": staff,
  "UserConnection.pageInfo": staff,
  "UserConnection.scanned": staff,
  "UserConnection.complete": staff,
  "UserEdge.cursor": staff,
  "UserEdge.node": staff,
  "PageInfo.hasNextPage": staff,
  "PageInfo.hasPreviousPage": staff,
  "PageInfo.startCursor": staff,
  "PageInfo.endCursor": staff,

  "DeletedUser.id": staff,
  "DeletedUser.poolId": staff,
  "DeletedUser.username": staff,
  "DeletedUser.sub": staff,
  // The caller who had it issued.
  "IssuedPassword.password": staffWithoutAuditor,
  "IssuedPassword.user": staffWithoutAuditor,
  "IssuedPassword.signedOut": staffWithoutAuditor,
  "SignedOutUser.user": staffWithoutAuditor,
  "SignedOutUser.signedOut": staffWithoutAuditor,
  "UserPasswordOutcome.index": staffWithoutAuditor,
  "UserPasswordOutcome.user": staffWithoutAuditor,
  "UserPasswordOutcome.outcome": staffWithoutAuditor,
  "UserPasswordOutcome.code": staffWithoutAuditor,
  "UserPasswordOutcome.violations": staffWithoutAuditor,
  "PasswordCheck.ok": staffWithoutAuditor,
  "PasswordCheck.violations": staffWithoutAuditor,
  "TemporaryPassword.expiresAt": staff,
  "TemporaryPassword.expired": staff,
  "TemporaryPassword.exact": staff,
  "UserMfa.preferred": staff,
  "UserMfa.enabled": staff,
  "LinkedIdentity.providerName": staffWithoutAuditor,
  "LinkedIdentity.providerType": staffWithoutAuditor,
  "LinkedIdentity.userId": staffWithoutAuditor,
  "LinkedIdentity.primary": staffWithoutAuditor,
  "LinkedIdentity.linkedAt": staffWithoutAuditor,
  "UserAttribute.name": staffWithoutAuditor,
  "UserAttribute.value": staffWithoutAuditor,
  "UserSession.id": staffWithoutAuditor,
  "UserSession.kind": staffWithoutAuditor,
  "UserSession.clientId": staffWithoutAuditor,
  "UserSession.createdAt": staffWithoutAuditor,
  "UserSession.lastActiveAt": staffWithoutAuditor,
  "UserSession.device": staffWithoutAuditor,
  "UserSession.ipAddress": staffWithoutAuditor,
  "UserSession.city": staffWithoutAuditor,
  "UserSession.country": staffWithoutAuditor,
  "UserSession.originSessionId": staffWithoutAuditor,
  "UserDeviceConnection.edges": staffWithoutAuditor,
  "UserDeviceConnection.nodes": staffWithoutAuditor,
  "UserDeviceConnection.pageInfo": staffWithoutAuditor,
  "UserDeviceEdge.cursor": staffWithoutAuditor,
  "UserDeviceEdge.node": staffWithoutAuditor,
  "UserDevice.key": staffWithoutAuditor,
  "UserDevice.name": staffWithoutAuditor,
  "UserDevice.remembered": staffWithoutAuditor,
  "UserDevice.createdAt": staffWithoutAuditor,
  "UserDevice.lastSignInAt": staffWithoutAuditor,
  "UserDevice.ipAddress": staffWithoutAuditor,
  "UserAuthEventConnection.edges": staffWithoutAuditor,
  "UserAuthEventConnection.nodes": staffWithoutAuditor,
  "UserAuthEventConnection.pageInfo": staffWithoutAuditor,
  "UserAuthEventEdge.cursor": staffWithoutAuditor,
  "UserAuthEventEdge.node": staffWithoutAuditor,
  "UserAuthEvent.id": staffWithoutAuditor,
  "UserAuthEvent.kind": staffWithoutAuditor,
  "UserAuthEvent.at": staffWithoutAuditor,
  "UserAuthEvent.response": staffWithoutAuditor,
  "UserAuthEvent.riskLevel": staffWithoutAuditor,
  "UserAuthEvent.riskDecision": staffWithoutAuditor,
  "UserAuthEvent.compromisedCredentials": staffWithoutAuditor,
  "UserAuthEvent.ipAddress": staffWithoutAuditor,
  "UserAuthEvent.device": staffWithoutAuditor,
  "UserAuthEvent.city": staffWithoutAuditor,
  "UserAuthEvent.country": staffWithoutAuditor,
  "UserAuthEvent.verdict": staffWithoutAuditor,

  "UserPool.id": staff,
  "UserPool.alias": staff,
  "UserPool.region": staff,
  "UserPool.name": staff,
  "UserPool.passwordPolicy": staff,
  "UserPool.signInAliases": staff,
  "UserPool.usernameCaseSensitive": staff,
  "UserPool.estimatedNumberOfUsers": staff,
  "UserPool.selfSignUp": staff,
  "UserPool.recoverBy": staff,
  "UserPool.tier": staff,
  "UserPool.mfa": staff,
  "UserPool.keepsOriginalUntilVerified": staff,
  // What a user can have says nothing of what anybody has.
  "UserPool.attributes": staff,
  // What a pool can do for its users says nothing of any of them.
  "UserPool.mfaMethods": staff,
  "UserPool.tracksSessions": staff,
  "UserPool.remembersDevices": staff,
  "UserPool.recordsAuthEvents": staff,
  // Names of providers and apps, which everybody sees who signs in.
  "UserPool.identityProviders": staff,
  "UserPool.appClients": staff,
  "UserPool.allowedActions": staff,

  // An auditor of accounts needs to see which groups there are, what they give and who has it.
  "UserGroup.id": staff,
  "UserGroup.poolId": staff,
  "UserGroup.name": staff,
  "UserGroup.description": staff,
  "UserGroup.precedence": staff,
  "UserGroup.roleArn": staff,
  "UserGroup.createdAt": staff,
  "UserGroup.lastModifiedAt": staff,
  "UserGroup.members": staff,
  "UserGroupConnection.edges": staff,
  "UserGroupConnection.nodes": staff,
  "UserGroupConnection.pageInfo": staff,
  "UserGroupEdge.cursor": staff,
  "UserGroupEdge.node": staff,
  "UserPoolIdentityProvider.name": staff,
  "UserPoolIdentityProvider.type": staff,
  "UserPoolIdentityProvider.createdAt": staff,
  "UserPoolIdentityProvider.lastModifiedAt": staff,
  "UserPoolIdentityProviderConnection.edges": staff,
  "UserPoolIdentityProviderConnection.nodes": staff,
  "UserPoolIdentityProviderConnection.pageInfo": staff,
  "UserPoolIdentityProviderEdge.cursor": staff,
  "UserPoolIdentityProviderEdge.node": staff,
  "UserPoolClient.id": staff,
  "UserPoolClient.name": staff,
  "UserPoolClientConnection.edges": staff,
  "UserPoolClientConnection.nodes": staff,
  "UserPoolClientConnection.pageInfo": staff,
  "UserPoolClientEdge.cursor": staff,
  "UserPoolClientEdge.node": staff,

  "UserAttributeDefinition.name": staff,
  "UserAttributeDefinition.type": staff,
  "UserAttributeDefinition.mutable": staff,
  "UserAttributeDefinition.required": staff,
  "UserAttributeDefinition.minLength": staff,
  "UserAttributeDefinition.maxLength": staff,
  "UserAttributeDefinition.minValue": staff,
  "UserAttributeDefinition.maxValue": staff,
  "UserAttributeDefinition.readable": staff,

  "PasswordPolicy.minimumLength": staff,
  "PasswordPolicy.requireUppercase": staff,
  "PasswordPolicy.requireLowercase": staff,
  "PasswordPolicy.requireNumbers": staff,
  "PasswordPolicy.requireSymbols": staff,
  "PasswordPolicy.historySize": staff,
  "PasswordPolicy.temporaryPasswordValidityDays": staff,

  "UserPoolAction.LIST_USERS": staff,
  "UserPoolAction.READ_CONTACT": staffWithoutAuditor,
  "UserPoolAction.READ_ATTRIBUTES": staffWithoutAuditor,
  "UserPoolAction.READ_SECURITY": staff,
  "UserPoolAction.READ_ACTIVITY": staffWithoutAuditor,
  "UserPoolAction.READ_GROUPS": staff,
  "UserPoolAction.CREATE_USER": administrators,

  "UserAction.READ_CONTACT": staffWithoutAuditor,
  "UserAction.READ_SECURITY": staff,
  "UserAction.READ_ACTIVITY": staffWithoutAuditor,
  // What a target allows besides is in the table of passwords.
  "UserAction.SET_TEMPORARY_PASSWORD": staffWithoutAuditor,
  "UserAction.SET_PERMANENT_PASSWORD": administrators,
  "UserAction.ISSUE_TEMPORARY_PASSWORD": staffWithoutAuditor,
  "UserAction.RESET_PASSWORD": staffWithoutAuditor,
  "UserAction.RESEND_INVITATION": staffWithoutAuditor,
  "UserAction.CONFIRM": administrators,
  "UserAction.ENABLE": administrators,
  "UserAction.DISABLE": staffWithoutAuditor,
  "UserAction.SIGN_OUT": staffWithoutAuditor,
  "UserAction.CHANGE_MFA": staffWithoutAuditor,
  "UserAction.FORGET_DEVICE": administrators,
  "UserAction.RATE_EVENT": administrators,
  "UserAction.DELETE": ["paula"],
};

/** What comes of setting a password: it is set, or a code tells why not. */
type PasswordVerdict =
  | "set"
  | "FORBIDDEN"
  | "OUT_OF_SCOPE_USER"
  | "SELF_TARGET"
  | "FEDERATED_USER"
  | "INVALID_USER_STATE"
  | "USER_NOT_FOUND";

/** What a target is like. */
type TargetKind =
  | "ordinary"
  | "ranked"
  | "unranked group"
  | "protected"
  | "federated"
  | "unknown"
  | "in a pool that is not configured";

export interface Target {
  /** As a caller names the pool. */
  readonly pool: string;
  /** As a caller names the user. */
  readonly username: string;
  readonly kind: TargetKind;
  readonly temporary: Readonly<Record<Caller, PasswordVerdict>>;
  readonly permanent: Readonly<Record<Caller, PasswordVerdict>>;
}

type Verdicts = readonly [
  ada: PasswordVerdict,
  henry: PasswordVerdict,
  audrey: PasswordVerdict,
  fiona: PasswordVerdict,
  paula: PasswordVerdict,
  nobody: PasswordVerdict,
  stranger: PasswordVerdict,
];

const no = "FORBIDDEN";
const far = "OUT_OF_SCOPE_USER";
const self = "SELF_TARGET";
const linked = "FEDERATED_USER";
const none = "USER_NOT_FOUND";
const state = "INVALID_USER_STATE";

const byCaller = (verdicts: Verdicts): Target["temporary"] => {
  const [ada, henry, audrey, fiona, paula, nobody, stranger] = verdicts;
  return { ada, henry, audrey, fiona, paula, nobody, stranger };
};

const row = (
  pool: string,
  username: string,
  kind: TargetKind,
  temporary: Verdicts,
  permanent: Verdicts,
): Target => ({
  pool,
  username,
  kind,
  temporary: byCaller(temporary),
  permanent: byCaller(permanent),
});

/**
 * What comes of setting a temporary and a permanent password, for every target and caller. Columns: ada, henry, audrey,
 * fiona, paula, nobody, stranger. Administrators rank 100, the help desk 50, everybody else is below.
 */
// prettier-ignore
export const passwordTable: readonly Target[] = [
  row("customers", "confirmed", "ordinary",
    ["set", "set", no, "set", "set", no, no],
    ["set", no,    no, "set", "set", no, no]),
  row("customers", "buyer", "ordinary",
    ["set", "set", no, "set", "set", no, no],
    ["set", no,    no, "set", "set", no, no]),
  row("customers", "buyer@example.com", "ordinary",
    ["set", "set", no, "set", "set", no, no],
    ["set", no,    no, "set", "set", no, no]),
  // Of rank 80.
  row("customers", "colleague", "ranked",
    ["set", far, no, "set", "set", no, no],
    ["set", no,  no, "set", "set", no, no]),
  // Nobody has judged the group, so nobody ranks as high.
  row("customers", "mysterious", "unranked group",
    [far, far, no, far, far, no, no],
    [far, no,  no, far, far, no, no]),
  row("customers", "guarded", "protected",
    [far, far, no, far, "set", no, no],
    [far, no,  no, far, "set", no, no]),
  row("customers", "guarded@example.com", "protected",
    [far, far, no, far, "set", no, no],
    [far, no,  no, far, "set", no, no]),
  row("customers", "Google_1234567890", "federated",
    [linked, linked, no, "set", linked, no, no],
    [linked, no,     no, "set", linked, no, no]),
  row("customers", "not-there", "unknown",
    [none, none, no, none, none, no, no],
    [none, no,   no, none, none, no, no]),

  row("mailers", "7a1f8d2e-0000-4000-8000-000000000001", "ordinary",
    ["set", "set", no, "set", "set", no, no],
    ["set", no,    no, "set", "set", no, no]),
  row("mailers", "mia@example.com", "ordinary",
    ["set", "set", no, "set", "set", no, no],
    ["set", no,    no, "set", "set", no, no]),
  row("mailers", "not-there@example.com", "unknown",
    [none, none, no, none, none, no, no],
    [none, no,   no, none, none, no, no]),

  // The callers' own pool: everybody meets themselves once.
  row("admins", "ada", "ranked",
    [self, far, no, "set", "set", no, no],
    [self, no,  no, "set", "set", no, no]),
  row("admins", "henry", "ranked",
    ["set", self, no, "set", "set", no, no],
    ["set", no,   no, "set", "set", no, no]),
  row("admins", "audrey", "ranked",
    ["set", "set", no, "set", "set", no, no],
    ["set", no,    no, "set", "set", no, no]),
  row("admins", "fiona", "ranked",
    ["set", far, no, self, "set", no, no],
    ["set", no,  no, self, "set", no, no]),
  row("admins", "paula", "ranked",
    ["set", far, no, "set", self, no, no],
    ["set", no,  no, "set", self, no, no]),
  row("admins", "nobody", "ordinary",
    ["set", "set", no, "set", "set", no, no],
    ["set", no,    no, "set", "set", no, no]),
  // In groups called "Admin" and "root", which the pool ranks with all the others: 0.
  row("admins", "stranger", "ordinary",
    ["set", "set", no, "set", "set", no, no],
    ["set", no,    no, "set", "set", no, no]),
  row("admins", "not-there", "unknown",
    [none, none, no, none, none, no, no],
    [none, no,   no, none, none, no, no]),

  // Cognito has the first of these pools, and not the second.
  row("eu-west-1_Unlisted", "confirmed", "in a pool that is not configured",
    [no, no, no, no, no, no, no],
    [no, no, no, no, no, no, no]),
  row("eu-west-1_Nowhere", "confirmed", "in a pool that is not configured",
    [no, no, no, no, no, no, no],
    [no, no, no, no, no, no, no]),
];

/** A mutation on a user, by the arguments with which it amounts to an action. */
export interface WriteRow {
  readonly mutation: keyof typeof samples;
  readonly action: TargetAction;
  /** Its row in `fieldTable`. */
  readonly field: string;
  /** How `allowedActions` names it. */
  readonly shownAs: string;
  /** What comes of it for each caller. */
  readonly verdicts: (target: Target) => Target["temporary"];
  /** What would come of the action without the further ones that the mutation needs, which is what `allowedActions` tells. */
  readonly alone?: (target: Target) => Target["temporary"];
}

/** As for a password, and nobody has the grant to sign a protected user out. */
const signedOutToo = ({ kind }: Target, password: Target["temporary"]): Target["temporary"] =>
  kind === "protected" ? { ...password, paula: far } : password;

type Verdict = Target["temporary"][Caller];

/**
 * As for a password, but that nobody has the grant for protected users. A user of an identity provider is like any other of no
 * group, unless the mutation is for users of a status that they never have.
 */
function unprotected(
  { kind }: Target,
  password: Target["temporary"],
  federated: Verdict = "set",
): Target["temporary"] {
  const mayHelp = password.henry !== no;
  if (kind === "protected") return byCaller([far, mayHelp ? far : no, no, far, far, no, no]);
  if (kind === "federated") {
    return byCaller([federated, mayHelp ? federated : no, no, federated, federated, no, no]);
  }
  return password;
}

/** Every mutation on a user. Whoever may set nobody's password for one reason or another is judged anew for each. */
export const writeTable: readonly WriteRow[] = [
  {
    mutation: "setUserPassword",
    action: "user:set-temporary-password",
    field: "Mutation.setUserPassword(permanent: false)",
    shownAs: "SET_TEMPORARY_PASSWORD",
    verdicts: ({ temporary }) => temporary,
  },
  {
    mutation: "setUserPassword",
    action: "user:set-permanent-password",
    field: "Mutation.setUserPassword(permanent: true)",
    shownAs: "SET_PERMANENT_PASSWORD",
    verdicts: ({ permanent }) => permanent,
  },
  {
    mutation: "resetUserPassword",
    action: "user:reset-password",
    field: "Mutation.resetUserPassword",
    shownAs: "RESET_PASSWORD",
    // The provider keeps the password of a federated user.
    verdicts: (target) => unprotected(target, target.temporary, linked),
  },
  {
    mutation: "resendInvitation",
    action: "user:invite",
    field: "Mutation.resendInvitation",
    shownAs: "RESEND_INVITATION",
    verdicts: (target) => unprotected(target, target.temporary, state),
  },
  {
    mutation: "confirmUser",
    action: "user:confirm",
    field: "Mutation.confirmUser",
    shownAs: "CONFIRM",
    // A profile of an identity provider is not to be confirmed.
    verdicts: (target) => unprotected(target, target.permanent, state),
  },
  {
    mutation: "enableUser",
    action: "user:enable",
    field: "Mutation.enableUser",
    shownAs: "ENABLE",
    verdicts: (target) => unprotected(target, target.permanent),
  },
  {
    mutation: "disableUser",
    action: "user:disable",
    field: "Mutation.disableUser",
    shownAs: "DISABLE",
    verdicts: (target) => unprotected(target, target.temporary),
  },
  {
    mutation: "deleteUser",
    action: "user:delete",
    field: "Mutation.deleteUser",
    shownAs: "DELETE",
    verdicts: (target) => {
      const { paula } = unprotected(target, target.permanent);
      return byCaller([no, no, no, no, paula, no, no]);
    },
  },
  {
    mutation: "signOutUser",
    action: "user:sign-out",
    field: "Mutation.signOutUser",
    shownAs: "SIGN_OUT",
    verdicts: (target) => unprotected(target, target.temporary),
  },
  {
    mutation: "issueTemporaryPassword",
    action: "user:issue-temporary-password",
    field: "Mutation.issueTemporaryPassword",
    shownAs: "ISSUE_TEMPORARY_PASSWORD",
    verdicts: (target) => signedOutToo(target, target.temporary),
    alone: ({ temporary }) => temporary,
  },
  {
    mutation: "setUserPasswordAndSignOut",
    action: "user:set-temporary-password",
    field: "Mutation.setUserPasswordAndSignOut(permanent: false)",
    shownAs: "SET_TEMPORARY_PASSWORD",
    verdicts: (target) => signedOutToo(target, target.temporary),
  },
  {
    mutation: "setUserPasswordAndSignOut",
    action: "user:set-permanent-password",
    field: "Mutation.setUserPasswordAndSignOut(permanent: true)",
    shownAs: "SET_PERMANENT_PASSWORD",
    verdicts: (target) => signedOutToo(target, target.permanent),
  },
  {
    mutation: "setUserMfa",
    action: "user:change-mfa",
    field: "Mutation.setUserMfa",
    shownAs: "CHANGE_MFA",
    // The provider asks federated users for their factors.
    verdicts: (target) => unprotected(target, target.temporary, state),
  },
  {
    mutation: "removeAuthenticatorApp",
    action: "user:change-mfa",
    field: "Mutation.removeAuthenticatorApp",
    shownAs: "CHANGE_MFA",
    verdicts: (target) => unprotected(target, target.temporary, state),
  },
  {
    mutation: "revokeUserSession",
    action: "user:sign-out",
    field: "Mutation.revokeUserSession",
    shownAs: "SIGN_OUT",
    verdicts: (target) => unprotected(target, target.temporary),
  },
  {
    mutation: "forgetUserDevice",
    action: "user:forget-device",
    field: "Mutation.forgetUserDevice",
    shownAs: "FORGET_DEVICE",
    verdicts: (target) => unprotected(target, target.permanent),
  },
  {
    mutation: "rateAuthEvent",
    action: "user:rate-event",
    field: "Mutation.rateAuthEvent",
    shownAs: "RATE_EVENT",
    verdicts: (target) => unprotected(target, target.permanent),
  },
];
