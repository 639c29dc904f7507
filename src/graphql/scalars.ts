import { GraphQLError, GraphQLScalarType } from "graphql";
import { GraphQLDateTime } from "graphql-scalars";

/**
 * An e-mail address as Cognito keeps it. Not checked again on its way out: an odd address in a directory must be seen by
 * those who repair it, not turned into an error.
 */
export const EmailAddress = new GraphQLScalarType({
  name: "EmailAddress",
  description: "An e-mail address (RFC 5322), exactly as the user pool holds it.",
  specifiedByURL: "https://www.rfc-editor.org/rfc/rfc5322#section-3.4.1",
  serialize: String,
  parseValue: (value) => {
    if (typeof value !== "string") throw new GraphQLError("An e-mail address is a text.");
    return value;
  },
});

/**
 * The scalar of graphql-scalars, but already a text when it leaves an execution: of a Date, `JSON.stringify` asks what to
 * write by a call of its own, which cost more than half of writing a list of users.
 */
export const DateTime = new GraphQLScalarType({
  ...GraphQLDateTime.toConfig(),
  serialize: (value) => GraphQLDateTime.serialize(value).toISOString(),
});
