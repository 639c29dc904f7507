import { type DocumentNode, GraphQLError, Kind, type ValidationRule } from "graphql";
import { GatewayError } from "../../errors/gateway-error.js";
import { DocumentMeasure } from "./document-measure.js";

/** The limits of a document's structure; src/config/config.ts says what each counts. */
export interface DocumentLimits {
  readonly operations: number;
  readonly fragments: number;
  readonly variables: number;
  readonly mutationFields: number;
  readonly fields: number;
  readonly aliases: number;
  readonly directives: number;
  readonly valueDepth: number;
  readonly queryDepth: number;
  readonly recursiveSelections: number;
}

const emptyDocument: DocumentNode = { kind: Kind.DOCUMENT, definitions: [] };

/**
 * Refuses a document whose structure is too large, and shows every other rule an empty one in its place: their work grows
 * faster than the document does. Must be in the same run of rules as they are.
 */
export function documentLimits(limits: DocumentLimits): ValidationRule {
  return (context) => {
    const originalError = findExcess(context.getDocument(), limits);
    if (originalError === undefined) return {};
    context.reportError(new GraphQLError(originalError.message, { originalError }));
    return { Document: () => emptyDocument };
  };
}

/** The first limit that a document exceeds, the cheapest to measure first; TOO_MANY_MUTATIONS or QUERY_TOO_LARGE. */
function findExcess(document: DocumentNode, limits: DocumentLimits): GatewayError | undefined {
  const measure = new DocumentMeasure(document);
  const tooLarge = (limit: keyof DocumentLimits) => new GatewayError("QUERY_TOO_LARGE", { limit });
  if (measure.operations.length > limits.operations) return tooLarge("operations");
  if (measure.fragments.length > limits.fragments) return tooLarge("fragments");
  if (measure.variables() > limits.variables) return tooLarge("variables");
  if (measure.mutationFields() > limits.mutationFields) {
    return new GatewayError("TOO_MANY_MUTATIONS", { limit: "mutationFields" });
  }
  const { fields, aliases, directives, valueDepth } = measure.counts();
  if (fields > limits.fields) return tooLarge("fields");
  if (aliases > limits.aliases) return tooLarge("aliases");
  if (directives > limits.directives) return tooLarge("directives");
  if (valueDepth > limits.valueDepth) return tooLarge("valueDepth");
  if (measure.depth() > limits.queryDepth) return tooLarge("queryDepth");
  if (measure.selections() > limits.recursiveSelections) return tooLarge("recursiveSelections");
  return undefined;
}
