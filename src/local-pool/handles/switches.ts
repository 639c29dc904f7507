/** Where public reports tell of Cognito what its reference does not: a test says which of the two it wants. */
export class Switches {
  /**
   * AdminLinkProviderForUser makes the link and answers InvalidParameterException all the same:
   * https://github.com/aws/aws-sdk-net/issues/1000, https://github.com/aws/aws-sdk-js-v3/issues/5281.
   */
  linksAlthoughItRefuses = false;
  /**
   * A verified address of somebody else moves in a pool in which it is an alias, and its former holder has it unverified:
   * https://github.com/boto/boto3/issues/3213, https://github.com/aws-amplify/aws-sdk-ios/issues/515.
   */
  movesAliases = false;
}
