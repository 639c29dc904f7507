/** Where public reports tell of Cognito what its reference does not: a test says which of the two it wants. */
export class Switches {
  /**
   * AdminLinkProviderForUser makes the link and answers InvalidParameterException all the same:
   * https://github.com/aws/aws-sdk-net/issues/1000, https://github.com/aws/aws-sdk-js-v3/issues/5281.
   */
  linksAlthoughItRefuses = false;
}
