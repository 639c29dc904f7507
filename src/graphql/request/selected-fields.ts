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
  const names = new Set<string>();
  byNodes.set(info.fieldNodes, names);
  const collect = (selections: SelectionSetNode | undefined) => {
    for (const selection of selections?.selections ?? []) {
      if (selection.kind === Kind.FIELD) names.add(selection.name.value);
      else if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet);
      else collect(info.fragments[selection.name.value]?.selectionSet);
    }
  };
  for (const { selectionSet } of info.fieldNodes) collect(selectionSet);
  return names;
}
