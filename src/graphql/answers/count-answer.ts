import {
  defaultFieldResolver,
  getNamedType,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  isIntrospectionType,
  isLeafType,
  isNonNullType,
  isObjectType,
  type ResponsePath,
} from "graphql";
import { GatewayError } from "../../errors/gateway-error.js";
import type { AnswerBytes } from "../request/answer-bytes.js";
import { columnAt, toldOneByOne } from "../request/column.js";
import type { GatewayContext } from "../request/context.js";
import { bytesOfKey, bytesOfList, bytesOfObject, leafBytes } from "./json-bytes.js";

type Field = Pick<GraphQLField<unknown, GatewayContext>, "type" | "resolve">;
type Resolver = GraphQLFieldResolver<unknown, GatewayContext>;

/** An answer tells so many errors at most; see docs/errors.md. What failed beyond is null, and costs no error. */
export const maximumErrors = 100;

/** Puts the count of bytes in front of every field. To be done last: what a guard refuses has its bytes, too. */
export function countAnswers(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || isIntrospectionType(type)) continue;
    for (const field of Object.values(type.getFields())) field.resolve = counted(field as Field);
  }
}

/** As synchronous as the field is. Fields of the root are never left out: that a mutation was done is told whatever is not. */
function counted({ type, resolve = defaultFieldResolver }: Field): Resolver {
  const isNullable = !isNonNullType(type);
  const bytesOf = isLeafType(getNamedType(type)) ? leafBytes : bytesOfItem;
  return (source, args, context, info) => {
    const { answer } = context;
    const { key, prev } = info.path;
    const mayBeLeftOut = isNullable && prev !== undefined;
    if (mayBeLeftOut && answer.excess !== null) return null;
    let value: unknown;
    try {
      value = resolve(source, args, context, info);
    } catch (error) {
      return failed(answer, error, info.path, mayBeLeftOut);
    }
    if (!isPromise(value)) return taken(answer, key, value, bytesOf, mayBeLeftOut);
    return value.then(
      (awaited) => taken(answer, key, awaited, bytesOf, mayBeLeftOut),
      (error: unknown) => failed(answer, error, info.path, mayBeLeftOut),
    );
  };
}

function taken(
  answer: AnswerBytes,
  key: string | number,
  value: unknown,
  bytesOf: (item: unknown) => number,
  mayBeLeftOut: boolean,
): unknown {
  const hasRoom = answer.take(bytesOfKey(key) + bytesOfValue(value, bytesOf));
  return hasRoom || !mayBeLeftOut ? value : null;
}

function failed(
  answer: AnswerBytes,
  error: unknown,
  path: ResponsePath,
  mayBeLeftOut: boolean,
): null {
  if (!mayBeLeftOut) throw error;
  if (isTold(answer, error, path) || answer.countFailure() > maximumErrors) return null;
  throw error;
}

/** Whether the errors of the same field in other rows tell of this one, too: see docs/errors.md. */
function isTold(answer: AnswerBytes, error: unknown, path: ResponsePath): boolean {
  if (!(error instanceof GatewayError) || error.code !== "FORBIDDEN") return false;
  const column = columnAt(path);
  return column !== null && answer.countRefusal(column) > toldOneByOne;
}

function bytesOfValue(value: unknown, bytesOf: (item: unknown) => number): number {
  if (!Array.isArray(value)) return bytesOf(value);
  let bytes = bytesOfList(value.length);
  for (const item of value) bytes += bytesOf(item);
  return bytes;
}

const bytesOfItem = (item: unknown): number =>
  item === null || item === undefined ? 4 : bytesOfObject;

const isPromise = (value: unknown): value is Promise<unknown> =>
  typeof value === "object" && value !== null && "then" in value;
