import {
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isUnionType,
} from "graphql";

/** How many things of a kind the types of a schema have: the most that one type has, and as many as one has on average. */
interface Count {
  readonly most: number;
  readonly average: number;
}

/** Texts of the schema that are long as a rule: each counts as so many values. */
const longTexts: ReadonlySet<string> = new Set(["description", "deprecationReason"]);
const valuesOfLongText = 4;

export const valuesOfText = (field: string): number =>
  longTexts.has(field) ? valuesOfLongText : 1;

/**
 * How long the lists of introspection are. Where all types are asked for one after the other, averages say exactly how much
 * all of them have together; elsewhere any type can be meant, so what counts is the largest.
 */
export class IntrospectionLengths {
  private readonly counts: ReadonlyMap<string, Count>;

  constructor(schema: GraphQLSchema) {
    const types = Object.values(schema.getTypeMap());
    const directives = schema.getDirectives();
    const fields = types.flatMap(fieldsOf);
    const exactly = (count: number): Count => ({ most: count, average: count });
    this.counts = new Map([
      ["__Schema.types", exactly(types.length)],
      ["__Schema.directives", exactly(directives.length)],
      ["__Directive.args", countOf(directives.map(({ args }) => args.length))],
      ["__Directive.locations", countOf(directives.map(({ locations }) => locations.length))],
      ["__Type.fields", countOf(types.map((type) => fieldsOf(type).length))],
      ["__Type.inputFields", countOf(types.map(inputFieldsOf))],
      ["__Type.enumValues", countOf(types.map(enumValuesOf))],
      ["__Type.interfaces", countOf(types.map(interfacesOf))],
      ["__Type.possibleTypes", countOf(types.map((type) => possibleTypesOf(schema, type)))],
      ["__Field.args", countOf(fields.map(({ args }) => args.length))],
    ]);
  }

  /** Of a field of this name, such as `__Type.fields`; `isOfEvery` where it is asked of all that there are. */
  lengthOf(coordinate: string, isOfEvery: boolean): number {
    const count = this.counts.get(coordinate);
    if (count === undefined) throw new Error(`A list of unknown length: ${coordinate}`);
    return isOfEvery ? count.average : count.most;
  }
}

/** Below these fields everything of its kind is listed, once. */
const listsOfEvery: ReadonlySet<string> = new Set([
  "__Schema.types",
  "__Schema.directives",
  "__Type.fields",
]);

/** Whether the items of a list are all that there are, when those that have the list are. */
export const listsEvery = (coordinate: string, isOfEvery: boolean): boolean =>
  listsOfEvery.has(coordinate) && (isOfEvery || coordinate.startsWith("__Schema."));

function countOf(counts: readonly number[]): Count {
  const all = counts.reduce((sum, count) => sum + count, 0);
  const average = all / Math.max(1, counts.length);
  // Rounded up a little: by a sum of quotients there must never be fewer than there are.
  return { most: Math.max(0, ...counts), average: Math.ceil(average * 2 ** 20) / 2 ** 20 };
}

const fieldsOf = (type: GraphQLNamedType) =>
  isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];

const inputFieldsOf = (type: GraphQLNamedType): number =>
  isInputObjectType(type) ? Object.keys(type.getFields()).length : 0;

const enumValuesOf = (type: GraphQLNamedType): number =>
  isEnumType(type) ? type.getValues().length : 0;

const interfacesOf = (type: GraphQLNamedType): number =>
  isObjectType(type) || isInterfaceType(type) ? type.getInterfaces().length : 0;

const possibleTypesOf = (schema: GraphQLSchema, type: GraphQLNamedType): number =>
  isUnionType(type) || isInterfaceType(type) ? schema.getPossibleTypes(type).length : 0;
