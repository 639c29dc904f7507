import type { InputOf } from "../service-model/service-model.js";

/** An attribute as CreateUserPool is told of it. */
type StatedAttribute = NonNullable<InputOf<"CreateUserPool">["Schema"]>[number];

/** An attribute as DescribeUserPool tells of it. */
export interface AttributeSchema {
  readonly Name: string;
  readonly AttributeDataType: "Boolean" | "DateTime" | "Number" | "String";
  readonly DeveloperOnlyAttribute: boolean;
  readonly Mutable: boolean;
  readonly Required: boolean;
  readonly StringAttributeConstraints?: StatedAttribute["StringAttributeConstraints"];
  readonly NumberAttributeConstraints?: StatedAttribute["NumberAttributeConstraints"];
}

const schemaOf = (
  Name: string,
  { AttributeDataType = "String", ...stated }: Partial<AttributeSchema> = {},
): AttributeSchema => ({
  Name,
  AttributeDataType,
  DeveloperOnlyAttribute: false,
  Mutable: true,
  Required: false,
  ...(AttributeDataType === "String" && { StringAttributeConstraints: {} }),
  ...(AttributeDataType === "Number" && { NumberAttributeConstraints: {} }),
  ...stated,
});

const texts = [
  "address",
  "email",
  "family_name",
  "gender",
  "given_name",
  "locale",
  "middle_name",
  "name",
  "nickname",
  "phone_number",
  "picture",
  "preferred_username",
  "profile",
  "website",
  "zoneinfo",
];

// https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html
const standard: readonly AttributeSchema[] = [
  schemaOf("sub", {
    Mutable: false,
    Required: true,
    StringAttributeConstraints: { MinLength: "1", MaxLength: "2048" },
  }),
  ...texts.map((name) =>
    schemaOf(name, { StringAttributeConstraints: { MinLength: "0", MaxLength: "2048" } }),
  ),
  schemaOf("birthdate", { StringAttributeConstraints: { MinLength: "10", MaxLength: "10" } }),
  schemaOf("updated_at", {
    AttributeDataType: "Number",
    NumberAttributeConstraints: { MinValue: "0" },
  }),
  schemaOf("email_verified", { AttributeDataType: "Boolean" }),
  schemaOf("phone_number_verified", { AttributeDataType: "Boolean" }),
  schemaOf("identities"),
];

/** An attribute that a schema declares, by the name that it has from then on. */
export const addedName = ({
  Name: name = "",
  DeveloperOnlyAttribute: isForDevelopers,
}: {
  readonly Name?: string;
  readonly DeveloperOnlyAttribute?: boolean;
}): string => `${isForDevelopers === true ? "dev" : "custom"}:${name}`;

/** Every attribute of a pool: the standard ones, as changed by what was stated of them, then those of its own. */
export function attributeSchema(
  stated: readonly StatedAttribute[] = [],
): readonly AttributeSchema[] {
  const byName = new Map(standard.map((attribute) => [attribute.Name, attribute]));
  for (const { Name: name = "", ...rest } of stated) {
    const own = byName.get(name);
    const added = addedName({ Name: name, ...rest });
    if (own === undefined) byName.set(added, schemaOf(added, rest));
    else byName.set(name, { ...own, ...rest });
  }
  return [...byName.values()];
}
