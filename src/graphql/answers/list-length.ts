import {
  type GraphQLField,
  type GraphQLSchema,
  isIntrospectionType,
  isListType,
  isNonNullType,
  isObjectType,
} from "graphql";
import { Extensions } from "type-graphql";

/** Numbers that the configuration, the caller's token or the gateway's pools set. */
export interface Sizes {
  readonly userKeys: number;
  readonly passwordItems: number;
  readonly representations: number;
  readonly pools: number;
  readonly roles: number;
}

/** How long the list of a field can be. */
export interface ListLength {
  /** Never longer than this, or than the size of this name. */
  readonly atMost: number | keyof Sizes;
  /** The argument, of the field or of the field above it, that can make it shorter: a list by its length, a number by itself. */
  readonly argument?: string;
  readonly isArgumentAbove?: true;
}

/** Says how long the list of a field can be. No schema is built while a list does not say it. */
export function HasLength(
  atMost: ListLength["atMost"],
  more: Omit<ListLength, "atMost"> = {},
): MethodDecorator & PropertyDecorator {
  return Extensions({ listLength: { atMost, ...more } satisfies ListLength });
}

export const isList = ({ type }: Pick<GraphQLField<unknown, unknown>, "type">): boolean =>
  isListType(isNonNullType(type) ? type.ofType : type);

/** Throws for a field that does not say it. */
export function listLengthOf({
  name,
  extensions,
}: Pick<GraphQLField<unknown, unknown>, "name" | "extensions">): ListLength {
  const length = extensions["listLength"] as ListLength | undefined;
  if (length === undefined) throw new Error(`A list of unknown length: ${name}`);
  return length;
}

/** Throws when a list of the schema does not say how long it can be. */
export function checkListLengths(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || isIntrospectionType(type)) continue;
    for (const field of Object.values(type.getFields())) if (isList(field)) listLengthOf(field);
  }
}
