import {
  GraphQLError,
  Kind,
  OperationTypeNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from "graphql";
import { GatewayError } from "../../errors/gateway-error.js";

/** Bounds the mutation fields of an operation: with aliases, one request could otherwise set any number of passwords. */
export function mutationFields(maximum: number): ValidationRule {
  return (context) => ({
    OperationDefinition(node) {
      if (node.operation !== OperationTypeNode.MUTATION) return;
      if (countFields(context, node.selectionSet, maximum) <= maximum) return;
      const originalError = new GatewayError("TOO_MANY_MUTATIONS");
      context.reportError(new GraphQLError(originalError.message, { nodes: node, originalError }));
    },
  });
}

/** Counts root fields through fragments, and stops as soon as there are too many. */
function countFields(
  context: ValidationContext,
  { selections }: SelectionSetNode,
  maximum: number,
  entered: readonly string[] = [],
): number {
  let count = 0;
  for (const selection of selections) {
    if (count > maximum) break;
    if (selection.kind === Kind.FIELD) {
      // Says which type the root is, and changes nothing.
      if (selection.name.value !== "__typename") count += 1;
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      count += countFields(context, selection.selectionSet, maximum - count, entered);
    } else {
      const name = selection.name.value;
      const fragment = entered.includes(name) ? undefined : context.getFragment(name);
      if (!fragment) continue;
      const inside = [...entered, name];
      count += countFields(context, fragment.selectionSet, maximum - count, inside);
    }
  }
  return count;
}
