import { randomUUID } from "node:crypto";

/** What an event of threat protection can be about. */
export const eventTypes = [
  "SignIn",
  "SignUp",
  "ForgotPassword",
  "PasswordChange",
  "ResendCode",
] as const;

/** What was asked of a user, and whether the answer was right. */
export interface AskedOfUser {
  readonly name: "Password" | "Mfa";
  readonly response: "Success" | "Failure";
}

/** One event of a user's history, as AdminListUserAuthEvents tells of it. */
export interface AuthEvent {
  readonly id: string;
  readonly type: (typeof eventTypes)[number];
  readonly createdAt: Date;
  readonly response: "Pass" | "Fail" | "InProgress";
  readonly asked: readonly AskedOfUser[];
  readonly risk: {
    readonly decision: "NoRisk" | "AccountTakeover" | "Block";
    readonly level?: "Low" | "Medium" | "High" | undefined;
    readonly compromisedCredentials: boolean;
  };
  readonly ipAddress?: string | undefined;
  readonly deviceName?: string | undefined;
  readonly timezone?: string | undefined;
  readonly city?: string | undefined;
  readonly country?: string | undefined;
  readonly feedback?: { readonly value: "Valid" | "Invalid"; readonly at: Date } | undefined;
  /** The session of the challenge that the sign-in waits at. */
  readonly session?: string | undefined;
}

const EVENTS_KEPT = 1000;

/** The history of one user: the last thousand events. */
export class AuthEvents {
  readonly #byId = new Map<string, AuthEvent>();

  /** Adds an event, or puts it in the place of the one with its id. */
  put(event: AuthEvent): void {
    this.#byId.set(event.id, event);
    const [oldest] = this.#byId.keys();
    if (this.#byId.size > EVENTS_KEPT && oldest !== undefined) this.#byId.delete(oldest);
  }

  /**
   * In the order of the service's examples, and the first page of one is said to be "the most recent":
   * https://docs.aws.amazon.com/cli/latest/reference/cognito-idp/admin-list-user-auth-events.html
   */
  newestFirst(): readonly AuthEvent[] {
    return [...this.#byId.values()]
      .reverse()
      .sort((one, other) => other.createdAt.getTime() - one.createdAt.getTime());
  }

  find(id: string): AuthEvent | undefined {
    return this.#byId.get(id);
  }

  /** The sign-in that waits at the challenge of this session. */
  waitingAt(session: string | undefined): AuthEvent | undefined {
    if (session === undefined) return undefined;
    return [...this.#byId.values()].find((event) => event.session === session);
  }

  clear(): void {
    this.#byId.clear();
  }
}

/** An event in which nothing unusual was seen: the local pool assesses no risk. */
export const newAuthEvent = (
  stated: Pick<AuthEvent, "type" | "createdAt" | "response"> & Partial<AuthEvent>,
): AuthEvent => ({
  id: randomUUID(),
  asked: [],
  risk: { decision: "NoRisk", compromisedCredentials: false },
  ...stated,
});
