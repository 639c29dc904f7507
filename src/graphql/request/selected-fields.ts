import { type FieldNode, type GraphQLResolveInfo, Kind, type SelectionSetNode } from "graphql";

/** A field that answers for a thousand entities is looked at once; its nodes are a list of their own in each execution. */
const byNodes = new WeakMap<readonly FieldNode[], ReadonlySet<string>>();

/**
 * The names of the fields that are selected of what a resolver answers with, fragments included; also those that a directive
 * may leave out, or that are of another type: so a field may be in it that is not asked for, but never the reverse.
 */
export function selectedFields(info: GraphQLResolveInfo): ReadonlySet<string> {
  const known = byNodes.get(info.fieldNodes);
  if (known !== undefined) return known;
  const names = namesOf(fieldsBelow(info, info.fieldNodes));
  byNodes.set(info.fieldNodes, names);
  return names;
}

/** As `selectedFields`, of what one of the fields below holds. */
export function selectedFieldsOf(info: GraphQLResolveInfo, below: string): ReadonlySet<string> {
  const nodes = fieldsBelow(info, info.fieldNodes).filter(({ name }) => name.value === below);
  return namesOf(fieldsBelow(info, nodes));
}

const namesOf = (nodes: readonly FieldNode[]): ReadonlySet<string> =>
  new Set(nodes.map(({ name }) => name.value));

function fieldsBelow(
  { fragments }: GraphQLResolveInfo,
  nodes: readonly FieldNode[],
): readonly FieldNode[] {
  const fields: FieldNode[] = [];
  const collect = (selections: SelectionSetNode | undefined) => {
    for (const selection of selections?.selections ?? []) {
      if (selection.kind === Kind.FIELD) fields.push(selection);
      else if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet);
      else collect(fragments[selection.name.value]?.selectionSet);
    }
  };
  for (const { selectionSet } of nodes) collect(selectionSet);
  return fields;
}
