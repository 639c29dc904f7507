import type { UserRecord } from "../../cognito/records/records.js";

/** Whether a user has a verified address, without which they cannot replace a forgotten password. */
export const isReachable = ({ emailVerified, phoneNumberVerified }: UserRecord): boolean =>
  emailVerified === true || phoneNumberVerified === true;
