/** Types that the schema has beside the one that can be renamed, and those of GraphQL and of federation. */
const takenTypeNames: ReadonlySet<string> = new Set([
  "Boolean",
  "DateTime",
  "EmailAddress",
  "FieldSet",
  "Float",
  "ID",
  "Int",
  "MfaMethod",
  "Mutation",
  "PasswordPolicy",
  "Principal",
  "Query",
  "SignInAlias",
  "String",
  "Subscription",
  "UserAction",
  "UserAttribute",
  "UserKey",
  "UserMfa",
  "UserPool",
  "UserStatus",
]);

/** Whether a type may be called so: composition gives names with two underscores, such as `link__Import`, to what it links. */
export function isFreeTypeName(name: string): boolean {
  return !takenTypeNames.has(name) && !name.includes("__");
}
