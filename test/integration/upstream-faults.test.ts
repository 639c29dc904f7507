import { customers } from "../support/sample-seed.js";
import { type Send, signIn, startTestGateway, type TestGateway } from "../support/test-gateway.js";

const newPassword = "Brand-New-Passw0rd";

const mutation = `mutation($password: String!, $permanent: Boolean = true) {
  setUserPassword(poolId: "customers", username: "confirmed@example.com", password: $password, permanent: $permanent) {
    username status email lastModifiedAt
  }
}`;

let gateway: TestGateway;
let admin: Send;

beforeAll(async () => {
  gateway = await startTestGateway({
    config: { limits: { readAttemptTimeoutMs: 300, readDeadlineMs: 1500, writeDeadlineMs: 400 } },
  });
  admin = await gateway.as("ada");
});

beforeEach(() => {
  gateway.pool.faults.clear();
  gateway.pool.ledger.clear();
  gateway.pool.seedUser(customers, {
    username: "confirmed",
    status: "RESET_REQUIRED",
    attributes: { email: "confirmed@example.com", email_verified: "true" },
  });
});

afterAll(async () => {
  await gateway.stop();
});

const sets = () => gateway.pool.ledger.calls({ operation: "AdminSetUserPassword" });
const gets = () => gateway.pool.ledger.calls({ operation: "AdminGetUser" });
const canSignIn = async () =>
  (await signIn(gateway.pool, "confirmed", newPassword)).body.AuthenticationResult !== undefined;

describe("a failing write", () => {
  const operation = "AdminSetUserPassword";

  it.each([
    [{ operation, kind: "throttle" }, "THROTTLED", "NOT_APPLIED", false],
    [{ operation, kind: "internal-error" }, "UPSTREAM_ERROR", "UNKNOWN", false],
    [{ operation, kind: "unavailable" }, "UPSTREAM_ERROR", "UNKNOWN", false],
    [{ operation, kind: "hang" }, "UPSTREAM_TIMEOUT", "UNKNOWN", false],
    [{ operation, kind: "hang-after" }, "UPSTREAM_TIMEOUT", "UNKNOWN", true],
    [{ operation, kind: "cut-before" }, "UPSTREAM_UNAVAILABLE", "UNKNOWN", false],
    [{ operation, kind: "cut-after" }, "UPSTREAM_UNAVAILABLE", "UNKNOWN", true],
    [{ operation, kind: "garbage" }, "UPSTREAM_ERROR", "UNKNOWN", true],
    [
      { operation, kind: "error", type: "AccessDeniedException", status: 400 },
      "GATEWAY_MISCONFIGURED",
      "NOT_APPLIED",
      false,
    ],
    [
      { operation, kind: "error", type: "ExpiredTokenException", status: 400 },
      "GATEWAY_MISCONFIGURED",
      "NOT_APPLIED",
      false,
    ],
    [
      { operation, kind: "error", type: "ResourceNotFoundException", status: 400 },
      "POOL_NOT_FOUND",
      "NOT_APPLIED",
      false,
    ],
    [
      { operation, kind: "error", type: "UserNotFoundException", status: 400 },
      "USER_NOT_FOUND",
      "NOT_APPLIED",
      false,
    ],
    [
      { operation, kind: "error", type: "PasswordHistoryPolicyViolationException", status: 400 },
      "PASSWORD_REUSED",
      "NOT_APPLIED",
      false,
    ],
    [
      { operation, kind: "error", type: "InvalidParameterException", status: 400 },
      "BAD_USER_INPUT",
      "NOT_APPLIED",
      false,
    ],
    [
      { operation, kind: "error", type: "OperationNotEnabledException", status: 400 },
      "READ_ONLY_REPLICA",
      "NOT_APPLIED",
      false,
    ],
    [
      {
        operation,
        kind: "error",
        type: "NotAuthorizedException",
        status: 400,
        message: "User is disabled.",
      },
      "USER_DISABLED",
      "NOT_APPLIED",
      false,
    ],
    [
      { operation, kind: "error", type: "NotAuthorizedException", status: 400, message: "No." },
      "OPERATION_REFUSED",
      "NOT_APPLIED",
      false,
    ],
    [
      { operation, kind: "error", type: "NeverHeardOfException", status: 400 },
      "OPERATION_REFUSED",
      "UNKNOWN",
      false,
    ],
    [
      { operation, kind: "error", type: "RequestAbortedException", status: 400 },
      "UPSTREAM_ERROR",
      "UNKNOWN",
      false,
    ],
    [
      { operation, kind: "error", type: "LimitExceededException", status: 400 },
      "LIMIT_EXCEEDED",
      "NOT_APPLIED",
      false,
    ],
    ...(
      [
        ["UsernameExistsException", "USER_EXISTS", "NOT_APPLIED"],
        ["AliasExistsException", "ALIAS_IN_USE", "NOT_APPLIED"],
        ["FeatureUnavailableInTierException", "FEATURE_UNAVAILABLE", "NOT_APPLIED"],
        ["CodeDeliveryFailureException", "DELIVERY_FAILED", "UNKNOWN"],
        ["InvalidEmailRoleAccessPolicyException", "MESSAGING_MISCONFIGURED", "UNKNOWN"],
        ["UserLambdaValidationException", "REJECTED_BY_TRIGGER", "UNKNOWN"],
        ["UnexpectedLambdaException", "TRIGGER_FAILED", "UNKNOWN"],
      ] as const
    ).map(
      ([type, code, outcome]) =>
        [{ operation, kind: "error", type, status: 400 }, code, outcome, false] as const,
    ),
    ...(["NotAuthorized", "RequestExpired", "SignatureDoesNotMatch"] as const).map(
      (type) =>
        [
          { operation, kind: "error", type, status: 400 },
          "GATEWAY_MISCONFIGURED",
          "NOT_APPLIED",
          false,
        ] as const,
    ),
  ] as const)(
    "%j answers %s with outcome %s, and is sent once",
    async (fault, code, outcome, isApplied) => {
      gateway.pool.faults.add(fault);
      const { data, errors, text } = await admin(mutation, { password: newPassword });
      expect(data).toEqual({ setUserPassword: null });
      expect(errors).toHaveLength(1);
      expect(errors?.[0]?.extensions).toMatchObject({ code, outcome });
      expect(text).not.toMatch(/Exception|No\.|arn:/);
      expect(sets()).toHaveLength(1);
      expect(sets()[0]?.applied).toBe(isApplied);
      expect(await canSignIn()).toBe(isApplied);
    },
  );

  it.each([
    [
      "UserLambdaValidationException",
      "PreSignUp failed with error S3cret words.",
      { code: "REJECTED_BY_TRIGGER", outcome: "NOT_APPLIED", trigger: "PRE_SIGN_UP" },
    ],
    [
      "UnexpectedLambdaException",
      "PostConfirmation invocation failed due to error S3cret words.",
      { code: "TRIGGER_FAILED", outcome: "UNKNOWN", trigger: "POST_CONFIRMATION" },
    ],
    [
      "InvalidParameterException",
      "Cannot reset password for the user as there is no registered/verified email or phone_number, S3cret words",
      { code: "NO_VERIFIED_CONTACT", outcome: "NOT_APPLIED" },
    ],
  ])("by %s is told without AWS's words", async (type, message, extensions) => {
    gateway.pool.faults.add({ operation, kind: "error", type, status: 400, message });
    const { errors, text } = await admin(mutation, { password: newPassword });
    expect(errors?.map((error) => error.extensions)).toEqual([expect.objectContaining(extensions)]);
    expect(text).not.toMatch(/S3cret|failed with|invocation|Exception|registered/);
  });

  it("tells when to try again after a throttle, in the error and in Retry-After", async () => {
    gateway.pool.faults.add({ operation, kind: "throttle" });
    const { errors, headers } = await admin(mutation, { password: newPassword });
    expect(errors?.[0]?.extensions).toMatchObject({ retryable: true, retryAfterMs: 1000 });
    expect(headers.get("retry-after")).toBe("1");
  });
});

