import {
  AdminCreateUserCommand,
  type AdminCreateUserCommandInput,
  type AdminCreateUserCommandOutput,
} from "@aws-sdk/client-cognito-identity-provider";
import { within } from "../transport/deadline.js";
import type { CognitoWrite } from "./cognito-write.js";

// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminCreateUser.html

/** Cognito's answer: the user. */
export type CreatedUser = Pick<AdminCreateUserCommandOutput, "User">;

export type Medium = "EMAIL" | "SMS";

/** A user as they are to be created. */
export interface UserCreation {
  /** The username, or the address that is one in its pool. */
  readonly name: string;
  readonly attributes: readonly { readonly name: string; readonly value: string }[];
  /** By what Cognito is to tell the user; by nothing when it is empty. */
  readonly mediums: readonly Medium[];
  /** Cognito makes one without it. */
  readonly temporaryPassword: string | undefined;
}

type Settings = Omit<AdminCreateUserCommandInput, "UserPoolId" | "Username">;

const adminCreateUser = (username: string, settings: Settings): CognitoWrite<CreatedUser> => ({
  operation: "AdminCreateUser",
  username,
  send: (client, poolId, deadline) => {
    const command = new AdminCreateUserCommand({
      UserPoolId: poolId,
      Username: username,
      ...settings,
    });
    return client.send(within(deadline, command));
  },
});

/**
 * AdminCreateUser. The mediums are always stated, since Cognito's own is the text message. Never with `ForceAliasCreation`, which
 * would take an address away from somebody whom nobody has judged.
 */
export const create = ({ name, attributes, mediums, temporaryPassword }: UserCreation) =>
  adminCreateUser(name, {
    UserAttributes: attributes.map((attribute) => ({
      Name: attribute.name,
      Value: attribute.value,
    })),
    ...(mediums.length === 0
      ? { MessageAction: "SUPPRESS" }
      : { DesiredDeliveryMediums: [...mediums] }),
    ...(temporaryPassword === undefined ? {} : { TemporaryPassword: temporaryPassword }),
  });

/** AdminCreateUser of a user who is there and has not chosen a password: another temporary password, and a message with it. */
export const inviteAgain = (username: string, mediums: readonly Medium[]) =>
  adminCreateUser(username, { MessageAction: "RESEND", DesiredDeliveryMediums: [...mediums] });
