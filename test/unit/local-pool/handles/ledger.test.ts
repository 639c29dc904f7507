import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  InitiateAuthCommand,
  ListUsersCommand,
  RespondToAuthChallengeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import {
  failureOf,
  startPoolUnderTest,
  type PoolUnderTest,
} from "../../../support/local-pool-client.js";

const SECRETS = ["Secret-First-1!", "Secret-Second-2!", "secret-weak"] as const;
const [FIRST, SECOND, WEAK] = SECRETS;
const ANN = { UserPoolId: "local_people", Username: "ann" };

describe("the ledger", () => {
  let subject: PoolUnderTest;

  beforeEach(async () => {
    subject = await startPoolUnderTest({
      seed: {
        pools: [
          {
            id: ANN.UserPoolId,
            name: "people",
            clients: [{ id: "app", name: "app", explicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"] }],
            users: [{ username: "ann", status: "CONFIRMED" }],
          },
        ],
      },
    });
  });

  afterEach(() => subject.stop());

  const setPassword = (Password: string, Permanent?: boolean) =>
    subject.client.send(
      new AdminSetUserPasswordCommand({
        ...ANN,
        Password,
        ...(Permanent === undefined ? {} : { Permanent }),
      }),
    );

  it("tells of a call what was asked and how it ended", async () => {
    await setPassword(FIRST, true);
    const [entry] = subject.pool.ledger.calls({ operation: "AdminSetUserPassword" });
    expect(entry).toMatchObject({
      sequence: 1,
      operation: "AdminSetUserPassword",
      poolId: ANN.UserPoolId,
      username: "ann",
      permanent: true,
      status: 200,
      applied: true,
    });
    expect(entry).not.toHaveProperty("errorType");
  });

  it("shows that Permanent was left out", async () => {
    await setPassword(FIRST);
    expect(subject.pool.ledger.calls()[0]).not.toHaveProperty("permanent");
  });

  it("tells a refused call from an applied one", async () => {
    await failureOf(setPassword(WEAK, true));
    expect(subject.pool.ledger.calls()[0]).toMatchObject({
      status: 400,
      errorType: "InvalidPasswordException",
      applied: false,
    });
  });

  it("does not count reading as a change", async () => {
    const request = { UserPoolId: ANN.UserPoolId, Filter: 'username = "ann"', Limit: 5 };
    await subject.client.send(new ListUsersCommand(request));
    expect(subject.pool.ledger.calls()[0]).toMatchObject({
      applied: false,
      status: 200,
      filter: 'username = "ann"',
      limit: 5,
    });
  });

  it("finds calls by operation, user and pool, and counts them", async () => {
    await setPassword(FIRST, true);
    await failureOf(
      subject.client.send(
        new AdminSetUserPasswordCommand({ ...ANN, Username: "bob", Password: FIRST }),
      ),
    );
    const { ledger } = subject.pool;
    expect(ledger.count("AdminSetUserPassword")).toBe(2);
    expect(ledger.count("AdminGetUser")).toBe(0);
    expect(ledger.calls({ username: "bob" })).toHaveLength(1);
    expect(ledger.calls({ poolId: "local_other" })).toEqual([]);
    ledger.clear();
    expect(ledger.calls()).toEqual([]);
    expect(ledger.count("AdminSetUserPassword")).toBe(0);
  });

  it("holds no password, session or token", async () => {
    await subject.client.send(
      new AdminCreateUserCommand({ ...ANN, Username: "eve", TemporaryPassword: FIRST }),
    );
    await failureOf(setPassword(WEAK, true));
    await setPassword(FIRST, false);
    const { Session } = await subject.client.send(
      new InitiateAuthCommand({
        ClientId: "app",
        AuthFlow: "USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME: "ann", PASSWORD: FIRST },
      }),
    );
    const { AuthenticationResult } = await subject.client.send(
      new RespondToAuthChallengeCommand({
        ClientId: "app",
        ChallengeName: "NEW_PASSWORD_REQUIRED",
        ChallengeResponses: { USERNAME: "ann", NEW_PASSWORD: SECOND },
        Session,
      }),
    );
    const written = JSON.stringify(subject.pool.ledger.calls());
    expect(subject.pool.ledger.calls()).toHaveLength(5);
    const tokens = [AuthenticationResult?.AccessToken, AuthenticationResult?.RefreshToken];
    for (const secret of [...SECRETS, Session, ...tokens]) {
      expect(secret).toBeDefined();
      expect(written).not.toContain(secret);
    }
  });

  it("holds no address and nothing of what a message tells", async () => {
    const addresses = ["eve@example.com", "+15550001111"];
    await subject.client.send(
      new AdminCreateUserCommand({
        ...ANN,
        Username: "eve",
        DesiredDeliveryMediums: ["EMAIL", "SMS"],
        UserAttributes: ["email", "phone_number"].map((Name, index) => ({
          Name,
          Value: addresses[index],
        })),
      }),
    );
    const [message] = subject.pool.outbox.messages({ kind: "invitation" });
    const secret = message?.kind === "invitation" ? message.temporaryPassword : "";
    expect(secret.length).toBeGreaterThan(7);
    const written = JSON.stringify(subject.pool.ledger.calls());
    for (const text of [...addresses, secret]) expect(written).not.toContain(text);
  });
});
