import { type FieldNode, type GraphQLArgument, Kind, type ValueNode } from "graphql";
import type { Asked } from "./answer-plan.js";
import type { ListLength } from "./list-length.js";

/** A field as it is asked for. */
export interface AskedField {
  readonly node: FieldNode;
  readonly args: readonly GraphQLArgument[];
}

/** Default values of the operation's variables. */
export type VariableDefaults = ReadonlyMap<string, ValueNode>;

/** How long a list is that says so by its own argument or by one of the field above. Reads values without judging them. */
export function lengthFor(
  { atMost, argument, isArgumentAbove }: ListLength,
  { own, above }: { readonly own: AskedField; readonly above: AskedField | undefined },
  defaults: VariableDefaults,
): (asked: Asked) => number {
  const field = isArgumentAbove === true ? above : own;
  const given =
    argument === undefined || field === undefined
      ? () => undefined
      : givenBy(field, argument, defaults);
  return (asked) => {
    const most = typeof atMost === "number" ? atMost : asked.sizes[atMost];
    // Of a value that fits no list graphql-js makes an error, or a list of one.
    return Math.max(0, Math.min(most, given(asked) ?? most));
  };
}

type Given = (asked: Asked) => number | undefined;

function givenBy({ node, args }: AskedField, argument: string, defaults: VariableDefaults): Given {
  const value = node.arguments?.find(({ name }) => name.value === argument)?.value;
  const fallback = sizeOf(args.find(({ name }) => name === argument)?.defaultValue);
  if (value === undefined) return () => fallback;
  if (value.kind !== Kind.VARIABLE) return always(sizeOfNode(value));
  const name = value.name.value;
  const preset = defaults.get(name);
  const otherwise = preset === undefined ? fallback : sizeOfNode(preset);
  return ({ variables }) => {
    const sent = variables[name];
    return sent === undefined ? otherwise : sizeOf(sent);
  };
}

const always =
  (size: number | undefined): Given =>
  () =>
    size;

/** Undefined where it says nothing, as null does. */
function sizeOf(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  if (Array.isArray(value)) return value.length;
  return value === undefined || value === null ? undefined : 1;
}

function sizeOfNode(node: ValueNode): number | undefined {
  if (node.kind === Kind.INT) return Number(node.value);
  if (node.kind === Kind.LIST) return node.values.length;
  return node.kind === Kind.NULL ? undefined : 1;
}
