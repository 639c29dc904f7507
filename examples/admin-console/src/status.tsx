import type { UserStatus } from "./generated/graphql.js";

type Tone = "good" | "wait" | "calm" | "bad";

interface StatusText {
  readonly label: string;
  readonly meaning: string;
  readonly tone: Tone;
}

/** Cognito's statuses in the words of people. */
const statusTexts: Readonly<Record<UserStatus, StatusText>> = {
  CONFIRMED: {
    label: "Confirmed",
    meaning: "Signs in with a password of their own.",
    tone: "good",
  },
  FORCE_CHANGE_PASSWORD: {
    label: "Temporary password",
    meaning: "Must choose a password of their own at the next sign-in.",
    tone: "wait",
  },
  RESET_REQUIRED: {
    label: "Reset required",
    meaning: "Cannot sign in until they, or you, have set a new password.",
    tone: "wait",
  },
  UNCONFIRMED: {
    label: "Unconfirmed",
    meaning: "Has signed up, but cannot sign in yet.",
    tone: "calm",
  },
  EXTERNAL_PROVIDER: {
    label: "Identity provider",
    meaning: "Signs in through an identity provider, and needs no password here.",
    tone: "calm",
  },
  ARCHIVED: { label: "Archived", meaning: "No longer used by Cognito.", tone: "calm" },
  COMPROMISED: {
    label: "Compromised",
    meaning: "Was disabled because of a possible security threat.",
    tone: "bad",
  },
  UNKNOWN: { label: "Unknown", meaning: "This console does not know the status.", tone: "calm" },
};

/** A newer gateway may know more statuses than this page. */
export const statusTextOf = (status: string): StatusText =>
  Object.hasOwn(statusTexts, status) ? statusTexts[status as UserStatus] : statusTexts.UNKNOWN;

interface StatusProps {
  readonly status: UserStatus;
  readonly enabled: boolean;
}

/** A user's status as a word in a colour, and beside it whether the account is switched off. */
export function Status({ status, enabled }: StatusProps) {
  const { label, tone } = statusTextOf(status);
  return (
    <span className="badges">
      <span className={`badge ${tone}`}>{label}</span>
      {!enabled && <span className="badge bad">Disabled</span>}
    </span>
  );
}
