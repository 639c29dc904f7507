import type { UserAction, UserStatus } from "../generated/graphql.js";

/** What the gateway says of a user to whoever looks at them. */
interface Target {
  readonly sub: string | null;
  readonly status: UserStatus;
  readonly allowedActions: readonly UserAction[] | null;
}

export const may = ({ allowedActions }: Target, action: UserAction): boolean =>
  allowedActions?.includes(action) ?? false;

/** Why no password can be set; null when one can. The gateway has decided: this only finds words for it. */
export function whyNoPassword(target: Target, mySub: string): string | null {
  if (may(target, "SET_TEMPORARY_PASSWORD") || may(target, "SET_PERMANENT_PASSWORD")) return null;
  if (target.sub === mySub) return "This is you: change your own password where you sign in.";
  if (target.status === "EXTERNAL_PROVIDER") {
    return "This user signs in through an identity provider, and needs no password here.";
  }
  return "You may not set this user's password: your role does not allow it, or they rank above you.";
}

export const actionTexts: Readonly<Record<UserAction, string>> = {
  READ_CONTACT: "See contact data",
  READ_SECURITY: "See second factors and groups",
  READ_ACTIVITY: "See sessions, devices and sign-ins",
  SET_TEMPORARY_PASSWORD: "Set a temporary password",
  SET_PERMANENT_PASSWORD: "Set a permanent password",
  ISSUE_TEMPORARY_PASSWORD: "Issue a temporary password",
  RESET_PASSWORD: "Reset the password",
  RESEND_INVITATION: "Invite again",
  CONFIRM: "Confirm",
  ENABLE: "Enable",
  DISABLE: "Disable",
  DELETE: "Delete",
  SIGN_OUT: "Sign out everywhere",
  CHANGE_MFA: "Change second factors",
  FORGET_DEVICE: "Forget a device",
  RATE_EVENT: "Rate a sign-in",
};
