import { GatewayError } from "../../errors/gateway-error.js";

/**
 * GetGroup's pattern for `GroupName`, 1 to 128 characters.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetGroup.html
 */
const groupNamePattern = /^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u;

/** Throws BAD_USER_INPUT for a name that Cognito would not take. */
export function checkGroupName(name: string, argument: string): void {
  if (!groupNamePattern.test(name)) throw new GatewayError("BAD_USER_INPUT", { argument });
}