describe("a failing look-up of the target", () => {
  it.each([
    [{ kind: "internal-error", times: 2 }, "UPSTREAM_ERROR", 2],
    [{ kind: "throttle", times: 2 }, "THROTTLED", 2],
    [{ kind: "hang", times: 2 }, "UPSTREAM_TIMEOUT", 2],
    [{ kind: "cut-before", times: 2 }, "UPSTREAM_UNAVAILABLE", 2],
    [{ kind: "error", type: "AccessDeniedException", status: 400 }, "GATEWAY_MISCONFIGURED", 1],
  ] as const)(
    "%j is tried at most twice and nothing is written: %s",
    async (fault, code, attempts) => {
      gateway.pool.faults.add({ operation: "AdminGetUser", ...fault });
      const { errors } = await admin(mutation, { password: newPassword });
      expect(errors?.[0]?.extensions).toMatchObject({ code, outcome: "NOT_APPLIED" });
      expect(gets()).toHaveLength(attempts);
      expect(sets()).toHaveLength(0);
    },
  );

  it("that fails once is not noticed", async () => {
    gateway.pool.faults.add({ operation: "AdminGetUser", kind: "internal-error" });
    const { errors } = await admin(mutation, { password: newPassword });
    expect(errors).toBeUndefined();
  });

  it("that answers without a user is a fault, not a user", async () => {
    gateway.pool.faults.add({ operation: "AdminGetUser", kind: "garbage", times: 2 });
    const { errors } = await admin(mutation, { password: newPassword });
    expect(errors?.[0]?.extensions).toMatchObject({
      code: "UPSTREAM_ERROR",
      outcome: "NOT_APPLIED",
    });
    expect(sets()).toHaveLength(0);
  });
});

