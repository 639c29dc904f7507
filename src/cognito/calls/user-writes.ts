import {
  AdminConfirmSignUpCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminResetUserPasswordCommand,
  AdminSetUserPasswordCommand,
  AdminUserGlobalSignOutCommand,
  type CognitoIdentityProviderClient,
} from "@aws-sdk/client-cognito-identity-provider";
import type { WriteOperation } from "../records/operations.js";
import { type Deadline, within } from "../transport/deadline.js";
import type { CognitoWrite } from "./cognito-write.js";

// Each operation has a page of its own below
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/ and returns nothing of use.

/** AdminSetUserPassword. */
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

type Client = CognitoIdentityProviderClient;

interface UserInput {
  readonly UserPoolId: string;
  readonly Username: string;
}

/** A write on a user, of whom Cognito is told pool and name. */
export const onUser =
  (
    operation: WriteOperation,
    send: (client: Client, input: UserInput, deadline: Deadline) => Promise<unknown>,
  ) =>
  (username: string): CognitoWrite => ({
    operation,
    username,
    send: (client, poolId, deadline) =>
      send(client, { UserPoolId: poolId, Username: username }, deadline),
  });

/** AdminConfirmSignUp. */
export const confirm = onUser("AdminConfirmSignUp", (client, input, deadline) =>
  client.send(within(deadline, new AdminConfirmSignUpCommand(input))),
);

/** AdminEnableUser. */
export const enable = onUser("AdminEnableUser", (client, input, deadline) =>
  client.send(within(deadline, new AdminEnableUserCommand(input))),
);

/** AdminDisableUser. */
export const disable = onUser("AdminDisableUser", (client, input, deadline) =>
  client.send(within(deadline, new AdminDisableUserCommand(input))),
);

/** AdminDeleteUser. */
export const remove = onUser("AdminDeleteUser", (client, input, deadline) =>
  client.send(within(deadline, new AdminDeleteUserCommand(input))),
);

/** AdminResetUserPassword. */
export const resetPassword = onUser("AdminResetUserPassword", (client, input, deadline) =>
  client.send(within(deadline, new AdminResetUserPasswordCommand(input))),
);

/** AdminUserGlobalSignOut. */
export const signOut = onUser("AdminUserGlobalSignOut", (client, input, deadline) =>
  client.send(within(deadline, new AdminUserGlobalSignOutCommand(input))),
);
