import {
  newSessionId,
  UserSessions,
  type Session,
} from "../../../../src/local-pool/activity/user-sessions.js";

const at = (minute: number): Date => new Date(Date.UTC(2030, 0, 1, 0, minute));

const session = (id: string, minute: number, stated: Partial<Session> = {}): Session => ({
  id,
  type: "TOKEN",
  signIn: `sign-in of ${id}`,
  createdAt: at(minute),
  lastActiveAt: at(minute),
  ...stated,
});

describe("UserSessions", () => {
  let signIns: Set<string>;
  let sessions: UserSessions;
  const idsAt = (minute: number) => sessions.active(at(minute)).map(({ id }) => id);

  beforeEach(() => {
    signIns = new Set();
    sessions = new UserSessions(signIns);
  });

  it("lists the session that was last used first", () => {
    for (const [id, minute] of [["a", 1] as const, ["b", 3] as const, ["c", 2] as const]) {
      sessions.add(session(id, minute));
    }
    expect(idsAt(4)).toEqual(["b", "c", "a"]);
    sessions.refresh("sign-in of a", at(4), { ipAddress: "192.0.2.1" });
    expect(sessions.active(at(4))[0]).toMatchObject({ id: "a", ipAddress: "192.0.2.1" });
    sessions.refresh("sign-in of a", at(5), {});
    expect(sessions.active(at(5))[0]).toMatchObject({
      createdAt: at(1),
      lastActiveAt: at(5),
      ipAddress: "192.0.2.1",
    });
  });

  it("lists of sessions of one moment the last one first", () => {
    sessions.add(session("a", 1));
    sessions.add(session("b", 1));
    expect(idsAt(1)).toEqual(["b", "a"]);
  });

  it("loses a session with its sign-in, and at its end", () => {
    sessions.add(session("a", 1));
    sessions.add(session("b", 1, { expiresAt: at(5) }));
    expect(idsAt(4)).toEqual(["b", "a"]);
    expect(idsAt(5)).toEqual(["a"]);
    signIns.clear();
    expect(idsAt(4)).toEqual([]);
  });

  it("ends the token session that was least recently used when the limit is reached", () => {
    sessions.add(session("sso", 0, { type: "SSO" }));
    for (const [id, minute] of [["a", 1] as const, ["b", 2] as const]) {
      sessions.begin(session(id, minute), 2);
    }
    sessions.refresh("sign-in of a", at(3), {});
    sessions.begin(session("c", 4), 2);
    expect(idsAt(4)).toEqual(["c", "a", "sso"]);
    expect(signIns.has("sign-in of b")).toBe(false);
  });

  it("comes back to a lowered limit at the next sign-in, not before", () => {
    for (const minute of [1, 2, 3, 4]) sessions.begin(session(String(minute), minute), 4);
    expect(idsAt(4)).toHaveLength(4);
    sessions.begin(session("5", 5), 1);
    expect(idsAt(5)).toEqual(["5"]);
  });

  it("does not count sessions that are over", () => {
    sessions.begin(session("a", 1), 2);
    sessions.begin(session("b", 2, { expiresAt: at(3) }), 2);
    sessions.begin(session("c", 4), 2);
    expect(idsAt(4)).toEqual(["c", "a"]);
  });

  it("links a token session to its SSO session alone, and that to all of its token sessions", () => {
    const sso = session("sso", 0, { type: "SSO" });
    const [one, other] = ["a", "b"].map((id) => session(id, 1, { originId: "sso" }));
    for (const each of [sso, one!, other!, session("c", 1)]) sessions.add(each);
    expect(sessions.linkedTo(one!, at(2)).map(({ id }) => id)).toEqual(["sso"]);
    expect(sessions.linkedTo(sso, at(2)).map(({ id }) => id)).toEqual(["b", "a"]);
    expect(sessions.linkedTo(session("c", 1), at(2))).toEqual([]);
  });

  it("ends one, or all, with their sign-ins", () => {
    for (const id of ["a", "b", "c"]) sessions.add(session(id, 1));
    sessions.end(session("b", 1));
    expect(idsAt(1)).toEqual(["c", "a"]);
    sessions.endAll();
    expect([idsAt(1), [...signIns]]).toEqual([[], []]);
  });
});

describe("newSessionId", () => {
  it.each([
    ["TOKEN", /^tkn[a-z0-9]{25}$/u],
    ["SSO", /^sso[a-z0-9]{25}$/u],
  ] as const)("of %s is of the form of AWS", (type, form) => {
    expect(newSessionId(type)).toMatch(form);
    expect(newSessionId(type)).not.toBe(newSessionId(type));
  });
});
