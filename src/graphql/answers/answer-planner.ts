import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  isCompositeType,
  isIntrospectionType,
  isUnionType,
  Kind,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  type SelectionSetNode,
  TypeMetaFieldDef,
} from "graphql";
import { type AnswerPlan, fixedPlan, sumOf } from "./answer-plan.js";
import { type AskedField, lengthFor, type VariableDefaults } from "./given-length.js";
import { IntrospectionLengths, listsEvery, valuesOfText } from "./introspection-lengths.js";
import { isList, listLengthOf } from "./list-length.js";

type Field = GraphQLField<unknown, unknown>;

/** A field of an answer: all nodes that ask for it under one name, which validation has found to be alike. */
interface Selected {
  readonly parent: GraphQLCompositeType;
  readonly nodes: FieldNode[];
}

/** Where a selection stands. */
interface Place {
  /** The field that it is of. */
  readonly above: AskedField | undefined;
  /** In introspection: whether the selection is of all things of its kind, one after the other. */
  readonly isOfEvery: boolean;
}

/** Plans the answers to operations of a schema, each once. */
export class AnswerPlanner {
  private readonly known = new WeakMap<OperationDefinitionNode, AnswerPlan>();
  private introspection: IntrospectionLengths | undefined;

  constructor(private readonly schema: GraphQLSchema) {}

  /** Of an operation that is valid. */
  planOf(document: DocumentNode, operation: OperationDefinitionNode): AnswerPlan {
    const known = this.known.get(operation);
    if (known !== undefined) return known;
    const root = this.schema.getRootType(operation.operation);
    const plan =
      root === undefined || root === null
        ? fixedPlan(1)
        : new Planning(this.schema, () => this.lengths(), document, operation).planOf(root);
    this.known.set(operation, plan);
    return plan;
  }

  private lengths(): IntrospectionLengths {
    return (this.introspection ??= new IntrospectionLengths(this.schema));
  }
}

/**
 * The plan of one operation. Fields are gathered as an execution gathers them: a name that is selected ten times is one field of the answer. The
 * work is what executing an answer of one row is, which `limits.recursiveSelections` bounds.
 */
class Planning {
  private readonly fragments = new Map<string, FragmentDefinitionNode>();
  private readonly defaults: VariableDefaults;
  private readonly root: SelectionSetNode;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly lengths: () => IntrospectionLengths,
    { definitions }: DocumentNode,
    { variableDefinitions = [], selectionSet }: OperationDefinitionNode,
  ) {
    for (const definition of definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) {
        this.fragments.set(definition.name.value, definition);
      }
    }
    this.defaults = new Map(
      variableDefinitions.flatMap(({ variable, defaultValue }) =>
        defaultValue === undefined ? [] : [[variable.name.value, defaultValue]],
      ),
    );
    this.root = selectionSet;
  }

  planOf(root: GraphQLCompositeType): AnswerPlan {
    return this.objectPlan(root, [this.root], { above: undefined, isOfEvery: false });
  }

  private objectPlan(
    type: GraphQLCompositeType,
    sets: readonly SelectionSetNode[],
    place: Place,
  ): AnswerPlan {
    const fields = new Map<string, Selected>();
    const visited = new Set<string>();
    for (const set of sets) this.collect(type, set, fields, visited);
    const plans = [...fields.values()].map((selected) => this.fieldPlan(selected, place));
    return sumOf([fixedPlan(1), ...plans]);
  }

  /** By type and name: of what can be of several types, each may have a field of that name. */
  private collect(
    parent: GraphQLCompositeType,
    { selections }: SelectionSetNode,
    fields: Map<string, Selected>,
    visited: Set<string>,
  ): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const key = `${parent.name}.${(selection.alias ?? selection.name).value}`;
        const selected = fields.get(key);
        if (selected === undefined) fields.set(key, { parent, nodes: [selection] });
        else selected.nodes.push(selection);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = this.typeOf(selection.typeCondition?.name.value) ?? parent;
        this.collect(condition, selection.selectionSet, fields, visited);
      } else if (!visited.has(selection.name.value)) {
        visited.add(selection.name.value);
        const fragment = this.fragments.get(selection.name.value);
        const condition = this.typeOf(fragment?.typeCondition.name.value) ?? parent;
        if (fragment !== undefined) {
          this.collect(condition, fragment.selectionSet, fields, visited);
        }
      }
    }
  }

  private typeOf(name: string | undefined): GraphQLCompositeType | undefined {
    const type = name === undefined ? undefined : this.schema.getType(name);
    return isCompositeType(type) ? type : undefined;
  }

  private fieldPlan({ parent, nodes }: Selected, { above, isOfEvery }: Place): AnswerPlan {
    const [node] = nodes;
    const field = node === undefined ? undefined : fieldOf(parent, node.name.value);
    // `__typename`.
    if (node === undefined || field === undefined) return fixedPlan(1);
    const own = { node, args: field.args };
    const type = getNamedType(field.type);
    const isIntrospective = isIntrospectionType(parent);
    const coordinate = `${parent.name}.${field.name}`;
    const inside = isIntrospective && listsEvery(coordinate, isOfEvery);
    const each = isCompositeType(type)
      ? this.objectPlan(
          type,
          nodes.flatMap(({ selectionSet = [] }) => selectionSet),
          { above: own, isOfEvery: inside },
        )
      : fixedPlan(isIntrospective ? valuesOfText(field.name) : 1);
    if (!isList(field)) return each;
    const length = isIntrospective
      ? () => this.lengths().lengthOf(coordinate, isOfEvery)
      : lengthFor(listLengthOf(field), { own, above }, this.defaults);
    return sumOf([fixedPlan(1), { fixed: 0, lists: [{ length, each }] }]);
  }
}

/** Undefined for `__typename`. */
function fieldOf(parent: GraphQLCompositeType, name: string): Field | undefined {
  if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
  if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
  return isUnionType(parent) ? undefined : parent.getFields()[name];
}
