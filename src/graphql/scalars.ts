import { GraphQLScalarType } from "graphql";

/**
 * An e-mail address as Cognito keeps it. Not checked again on its way out: an odd address in a directory must be seen by
 * those who repair it, not turned into an error.
 */
export const EmailAddress = new GraphQLScalarType({
  name: "EmailAddress",
  description: "An e-mail address (RFC 5322), exactly as the user pool holds it.",
  specifiedByURL: "https://www.rfc-editor.org/rfc/rfc5322#section-3.4.1",
  serialize: String,
});
