import { type ASTNode, GraphQLError, Kind, type ValidationRule, type ValueNode } from "graphql";
import { GatewayError } from "../../errors/gateway-error.js";
import { secretInputs } from "./secret-inputs.js";

/**
 * Refuses a secret that stands in the operation's text, as an argument or as a field of an input object, at whatever depth, as a
 * literal or as a variable's default: texts are kept in caches, logs and traces along the way, variables are not.
 */
export const literalSecret: ValidationRule = (context) => {
  const report = (argument: string, node: ASTNode) => {
    const originalError = new GatewayError("LITERAL_SECRET", { argument });
    context.reportError(new GraphQLError(originalError.message, { nodes: node, originalError }));
  };
  /** The variables that hold secrets, with the input that each is given to. */
  const secretVariables = new Map<string, string>();
  const defaults = new Map<string, ValueNode>();
  const check = (name: string, value: ValueNode) => {
    if (!secretInputs.has(name)) return;
    if (value.kind === Kind.VARIABLE) secretVariables.set(value.name.value, name);
    else report(name, value);
  };
  return {
    VariableDefinition({ variable, defaultValue }) {
      if (defaultValue !== undefined) defaults.set(variable.name.value, defaultValue);
    },
    Argument({ name, value }) {
      check(name.value, value);
    },
    // Also those of a variable's default.
    ObjectField({ name, value }) {
      check(name.value, value);
    },
    Document: {
      leave() {
        for (const [variable, name] of secretVariables) {
          const defaultValue = defaults.get(variable);
          if (defaultValue !== undefined) report(name, defaultValue);
        }
      },
    },
  };
};
