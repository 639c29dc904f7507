import { command, userOf } from "../operation.js";
import { setPreference } from "../sign-in/mfa-preference.js";

/** Turns second factors of a user on or off, and prefers one. */
export const adminSetUserMfaPreference = command("AdminSetUserMFAPreference", (call) => {
  const { pool, user } = userOf(call);
  setPreference(call, pool, user);
  return {};
});
