import { onPool, onUser } from "./declared-errors.js";
import { groupName, pageLimit, pageToken, roleArn, username, userPoolId } from "./member-shapes.js";
import { operation } from "./operation-model.js";
import { integer, text } from "./shape.js";

const oneGroup = { GroupName: groupName, UserPoolId: userPoolId } as const;
const groupFacts = {
  ...oneGroup,
  Description: text({ max: 2048 }),
  RoleArn: roleArn,
  Precedence: integer(0, 2 ** 31 - 1),
} as const;
const page = { Limit: pageLimit, NextToken: pageToken } as const;
const membership = { UserPoolId: userPoolId, Username: username, GroupName: groupName } as const;

/** The operations on groups and their members. */
export const groupOperations = {
  CreateGroup: operation(["GroupName", "UserPoolId"], groupFacts, [
    ...onPool,
    "GroupExistsException",
    "LimitExceededException",
  ]),
  GetGroup: operation(["GroupName", "UserPoolId"], oneGroup, onPool),
  UpdateGroup: operation(["GroupName", "UserPoolId"], groupFacts, onPool),
  DeleteGroup: operation(["GroupName", "UserPoolId"], oneGroup, onPool),
  ListGroups: operation(["UserPoolId"], { UserPoolId: userPoolId, ...page }, onPool),
  AdminAddUserToGroup: operation(["UserPoolId", "Username", "GroupName"], membership, [
    ...onUser,
    // Not in the declared list: an inference, since there is a limit and an error for limits.
    "LimitExceededException",
  ]),
  AdminRemoveUserFromGroup: operation(["UserPoolId", "Username", "GroupName"], membership, onUser),
  AdminListGroupsForUser: operation(
    ["Username", "UserPoolId"],
    { UserPoolId: userPoolId, Username: username, ...page },
    onUser,
  ),
  ListUsersInGroup: operation(
    ["UserPoolId", "GroupName"],
    { UserPoolId: userPoolId, GroupName: groupName, ...page },
    onPool,
  ),
} as const;
