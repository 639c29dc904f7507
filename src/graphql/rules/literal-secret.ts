import { type ASTNode, GraphQLError, Kind, type ValidationRule } from "graphql";
import { GatewayError } from "../../errors/gateway-error.js";

const secretArgument = "password";

/**
 * Refuses a password that stands in the operation's text, as a literal or as a variable's default: texts are kept in
 * caches, logs and traces along the way, variables are not.
 */
export const literalSecret: ValidationRule = (context) => {
  const report = (node: ASTNode) => {
    const originalError = new GatewayError("LITERAL_SECRET", { argument: secretArgument });
    context.reportError(new GraphQLError(originalError.message, { nodes: node, originalError }));
  };
  const passwordVariables = new Set<string>();
  const defaults = new Map<string, ASTNode>();
  return {
    VariableDefinition({ variable, defaultValue }) {
      if (defaultValue !== undefined) defaults.set(variable.name.value, defaultValue);
    },
    Argument({ name, value }) {
      if (name.value !== secretArgument) return;
      if (value.kind === Kind.VARIABLE) passwordVariables.add(value.name.value);
      else report(value);
    },
    Document: {
      leave() {
        for (const name of passwordVariables) {
          const defaultValue = defaults.get(name);
          if (defaultValue !== undefined) report(defaultValue);
        }
      },
    },
  };
};
