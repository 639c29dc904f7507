import { randomBytes, randomUUID } from "node:crypto";
import {
  AdminGetUserAuthFactorsCommand,
  AdminGetUserCommand,
  AdminListDevicesCommand,
  AdminListGroupsForUserCommand,
  AdminListUserAuthEventsCommand,
  AdminListUserSessionsCommand,
  type CognitoIdentityProviderClient,
  DescribeUserPoolCommand,
  GetGroupCommand,
  GetUserPoolMfaConfigCommand,
  GetUserPoolSessionConfigurationCommand,
  ListGroupsCommand,
  ListIdentityProvidersCommand,
  ListUserPoolClientsCommand,
  ListUsersCommand,
  ListUsersInGroupCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { CognitoWrite } from "../calls/cognito-write.js";
import * as securityWrites from "../calls/security-writes.js";
import * as userCreation from "../calls/user-creation.js";
import * as userWrites from "../calls/user-writes.js";
import type { CognitoOperation } from "../records/operations.js";
import { type Deadline, within } from "../transport/deadline.js";
import type { SdkClients } from "../transport/sdk-client.js";

/** A call that can be made in earnest and changes nothing, since nobody has the name that it is about. */
type HarmlessCall = (target: ProbeTarget, deadline: Deadline) => Promise<unknown>;

interface ProbeTarget {
  readonly clients: SdkClients;
  readonly poolId: string;
  readonly username: string;
}

/** A write on a user whom nobody has. */
const onNobody =
  (write: (username: string) => CognitoWrite): HarmlessCall =>
  ({ clients, poolId, username }, deadline) =>
    write(username).send(clients.writes, poolId, deadline);

/** Reads that take the same input, which is made of the target. */
const reading =
  <Input>(inputOf: (target: ProbeTarget) => Input) =>
  (
    send: (
      client: CognitoIdentityProviderClient,
      input: Input,
      deadline: Deadline,
    ) => Promise<unknown>,
  ): HarmlessCall =>
  (target, deadline) =>
    send(target.clients.reads, inputOf(target), deadline);

/** A read of the pool itself. */
const ofPool = reading(({ poolId }) => ({ UserPoolId: poolId }));

/** A read of a user whom nobody has. */
const ofNobody = reading(({ poolId, username }) => ({ UserPoolId: poolId, Username: username }));

/** A read of a group that no pool has. */
const ofNoGroup = reading(({ poolId, username }) => ({ UserPoolId: poolId, GroupName: username }));

/** How each permission is proved; null where no harmless call would. */
export const harmlessCalls: Readonly<Record<CognitoOperation, HarmlessCall | null>> = {
  DescribeUserPool: ofPool((client, input, deadline) =>
    client.send(within(deadline, new DescribeUserPoolCommand(input))),
  ),
  GetUserPoolMfaConfig: ofPool((client, input, deadline) =>
    client.send(within(deadline, new GetUserPoolMfaConfigCommand(input))),
  ),
  GetUserPoolSessionConfiguration: ofPool((client, input, deadline) =>
    client.send(within(deadline, new GetUserPoolSessionConfigurationCommand(input))),
  ),
  GetGroup: ofNoGroup((client, input, deadline) =>
    client.send(within(deadline, new GetGroupCommand(input))),
  ),
  ListGroups: ofPool((client, input, deadline) =>
    client.send(within(deadline, new ListGroupsCommand({ ...input, Limit: 1 }))),
  ),
  ListIdentityProviders: ofPool((client, input, deadline) =>
    client.send(within(deadline, new ListIdentityProvidersCommand({ ...input, MaxResults: 1 }))),
  ),
  ListUserPoolClients: ofPool((client, input, deadline) =>
    client.send(within(deadline, new ListUserPoolClientsCommand({ ...input, MaxResults: 1 }))),
  ),
  ListUsersInGroup: ofNoGroup((client, input, deadline) =>
    client.send(within(deadline, new ListUsersInGroupCommand({ ...input, Limit: 1 }))),
  ),
  ListUsers: ofPool((client, input, deadline) =>
    client.send(within(deadline, new ListUsersCommand({ ...input, Limit: 1 }))),
  ),
  AdminGetUser: ofNobody((client, input, deadline) =>
    client.send(within(deadline, new AdminGetUserCommand(input))),
  ),
  AdminGetUserAuthFactors: ofNobody((client, input, deadline) =>
    client.send(within(deadline, new AdminGetUserAuthFactorsCommand(input))),
  ),
  AdminListDevices: ofNobody((client, input, deadline) =>
    client.send(within(deadline, new AdminListDevicesCommand(input))),
  ),
  AdminListGroupsForUser: ofNobody((client, input, deadline) =>
    client.send(within(deadline, new AdminListGroupsForUserCommand(input))),
  ),
  AdminListUserAuthEvents: ofNobody((client, input, deadline) =>
    client.send(within(deadline, new AdminListUserAuthEventsCommand(input))),
  ),
  AdminListUserSessions: ofNobody((client, input, deadline) =>
    client.send(within(deadline, new AdminListUserSessionsCommand(input))),
  ),
  AdminConfirmSignUp: onNobody(userWrites.confirm),
  // It invites again, and creates nobody.
  AdminCreateUser: onNobody((username) => userCreation.inviteAgain(username, ["EMAIL"])),
  AdminDeleteSoftwareToken: onNobody(securityWrites.deleteSoftwareToken),
  AdminDeleteUser: onNobody(userWrites.remove),
  AdminDisableUser: onNobody(userWrites.disable),
  AdminEnableUser: onNobody(userWrites.enable),
  AdminForgetDevice: onNobody((username) =>
    securityWrites.forgetDevice(username, `eu-west-1_${randomUUID()}`),
  ),
  AdminResetUserPassword: onNobody(userWrites.resetPassword),
  AdminRevokeUserSession: onNobody((username) =>
    securityWrites.revokeSession(username, `tkn${randomBytes(13).toString("hex").slice(1)}`, {
      linked: false,
    }),
  ),
  AdminSetUserMFAPreference: onNobody((username) =>
    securityWrites.setMfaPreference(username, {
      enabled: new Set(),
      preferred: null,
      before: new Set(),
    }),
  ),
  AdminSetUserPassword: onNobody((username) =>
    userWrites.setPassword(username, `Aa1!${randomBytes(16).toString("hex")}`, true),
  ),
  AdminUpdateAuthEventFeedback: onNobody((username) =>
    securityWrites.rateEvent(username, randomUUID(), "VALID"),
  ),
  AdminUserGlobalSignOut: onNobody(userWrites.signOut),
};
