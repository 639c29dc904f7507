import type { SessionRecord } from "../cognito/records/activity-records.js";
import { keyOf, type UserName } from "./name-loader.js";

/**
 * The sessions that one request has ended. Cognito's lists may show them for some seconds more: they are eventually consistent, and
 * so is the ending of linked sessions (`RevokeAssociatedSessions` in the SDK's AdminRevokeUserSessionRequest).
 */
export class RevokedSessions {
  private readonly ids = new Set<string>();
  private readonly linkedIds = new Set<string>();
  /** The keys of users all of whose tokens were ended. */
  private readonly signedOut = new Set<string>();

  /** `linked`: the session that it came from, and those that came from it, were ended too. */
  add(sessionId: string, { linked }: { readonly linked: boolean }): void {
    this.ids.add(sessionId);
    if (linked) this.linkedIds.add(sessionId);
  }

  /** All sessions of tokens of a user were ended; those of managed login go on. */
  addAll(user: UserName): void {
    this.signedOut.add(keyOf(user));
  }

  /**
   * The sessions of a user's list that are open. Where the list lacks a session that was ended, it cannot tell which one that came from: such
   * a one stays.
   */
  withoutRevoked(user: UserName, sessions: readonly SessionRecord[]): readonly SessionRecord[] {
    const isSignedOut = this.signedOut.has(keyOf(user));
    const ended = new Set(this.ids);
    for (const { id, originSessionId } of sessions) {
      if (originSessionId === null) continue;
      if (this.linkedIds.has(id)) ended.add(originSessionId);
      if (this.linkedIds.has(originSessionId)) ended.add(id);
    }
    return sessions.filter(({ id, kind }) => !(ended.has(id) || (isSignedOut && kind === "TOKEN")));
  }
}
