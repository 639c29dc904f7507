import {
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isIntrospectionType,
  isObjectType,
  isScalarType,
} from "graphql";

/** What a supergraph has names for already, and what the gateway's own are called instead. */
export interface Names {
  /** What the type `User` is called. */
  readonly typeName: string;
  /** Put before the names of all other types of the gateway's own. */
  readonly typePrefix?: string | undefined;
  /** Put before the names of the fields of `Query` and `Mutation`: `cognito` makes `me` a `cognitoMe`. */
  readonly rootFieldPrefix?: string | undefined;
}

const userType = "User";

/** Types that every subgraph may have, and has to call so. */
const sharedTypes: ReadonlySet<string> = new Set(["Query", "Mutation", "PageInfo"]);

/** In place: type-graphql makes types anew for each schema, and those that belong to all schemas keep their names. */
export function rename(schema: GraphQLSchema, names: Names): void {
  for (const type of Object.values(schema.getTypeMap())) {
    // Scalars are the same in every subgraph, and what introspection answers with in every schema.
    const isOwn = !isScalarType(type) && !isIntrospectionType(type) && !sharedTypes.has(type.name);
    if (type.name === userType) type.name = names.typeName;
    else if (isOwn) type.name = `${names.typePrefix ?? ""}${type.name}`;
  }
  if (names.rootFieldPrefix !== undefined) renameRootFields(schema, names.rootFieldPrefix);
}

function renameRootFields(schema: GraphQLSchema, prefix: string): void {
  const renamed = new Map<string, string>();
  for (const type of [schema.getQueryType(), schema.getMutationType()]) {
    const fields = type?.getFields() ?? {};
    for (const [name, field] of Object.entries(fields)) {
      field.name = `${prefix}${name.charAt(0).toUpperCase()}${name.slice(1)}`;
      renamed.set(name, field.name);
      Reflect.deleteProperty(fields, name);
      fields[field.name] = field;
    }
  }
  for (const described of descriptionsOf(schema)) {
    described.description = described.description?.replace(
      /`(\w+)`/g,
      (_quoted, name: string) => `\`${renamed.get(name) ?? name}\``,
    );
  }
}

interface Described {
  description?: string | null | undefined;
}

/** All that says something to a reader of the schema. */
function* descriptionsOf(schema: GraphQLSchema): Iterable<Described> {
  for (const type of Object.values(schema.getTypeMap())) {
    if (isScalarType(type) || isIntrospectionType(type)) continue;
    yield type;
    if (isEnumType(type)) yield* type.getValues();
    if (isInputObjectType(type)) yield* Object.values(type.getFields());
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      yield field;
      yield* field.args;
    }
  }
}
