import { AuthEvents, newAuthEvent } from "../../../../src/local-pool/activity/auth-events.js";

const at = (minute: number): Date => new Date(Date.UTC(2030, 0, 1, 0, minute));
const event = (id: string, minute: number, stated: { session?: string } = {}) =>
  newAuthEvent({ id, type: "SignIn", createdAt: at(minute), response: "Pass", ...stated });

describe("AuthEvents", () => {
  it("lists the newest first, and of one moment the last one", () => {
    const events = new AuthEvents();
    for (const [id, minute] of [["a", 2] as const, ["b", 1] as const, ["c", 2] as const]) {
      events.put(event(id, minute));
    }
    expect(events.newestFirst().map(({ id }) => id)).toEqual(["c", "a", "b"]);
  });

  it("puts an event in the place of the one with its id", () => {
    const events = new AuthEvents();
    events.put(event("a", 1));
    events.put(event("b", 1));
    events.put({ ...event("a", 1), response: "Fail" });
    expect(events.newestFirst().map(({ id, response }) => [id, response])).toEqual([
      ["b", "Pass"],
      ["a", "Fail"],
    ]);
  });

  it("finds the sign-in that waits at a session, and none for no session", () => {
    const events = new AuthEvents();
    events.put(event("a", 1, { session: "one" }));
    events.put(event("b", 1));
    expect(events.waitingAt("one")?.id).toBe("a");
    expect(events.waitingAt("two")).toBeUndefined();
    expect(events.waitingAt(undefined)).toBeUndefined();
  });

  it("keeps the last thousand", () => {
    const events = new AuthEvents();
    for (let count = 0; count <= 1000; count += 1) events.put(event(String(count), 1));
    expect(events.newestFirst()).toHaveLength(1000);
    expect([events.find("0"), events.find("1000")?.id]).toEqual([undefined, "1000"]);
    events.clear();
    expect(events.newestFirst()).toEqual([]);
  });
});
