import { forgetDevice } from "../../cognito/calls/security-writes.js";
import { leavesAllBut, type UserMutation } from "../user/user-mutation.js";
import { userSubject } from "../user/user-subject.js";
import { User } from "../user/user.type.js";
import { ForgetUserDeviceArguments } from "./security.inputs.js";
import { blame, checkId, devicePattern, requireFeature, unlessFound } from "./thing-of-user.js";

export const forgetUserDevice: UserMutation<ForgetUserDeviceArguments> = {
  description:
    "Makes a device of a user unknown again (AdminForgetDevice): it no longer stands for a second factor, and the user is asked for " +
    "theirs at the next sign-in on it. It ends no session: `revokeUserSession`. Answers with the user. A device that Cognito does not " +
    "know of this user is RESOURCE_NOT_FOUND, a pool that remembers none FEATURE_UNAVAILABLE. Errors: FORBIDDEN, USER_NOT_FOUND, " +
    "OUT_OF_SCOPE_USER, SELF_TARGET, RESOURCE_NOT_FOUND and BAD_USER_INPUT with `argument`, FEATURE_UNAVAILABLE. " +
    "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminForgetDevice.html",
  arguments: ForgetUserDeviceArguments,
  answer: () => User,
  subject: userSubject,
  actions: ["user:forget-device"],
  actionOf: () => "user:forget-device",
  checkInput: ({ deviceKey }) => {
    checkId(deviceKey, "deviceKey", devicePattern);
  },
  // No state of the user tells of their devices.
  kind: "EVENT",
  requires: (_user, { pool }) =>
    requireFeature(pool.description, ({ remembersDevices }) => remembersDevices),
  write: ({ username }, { deviceKey }) => forgetDevice(username, deviceKey),
  wanted: () => ({}),
  recoded: async ({ code }) => unlessFound(code),
  leaves: leavesAllBut(),
  detail: ({ deviceKey }) => ({ device: deviceKey }),
  explain: async ({ code }) => blame(code, "deviceKey"),
};
