import { GraphQLError, isValueNode, Kind } from "graphql";

/**
 * What graphql-js says of a value that does not fit, up to where it quotes the value: as far as it speaks of the schema alone. Of other
 * sentences, those of scalars among them, nothing is told.
 */
const sentencesAboutValues = [
  /^(Expected value of type "[^"]+"), found /,
  /^((?:Int|Float|String|Boolean|ID) cannot represent [\w -]+ value): /,
  /^(Enum "\w+" cannot represent non-enum value): /,
  /^(Field "\w+\.\w+" of required type "[^"]+" was not provided)\.$/,
];

/**
 * What graphql-js says of a document that does not fit the schema, without any value that stands in it: one may be a password. The
 * names that it quotes are those of fields, arguments, types and the like. Undefined where it does not say what it speaks of.
 */
export function validationMessage(error: unknown): string | undefined {
  if (!(error instanceof GraphQLError)) return undefined;
  const { message, nodes = [] } = error;
  // Scalars' own errors may quote a value and name no place.
  if (nodes.length === 0) return undefined;
  if (!nodes.some((node) => isValueNode(node) && node.kind !== Kind.VARIABLE)) return message;
  for (const sentence of sentencesAboutValues) {
    const told = sentence.exec(message)?.[1];
    if (told !== undefined) return `${told}.`;
  }
  return "A value does not fit its type.";
}
