import { parseSeed, SeedError } from "../../../../src/local-pool/seed/seed.js";

function mistakesOf(activity: object): readonly string[] {
  const users = [{ username: "ann", status: "CONFIRMED", ...activity }];
  try {
    parseSeed({ pools: [{ name: "people", users }] });
  } catch (error) {
    if (error instanceof SeedError) return error.mistakes;
  }
  return [];
}

const SSO = `sso${"0".repeat(25)}`;
const TOKEN = `tkn${"0".repeat(25)}`;

describe("what a seed says that a user has done", () => {
  it("may be nearly nothing", () => {
    const activity = { devices: [{ name: "phone" }], sessions: [{}, {}], authEvents: [{}, {}] };
    expect(mistakesOf(activity)).toEqual([]);
  });

  it("may link token sessions to an SSO session", () => {
    const sessions = [{ originSessionId: SSO }, { id: SSO, type: "SSO" }];
    expect(mistakesOf({ sessions })).toEqual([]);
  });

  it.each([
    [{ devices: [{}] }, "devices[0].name"],
    [{ devices: [{ name: "a", key: "no key" }] }, "devices[0].key"],
    [
      { devices: [{ name: "a", lastAuthenticatedAt: "2030-02-30" }] },
      "devices[0].lastAuthenticatedAt: there is no such day or time",
    ],
    [
      {
        devices: [
          { name: "a", key: "local_1" },
          { name: "b", key: "local_1" },
        ],
      },
      "devices[1].key: the same as pools[0].users[0].devices[0].key",
    ],
    [{ sessions: [{ id: SSO }] }, "sessions[0].id: the id of this type begins with tkn"],
    [
      { sessions: [{ type: "SSO", id: TOKEN }] },
      "sessions[0].id: the id of this type begins with sso",
    ],
    [
      { sessions: [{ originSessionId: SSO }] },
      "sessions[0].originSessionId: the user has no SSO session with this id",
    ],
    [
      {
        sessions: [
          { id: SSO, type: "SSO" },
          { type: "SSO", originSessionId: SSO },
        ],
      },
      "sessions[1].originSessionId: only a token session has an origin",
    ],
    [{ sessions: [{ createdAt: "last week" }] }, "sessions[0].createdAt"],
    [{ sessions: [{ ipAddress: "here" }] }, "sessions[0].ipAddress"],
    [{ authEvents: [{ type: "SignOut" }] }, "authEvents[0].type"],
    [{ authEvents: [{ at: "2030-13-01" }] }, "authEvents[0].at: there is no such day or time"],
    [
      { authEvents: [{ feedbackAt: "1 day ago" }] },
      "authEvents[0].feedbackAt: there is no feedback to have a date",
    ],
  ])("is refused with its place: %j", (activity, mistake) => {
    const mistakes = mistakesOf(activity);
    expect(mistakes).toHaveLength(1);
    expect(mistakes[0]).toContain(`pools[0].users[0].${mistake}`);
  });
});