describe("a failing read-back", () => {
  it.each(["internal-error", "hang", "cut-before", "throttle"] as const)(
    "(%s) does not make the done write look failed",
    async (kind) => {
      gateway.pool.faults.add({
        operation: "AdminSetUserPassword",
        kind: "run",
        run: () => {
          gateway.pool.faults.add({ operation: "AdminGetUser", kind, times: 2 });
        },
      });
      const { data, errors, extensions } = await admin(mutation, { password: newPassword });
      expect(errors).toBeUndefined();
      expect(data).toEqual({
        setUserPassword: {
          username: "confirmed",
          status: "CONFIRMED",
          email: "confirmed@example.com",
          lastModifiedAt: null,
        },
      });
      expect(extensions?.warnings).toEqual([
        { code: "READBACK_FAILED", path: ["setUserPassword"] },
      ]);
      expect(sets()).toHaveLength(1);
      expect(await canSignIn()).toBe(true);
    },
  );

  it("says so when the status is not the documented one", async () => {
    gateway.pool.faults.add({
      operation: "AdminSetUserPassword",
      kind: "run",
      run: () => {
        gateway.pool.faults.add({
          operation: "AdminGetUser",
          kind: "run",
          run: () => {
            gateway.pool.seedUser(customers, { username: "confirmed", status: "COMPROMISED" });
          },
        });
      },
    });
    const { data, extensions } = await admin(mutation, { password: newPassword });
    expect(data?.["setUserPassword"]).toMatchObject({ status: "COMPROMISED" });
    expect(extensions?.warnings).toEqual([
      { code: "STATUS_UNEXPECTED", path: ["setUserPassword"] },
    ]);
  });
});

describe("an unreachable Cognito", () => {
  it("is UPSTREAM_UNAVAILABLE and NOT_APPLIED, since nothing was sent", async () => {
    const other = await startTestGateway();
    const send = await other.as("ada");
    await send(`{ me { subject } }`);
    await other.pool.stop();
    const { errors } = await send(mutation, { password: newPassword });
    expect(errors?.[0]?.extensions).toMatchObject({
      code: "UPSTREAM_UNAVAILABLE",
      outcome: "NOT_APPLIED",
    });
    await other.stop();
  });
});

describe("a write that nobody knows the outcome of", () => {
  let other: TestGateway;

  beforeAll(async () => {
    other = await startTestGateway({
      config: { limits: { mutationFields: 2, writeDeadlineMs: 150 } },
    });
  });

  afterAll(async () => {
    await other.stop();
  });

  it("lets nothing of its target be believed by the rest of the request", async () => {
    const seed = (groups: readonly string[]) => {
      other.pool.seedUser(customers, {
        username: "promoted",
        status: "CONFIRMED",
        groups: [...groups],
      });
    };
    seed(["buyers"]);
    other.pool.faults.add({
      operation: "AdminSetUserPassword",
      kind: "run",
      run: async () => {
        seed(["buyers", "staff"]);
        await new Promise((resolve) => setTimeout(resolve, 300));
      },
    });
    other.pool.ledger.clear();
    const set = `setUserPassword(poolId: "customers", username: "promoted", password: $password) { sub }`;
    const send = await other.as("henry");
    const { errors } = await send(`mutation($password: String!) { first: ${set} second: ${set} }`, {
      password: newPassword,
    });
    expect(errors?.map(({ extensions: { code, outcome } }) => [code, outcome])).toEqual([
      ["UPSTREAM_TIMEOUT", "UNKNOWN"],
      ["OUT_OF_SCOPE_USER", "NOT_APPLIED"],
    ]);
    const { ledger } = other.pool;
    const asked = ["AdminGetUser", "AdminListGroupsForUser", "AdminSetUserPassword"] as const;
    expect(asked.map((operation) => ledger.count(operation))).toEqual([2, 2, 1]);
  });
});

describe("a client that hangs up", () => {
  it("does not stop the write that it asked for", async () => {
    gateway.pool.faults.add({ operation: "AdminSetUserPassword", kind: "slow", delayMs: 50 });
    const authorization = `Bearer ${await gateway.token("ada")}`;
    const hangingUp = new AbortController();
    gateway.pool.faults.add({
      operation: "AdminGetUser",
      kind: "run",
      run: () => {
        hangingUp.abort();
      },
    });
    await expect(
      fetch(`${gateway.url}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization },
        body: JSON.stringify({ query: mutation, variables: { password: newPassword } }),
        signal: hangingUp.signal,
      }),
    ).rejects.toThrow();
    for (let turn = 0; turn < 200 && gets().length < 2; turn += 1) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(await canSignIn()).toBe(true);
    expect(sets()).toHaveLength(1);
  });
});
