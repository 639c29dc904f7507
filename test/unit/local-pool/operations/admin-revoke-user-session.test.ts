import {
  AdminListUserSessionsCommand,
  AdminRevokeUserSessionCommand,
  GetUserCommand,
  InitiateAuthCommand,
  SetUserPoolSessionConfigurationCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import {
  failureOf,
  startPoolUnderTest,
  type PoolUnderTest,
} from "../../../support/local-pool-client.js";

const password = "Good-Pass-0001!";
const ANN = { UserPoolId: "local_people", Username: "ann" };
const SSO = `sso${"0".repeat(25)}`;
const token = (digit: number): string => `tkn${String(digit).repeat(25)}`;

let subject: PoolUnderTest;

beforeEach(async () => {
  const sessions = [
    { id: SSO, type: "SSO" as const, createdAt: "3 hours ago" },
    { id: token(1), originSessionId: SSO, createdAt: "2 hours ago" },
    { id: token(2), originSessionId: SSO, createdAt: "1 hour ago" },
    { id: token(3), createdAt: "10 minutes ago" },
  ];
  const user = { status: "CONFIRMED" as const, password };
  subject = await startPoolUnderTest({
    seed: {
      pools: [
        {
          id: ANN.UserPoolId,
          name: "people",
          sessionTracking: true,
          clients: [{ id: "app", name: "app", explicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"] }],
          users: [
            { ...user, username: "ann", sessions },
            { ...user, username: "bob" },
          ],
        },
      ],
    },
  });
});

afterEach(() => subject.stop());

const revoke = (SessionId: string, how?: "LINKED" | "NONE", Username = "ann") =>
  subject.client.send(
    new AdminRevokeUserSessionCommand({
      ...ANN,
      Username,
      SessionId,
      ...(how && { RevokeAssociatedSessions: how }),
    }),
  );

const left = async () => {
  const { Sessions = [] } = await subject.client.send(new AdminListUserSessionsCommand(ANN));
  return Sessions.map(({ SessionId }) => SessionId);
};

describe("AdminRevokeUserSession", () => {
  it.each([
    [token(1), undefined, [token(3), token(2), SSO]],
    [token(1), "NONE", [token(3), token(2), SSO]],
    [token(1), "LINKED", [token(3), token(2)]],
    [token(3), "LINKED", [token(2), token(1), SSO]],
    [SSO, "NONE", [token(3), token(2), token(1)]],
    [SSO, "LINKED", [token(3)]],
  ] as const)("of %s, associated sessions %s, leaves %j", async (id, how, expected) => {
    await revoke(id, how);
    expect(await left()).toEqual(expected);
    expect((await failureOf(revoke(id))).name).toBe("ResourceNotFoundException");
  });

  it("ends nothing by the name of somebody else, or where sessions are not tracked", async () => {
    expect((await failureOf(revoke(SSO, "LINKED", "bob"))).name).toBe("ResourceNotFoundException");
    const configure = (UserSessionTracking: "DISABLED" | "ENABLED") =>
      subject.client.send(
        new SetUserPoolSessionConfigurationCommand({
          UserPoolId: ANN.UserPoolId,
          UserSessionTracking,
          TokenSession: { MaxPerUser: 20 },
        }),
      );
    await configure("DISABLED");
    expect((await failureOf(revoke(SSO))).name).toBe("ResourceNotFoundException");
    expect(await left()).toEqual([]);
    await configure("ENABLED");
    expect(await left()).toHaveLength(4);
  });

  it("refuses an id that is none", async () => {
    expect((await failureOf(revoke("session-1"))).name).toBe("InvalidParameterException");
  });

  it.each(["cut-before", "cut-after"] as const)(
    "has revoked or not as the ledger tells, on %s",
    async (kind) => {
      const { AuthenticationResult } = await subject.client.send(
        new InitiateAuthCommand({
          ClientId: "app",
          AuthFlow: "USER_PASSWORD_AUTH",
          AuthParameters: { USERNAME: "ann", PASSWORD: password },
        }),
      );
      const [id = ""] = await left();
      subject.pool.faults.add({ operation: "AdminRevokeUserSession", kind });
      await failureOf(revoke(id));
      const [entry] = subject.pool.ledger.calls({ operation: "AdminRevokeUserSession" });
      expect(entry).toMatchObject({ status: null, applied: kind === "cut-after" });
      const getUser = subject.client.send(
        new GetUserCommand({ AccessToken: AuthenticationResult?.AccessToken }),
      );
      if (kind === "cut-after") expect((await failureOf(getUser)).message).toContain("revoked");
      else expect((await getUser).Username).toBe("ann");
    },
  );
});
