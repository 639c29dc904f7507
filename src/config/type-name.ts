/** Types that the schema has beside the one that can be renamed. */
const ownTypeNames: readonly string[] = [
  "DeletedUser",
  "GatewayErrorCode",
  "InvitedUser",
  "IssuedPassword",
  "LinkedIdentity",
  "MfaMethod",
  "NewPoolUser",
  "PasswordCheck",
  "PasswordPolicy",
  "PasswordRule",
  "Principal",
  "SignInAlias",
  "SignedOutUser",
  "TemporaryPassword",
  "UserAction",
  "UserAttribute",
  "UserAttributeDefinition",
  "UserAttributeFilter",
  "UserAttributeInput",
  "UserAttributeType",
  "UserConnection",
  "UserContactKind",
  "UserEdge",
  "UserFilter",
  "UserInvitation",
  "UserInvitationState",
  "UserKey",
  "UserMfa",
  "UserPasswordItem",
  "UserPasswordOutcome",
  "UserPool",
  "UserPoolAction",
  "UserPoolMfa",
  "UserPoolTier",
  "UserStatus",
  "UserTextFilter",
  "WriteOutcome",
];

/** Types of GraphQL and of federation, and those that subgraphs share. */
const takenTypeNames: ReadonlySet<string> = new Set([
  "Boolean",
  "DateTime",
  "EmailAddress",
  "FieldSet",
  "Float",
  "ID",
  "Int",
  "Mutation",
  "PageInfo",
  "Query",
  "String",
  "Subscription",
]);

/** Whether a type may be called so: composition gives names with two underscores, such as `link__Import`, to what it links. */
export function isFreeTypeName(name: string, typePrefix = ""): boolean {
  const isOwn = ownTypeNames.some((own) => name === `${typePrefix}${own}`);
  return !isOwn && !takenTypeNames.has(name) && !name.includes("__");
}
