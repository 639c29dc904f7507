import { randomId } from "../crypto/random-id.js";

/** Where and from what a session was last used, as far as it is known. */
export interface SessionPlace {
  readonly deviceType?: string | undefined;
  readonly ipAddress?: string | undefined;
  readonly city?: string | undefined;
  readonly country?: string | undefined;
}

/** One session of a user, as AdminListUserSessions tells of it. */
export interface Session extends SessionPlace {
  readonly id: string;
  readonly type: "TOKEN" | "SSO";
  /** The session counts for as long as this is among the user's sign-ins. */
  readonly signIn: string;
  readonly clientId?: string | undefined;
  readonly createdAt: Date;
  readonly lastActiveAt: Date;
  /** A seeded session has none: it lasts until it is ended. */
  readonly expiresAt?: Date | undefined;
  /** The SSO session that a token session came through. */
  readonly originId?: string | undefined;
}

/** An id in the form that the SDK describes at `SessionDescriptionType`: 28 lower-case letters and digits. */
export const newSessionId = (type: Session["type"]): string =>
  `${type === "TOKEN" ? "tkn" : "sso"}${randomId(25)}`;

/** The sessions of one user. One ends with its sign-in, whatever takes that away. */
export class UserSessions {
  readonly #byId = new Map<string, Session>();

  /** The set holds the sign-ins whose tokens still count. */
  constructor(readonly signIns: Set<string>) {}

  /** Those that have neither ended nor expired, the last used first: the order of the example in the SDK, an inference. */
  active(now: Date): readonly Session[] {
    return [...this.#byId.values()]
      .filter((session) => this.#isActive(session, now))
      .reverse()
      .sort((one, other) => other.lastActiveAt.getTime() - one.lastActiveAt.getTime());
  }

  /** Puts a session in place, and its sign-in. */
  add(session: Session): void {
    this.signIns.add(session.signIn);
    this.#byId.set(session.id, session);
  }

  /**
   * Adds the session of a new sign-in. The SDK says at `UserPoolTokenSessionConfigType` that a user at the limit first
   * loses the token session that was least recently used, and that a lowered limit is enforced here.
   */
  begin(session: Session, most: number): void {
    const now = session.createdAt;
    for (const known of this.#byId.values()) {
      if (!this.#isActive(known, now)) this.#byId.delete(known.id);
    }
    const tokens = this.active(now).filter(({ type }) => type === "TOKEN");
    for (const surplus of tokens.slice(most - 1)) this.end(surplus);
    this.add(session);
  }

  /** Notes that the tokens of a sign-in were refreshed; a place that is not told stays. */
  refresh(signIn: string, now: Date, place: SessionPlace): void {
    for (const session of this.#byId.values()) {
      if (session.signIn !== signIn) continue;
      const { ipAddress = session.ipAddress } = place;
      this.#byId.set(session.id, { ...session, ipAddress, lastActiveAt: now });
    }
  }

  /** Revokes the tokens of a session and deletes its record. */
  end(session: Session): void {
    this.signIns.delete(session.signIn);
    this.#byId.delete(session.id);
  }

  /** Ends those that there are. */
  endAll(): void {
    for (const session of this.#byId.values()) this.end(session);
  }

  /** Of a token session the SSO session that it came through, of an SSO session the token sessions that came through it. */
  linkedTo({ id, originId }: Session, now: Date): readonly Session[] {
    return this.active(now).filter((other) => other.id === originId || other.originId === id);
  }

  #isActive({ signIn, expiresAt }: Session, now: Date): boolean {
    return this.signIns.has(signIn) && (expiresAt === undefined || expiresAt > now);
  }
}
