import { AdminSetUserPasswordCommand } from "@aws-sdk/client-cognito-identity-provider";
import { within } from "../transport/deadline.js";
import type { CognitoWrite } from "./cognito-write.js";

/**
 * AdminSetUserPassword. The operation answers with nothing.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserPassword.html
 */
export const setPassword = (
  username: string,
  password: string,
  permanent: boolean,
): CognitoWrite => ({
  operation: "AdminSetUserPassword",
  username,
  send: (client, poolId, deadline) => {
    const command = new AdminSetUserPasswordCommand({
      UserPoolId: poolId,
      Username: username,
      Password: password,
      Permanent: permanent,
    });
    return client.send(within(deadline, command));
  },
});
