import {
  AdminDeleteUserCommand,
  AdminInitiateAuthCommand,
  AdminListUserSessionsCommand,
  InitiateAuthCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import {
  failureOf,
  startPoolUnderTest,
  type PoolUnderTest,
} from "../../../support/local-pool-client.js";

const DAY = 86_400_000;
const PASSWORD = "Good-Pass-0001!";
const ANN = { UserPoolId: "local_people", Username: "ann" };
const ann = { username: "ann", status: "CONFIRMED" as const, password: PASSWORD };
const ClientId = "app";

let subject: PoolUnderTest;

beforeEach(async () => {
  const explicitAuthFlows = [
    "ALLOW_USER_PASSWORD_AUTH" as const,
    "ALLOW_ADMIN_USER_PASSWORD_AUTH" as const,
  ];
  const clients = [{ id: ClientId, name: "app", explicitAuthFlows }];
  const pool = { id: ANN.UserPoolId, name: "people", sessionTracking: true };
  subject = await startPoolUnderTest({ seed: { pools: [{ ...pool, clients, users: [ann] }] } });
});

afterEach(() => subject.stop());

const list = async () =>
  (await subject.client.send(new AdminListUserSessionsCommand(ANN))).Sessions ?? [];

const signIn = (address?: string) =>
  subject.client.send(
    new InitiateAuthCommand({
      ClientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: "ann", PASSWORD },
      ...(address !== undefined && { UserContextData: { IpAddress: address } }),
    }),
  );

describe("AdminListUserSessions", () => {
  it("tells the address that a request tells, and nothing that none does", async () => {
    await signIn("192.0.2.1");
    const [session] = await list();
    expect(session?.LastIPAddress).toBe("192.0.2.1");
    expect([session?.LastLocation, session?.DeviceType]).toEqual([undefined, undefined]);
    await subject.client.send(
      new AdminInitiateAuthCommand({
        ...{ UserPoolId: ANN.UserPoolId, ClientId, AuthFlow: "ADMIN_USER_PASSWORD_AUTH" },
        AuthParameters: { USERNAME: "ann", PASSWORD },
        ContextData: {
          IpAddress: "192.0.2.2",
          ServerName: "shop",
          ServerPath: "/",
          HttpHeaders: [],
        },
      }),
    );
    expect((await list())[0]?.LastIPAddress).toBe("192.0.2.2");
  });

  it("moves the last activity by a refresh, which begins no session", async () => {
    const { AuthenticationResult } = await signIn();
    const [before] = await list();
    subject.pool.clock.advance(DAY);
    await subject.client.send(
      new InitiateAuthCommand({
        ClientId,
        AuthFlow: "REFRESH_TOKEN_AUTH",
        AuthParameters: { REFRESH_TOKEN: AuthenticationResult?.RefreshToken ?? "" },
      }),
    );
    const [after, ...others] = await list();
    expect(others).toEqual([]);
    expect(after?.CreateDate).toEqual(before?.CreateDate);
    const moved = after!.LastActiveDate!.getTime() - before!.LastActiveDate!.getTime();
    expect(Math.round(moved / DAY)).toBe(1);
  });

  it("lists a session no more once its refresh token has expired", async () => {
    await signIn();
    subject.pool.clock.advance(30 * DAY - 60_000);
    expect(await list()).toHaveLength(1);
    subject.pool.clock.advance(60_001);
    expect(await list()).toEqual([]);
  });

  it("lists what a seed states, all on one page, and nothing of a user who is gone", async () => {
    const session = {
      ...{ createdAt: "2 days ago", lastActiveAt: "5 minutes ago" },
      ...{ deviceType: "Firefox / Linux", city: "Bern", country: "Switzerland" },
    };
    const sessions = Array.from({ length: 125 }, () => session);
    subject.pool.seedUser(ANN.UserPoolId, { ...ann, sessions });
    const found = await subject.client.send(new AdminListUserSessionsCommand(ANN));
    expect([found.Sessions?.length, found.NextToken]).toEqual([125, undefined]);
    expect(found.Sessions?.[0]).toMatchObject({
      DeviceType: "Firefox / Linux",
      LastLocation: { City: "Bern", Country: "Switzerland" },
    });
    await subject.client.send(new AdminDeleteUserCommand(ANN));
    expect((await failureOf(list())).name).toBe("UserNotFoundException");
    subject.pool.seedUser(ANN.UserPoolId, ann);
    expect(await list()).toEqual([]);
  });

  it("continues where a page ends", async () => {
    const sessions = Array.from({ length: 130 }, () => ({}));
    subject.pool.seedUser(ANN.UserPoolId, { ...ann, sessions });
    const first = await subject.client.send(new AdminListUserSessionsCommand(ANN));
    expect(first.Sessions).toHaveLength(125);
    const { NextToken } = first;
    const rest = await subject.client.send(new AdminListUserSessionsCommand({ ...ANN, NextToken }));
    expect([rest.Sessions?.length, rest.NextToken]).toEqual([5, undefined]);
  });
});
