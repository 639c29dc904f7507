import {
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminUserGlobalSignOutCommand,
  GetUserCommand,
  InitiateAuthCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import {
  failureOf,
  startPoolUnderTest,
  type PoolUnderTest,
} from "../../../support/local-pool-client.js";

const password = "Good-Pass-0001!";
const ANN = { UserPoolId: "local_people", Username: "ann" };
const ann = { username: "ann", sub: "sub-of-ann", status: "CONFIRMED" as const, password };
const ClientId = "app";

let subject: PoolUnderTest;

beforeEach(async () => {
  const clients = [
    { id: ClientId, name: "app", explicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH" as const] },
  ];
  subject = await startPoolUnderTest({
    seed: { pools: [{ id: ANN.UserPoolId, name: "people", clients, users: [ann] }] },
  });
});

afterEach(() => subject.stop());

const initiate = (AuthFlow: "USER_PASSWORD_AUTH" | "REFRESH_TOKEN_AUTH", AuthParameters: object) =>
  subject.client.send(
    new InitiateAuthCommand({ ClientId, AuthFlow, AuthParameters: { ...AuthParameters } }),
  );

const signIn = async () =>
  (await initiate("USER_PASSWORD_AUTH", { USERNAME: "ann", PASSWORD: password }))
    .AuthenticationResult!;

type Tokens = Awaited<ReturnType<typeof signIn>>;

const getUser = ({ AccessToken }: Tokens) =>
  subject.client.send(new GetUserCommand({ AccessToken }));
const refresh = ({ RefreshToken }: Tokens) =>
  initiate("REFRESH_TOKEN_AUTH", { REFRESH_TOKEN: RefreshToken });

const refusals = async (tokens: Tokens) =>
  Promise.all(
    [getUser(tokens), refresh(tokens)].map(async (call) => {
      const { name, message } = await failureOf(call);
      return `${name}: ${message}`;
    }),
  );

const revoked = [
  "NotAuthorizedException: Access Token has been revoked",
  "NotAuthorizedException: Refresh Token has been revoked",
];

describe("the tokens of a user", () => {
  it("are revoked by AdminUserGlobalSignOut, those that were refreshed too, and a new sign-in is good", async () => {
    const tokens = await signIn();
    const refreshed = { ...tokens, ...(await refresh(tokens)).AuthenticationResult };
    await subject.client.send(new AdminUserGlobalSignOutCommand(ANN));
    expect(await refusals(tokens)).toEqual(revoked);
    expect(await refusals(refreshed)).toEqual(revoked);
    expect((await getUser(await signIn())).Username).toBe("ann");
  });

  it("are revoked by AdminDisableUser for good: AdminEnableUser brings none back", async () => {
    const tokens = await signIn();
    await subject.client.send(new AdminDisableUserCommand(ANN));
    expect(await refusals(tokens)).toEqual(revoked);
    await subject.client.send(new AdminEnableUserCommand(ANN));
    expect(await refusals(tokens)).toEqual(revoked);
    expect((await refresh(await signIn())).AuthenticationResult).toBeDefined();
  });

  it("name nobody behind AdminDeleteUser, and are not those of who is created in their place", async () => {
    const tokens = await signIn();
    await subject.client.send(new AdminDeleteUserCommand(ANN));
    const nobody = "UserNotFoundException: User does not exist.";
    expect(await refusals(tokens)).toEqual([nobody, nobody]);
    subject.pool.seedUser(ANN.UserPoolId, ann);
    expect(await refusals(tokens)).toEqual(revoked);
  });

  it("are those of the sub they name, though it is somebody else's username", async () => {
    const tokens = await signIn();
    subject.pool.seedUser(ANN.UserPoolId, { username: ann.sub, status: "CONFIRMED" });
    expect((await getUser(tokens)).Username).toBe("ann");
    expect((await refresh(tokens)).AuthenticationResult).toBeDefined();
  });

  it.each(["cut-before", "cut-after"] as const)(
    "are revoked or not as the ledger tells, on %s",
    async (kind) => {
      const tokens = await signIn();
      subject.pool.faults.add({ operation: "AdminUserGlobalSignOut", kind });
      await failureOf(subject.client.send(new AdminUserGlobalSignOutCommand(ANN)));
      const [entry] = subject.pool.ledger.calls({ operation: "AdminUserGlobalSignOut" });
      expect(entry).toMatchObject({ status: null, applied: kind === "cut-after" });
      if (kind === "cut-after") expect(await refusals(tokens)).toEqual(revoked);
      else expect((await getUser(tokens)).Username).toBe("ann");
    },
  );
});
