import type { SessionRecord } from "../../../src/cognito/records/activity-records.js";
import { RevokedSessions } from "../../../src/loaders/revoked-sessions.js";

const session = (id: string, originSessionId: string | null = null): SessionRecord => ({
  id,
  kind: id.startsWith("sso") ? "SSO" : "TOKEN",
  clientId: null,
  createdAt: null,
  lastActiveAt: null,
  device: null,
  ipAddress: null,
  city: null,
  country: null,
  originSessionId,
});

const ann = { poolId: "eu-west-1_A", username: "ann" };

const listed = [
  session("sso1"),
  session("tkn1", "sso1"),
  session("tkn2", "sso1"),
  session("sso2"),
  session("tkn3", "sso2"),
  session("tkn4"),
];

const idsWithout = (revoked: RevokedSessions, sessions = listed): readonly string[] =>
  revoked.withoutRevoked(ann, sessions).map(({ id }) => id);

describe("RevokedSessions", () => {
  it("leaves a list as it is while nothing was ended", () => {
    expect(new RevokedSessions().withoutRevoked(ann, listed)).toEqual(listed);
  });

  it.each([
    ["a token session alone", "tkn1", false, ["sso1", "tkn2", "sso2", "tkn3", "tkn4"]],
    ["an SSO session alone", "sso1", false, ["tkn1", "tkn2", "sso2", "tkn3", "tkn4"]],
    [
      "a token session and the SSO session that it came from, but no other that came from there",
      "tkn1",
      true,
      ["tkn2", "sso2", "tkn3", "tkn4"],
    ],
    ["an SSO session and all that came from it", "sso1", true, ["sso2", "tkn3", "tkn4"]],
    ["a linked one that came from nowhere", "tkn4", true, ["sso1", "tkn1", "tkn2", "sso2", "tkn3"]],
    ["one that is not listed", "tkn9", true, ["sso1", "tkn1", "tkn2", "sso2", "tkn3", "tkn4"]],
  ])("leaves out %s", (_, id, linked, left) => {
    const revoked = new RevokedSessions();
    revoked.add(id, { linked });
    expect(idsWithout(revoked)).toEqual(left);
  });

  it("leaves out what came from an ended session that the list lacks already", () => {
    const revoked = new RevokedSessions();
    revoked.add("sso1", { linked: true });
    expect(idsWithout(revoked, listed.slice(1))).toEqual(["sso2", "tkn3", "tkn4"]);
  });

  it("remembers all that one request ended, whether linked or not", () => {
    const revoked = new RevokedSessions();
    revoked.add("tkn1", { linked: false });
    revoked.add("sso2", { linked: true });
    revoked.add("sso2", { linked: false });
    expect(idsWithout(revoked)).toEqual(["sso1", "tkn2", "tkn4"]);
  });

  it("leaves out all sessions of tokens of somebody who was signed out, and nobody else's", () => {
    const revoked = new RevokedSessions();
    revoked.addAll(ann);
    expect(idsWithout(revoked)).toEqual(["sso1", "sso2"]);
    expect(revoked.withoutRevoked({ ...ann, username: "bob" }, listed)).toEqual(listed);
    expect(revoked.withoutRevoked({ ...ann, poolId: "eu-west-1_B" }, listed)).toEqual(listed);
  });
});
