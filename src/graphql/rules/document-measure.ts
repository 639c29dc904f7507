import {
  type ArgumentNode,
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValueNode,
} from "graphql";

/** What is counted in a document as it is written. */
interface Counts {
  fields: number;
  aliases: number;
  directives: number;
  /** Lists and objects inside each other in one value, variables not counted. */
  valueDepth: number;
}

/** How large a selection is once its fragments are spread. */
export interface Extent {
  /** Fields below one another. What is inside `__schema` and `__type` is not counted: see `extentOf`. */
  readonly depth: number;
  /** Fields, fragments and spreads. */
  readonly selections: number;
  /** Fields of the outermost level, but for `__typename`, which changes nothing. */
  readonly rootFields: number;
}

const nothing: Extent = { depth: 0, selections: 0, rootFields: 0 };

/** Introspection nests deeper than any other query, and graphql-js bounds it by a rule of its own. */
const introspectionFields = new Set(["__schema", "__type"]);

/**
 * Measures a parsed document. Every node is looked at once for each measure, since what a fragment amounts to is
 * remembered; so fragments that spread each other many times, or in a circle, cost no more than others.
 */
export class DocumentMeasure {
  readonly operations: readonly OperationDefinitionNode[];
  readonly fragments: readonly FragmentDefinitionNode[];
  private readonly byName: ReadonlyMap<string, FragmentDefinitionNode>;
  private readonly extents = new Map<string, Extent>();

  constructor({ definitions }: DocumentNode) {
    this.operations = definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
    this.fragments = definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
    this.byName = new Map(this.fragments.map((fragment) => [fragment.name.value, fragment]));
  }

  /** The most variables of one operation. */
  variables(): number {
    return largest(this.operations, ({ variableDefinitions = [] }) => variableDefinitions.length);
  }

  /** The most mutation fields of one operation. */
  mutationFields(): number {
    const mutations = this.operations.filter(
      ({ operation }) => operation === OperationTypeNode.MUTATION,
    );
    return largest(mutations, ({ selectionSet }) => this.extentOf(selectionSet).rootFields);
  }

  /** The deepest operation. */
  depth(): number {
    return largest(this.operations, ({ selectionSet }) => this.extentOf(selectionSet).depth);
  }

  /** The most selections of one operation once its fragments are spread. */
  selections(): number {
    return largest(this.operations, ({ selectionSet }) => this.extentOf(selectionSet).selections);
  }

  counts(): Readonly<Counts> {
    const counts: Counts = { fields: 0, aliases: 0, directives: 0, valueDepth: 0 };
    for (const { directives, selectionSet } of [...this.operations, ...this.fragments]) {
      countDirectives(directives, counts);
      countSelections(selectionSet, counts);
    }
    for (const { variableDefinitions = [] } of this.operations) {
      for (const { directives, defaultValue } of variableDefinitions) {
        countDirectives(directives, counts);
        if (defaultValue !== undefined) countValue(defaultValue, counts);
      }
    }
    return counts;
  }

  private extentOf({ selections }: SelectionSetNode): Extent {
    let { depth, selections: count, rootFields } = nothing;
    for (const selection of selections) {
      const extent = this.extentOfSelection(selection);
      depth = Math.max(depth, extent.depth);
      // Doubled a thousand times it is Infinity, which is more than any limit.
      count += extent.selections;
      rootFields += extent.rootFields;
    }
    return { depth, selections: count, rootFields };
  }

  private extentOfSelection(selection: SelectionNode): Extent {
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      const extent = this.extentOfFragment(selection.name.value);
      return { ...extent, selections: extent.selections + 1 };
    }
    const inside =
      selection.selectionSet === undefined ? nothing : this.extentOf(selection.selectionSet);
    const selections = inside.selections + 1;
    if (selection.kind === Kind.INLINE_FRAGMENT) return { ...inside, selections };
    const name = selection.name.value;
    const depth = introspectionFields.has(name) ? 1 : inside.depth + 1;
    return { depth, selections, rootFields: name === "__typename" ? 0 : 1 };
  }

  private extentOfFragment(name: string): Extent {
    const known = this.extents.get(name);
    if (known !== undefined) return known;
    // Until it is known: a fragment that spreads itself is for another rule to refuse.
    this.extents.set(name, nothing);
    const fragment = this.byName.get(name);
    const extent = fragment === undefined ? nothing : this.extentOf(fragment.selectionSet);
    this.extents.set(name, extent);
    return extent;
  }
}

function countSelections({ selections }: SelectionSetNode, counts: Counts): void {
  for (const selection of selections) {
    countDirectives(selection.directives, counts);
    if (selection.kind === Kind.FIELD) {
      counts.fields += 1;
      if (selection.alias !== undefined) counts.aliases += 1;
      countArguments(selection.arguments, counts);
    }
    if (selection.kind !== Kind.FRAGMENT_SPREAD && selection.selectionSet !== undefined) {
      countSelections(selection.selectionSet, counts);
    }
  }
}

function countDirectives(directives: readonly DirectiveNode[] = [], counts: Counts): void {
  counts.directives += directives.length;
  for (const directive of directives) countArguments(directive.arguments, counts);
}

function countArguments(given: readonly ArgumentNode[] = [], counts: Counts): void {
  for (const { value } of given) countValue(value, counts);
}

function countValue(value: ValueNode, counts: Counts): void {
  counts.valueDepth = Math.max(counts.valueDepth, depthOf(value));
}

function depthOf(value: ValueNode): number {
  if (value.kind === Kind.LIST) return 1 + largest(value.values, depthOf);
  if (value.kind === Kind.OBJECT) return 1 + largest(value.fields, (field) => depthOf(field.value));
  return 0;
}

function largest<Item>(items: readonly Item[], measure: (item: Item) => number): number {
  return items.reduce((most, item) => Math.max(most, measure(item)), 0);
}
