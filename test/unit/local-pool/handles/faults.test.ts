import {
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { Faults, type FaultKind } from "../../../../src/local-pool/handles/faults.js";
import {
  failureOf,
  startPoolUnderTest,
  type PoolUnderTest,
} from "../../../support/local-pool-client.js";
import { until } from "../../../support/until.js";

const ANN = { UserPoolId: "local_people", Username: "ann" };
const operation = "AdminSetUserPassword";

describe("Faults", () => {
  it("hits as many calls as it was told to, the earliest fault first", () => {
    const faults = new Faults();
    faults.add({ operation, kind: "throttle", times: 2 });
    faults.add({ operation: "*", kind: "hang" });
    const kinds = [1, 2, 3, 4].map(() => faults.take(operation, "ann")?.kind);
    expect(kinds).toEqual(["throttle", "throttle", "hang", undefined]);
  });

  it("hits no call when it was told to hit none", () => {
    const faults = new Faults();
    faults.add({ operation, kind: "throttle", times: 0 });
    expect(faults.take(operation, "ann")).toBeUndefined();
  });

  it("hits the calls for one user only, for ever if told so", () => {
    const faults = new Faults();
    faults.add({ operation, username: "ann", kind: "unavailable", times: Infinity });
    expect(faults.take(operation, "bob")).toBeUndefined();
    expect(faults.take("AdminGetUser", "ann")).toBeUndefined();
    for (let call = 0; call < 100; call += 1) {
      expect(faults.take(operation, "ann")?.kind).toBe("unavailable");
    }
    faults.clear();
    expect(faults.take(operation, "ann")).toBeUndefined();
  });
});

describe("a call that meets a fault", () => {
  let subject: PoolUnderTest;

  beforeEach(async () => {
    subject = await startPoolUnderTest({
      seed: {
        pools: [
          {
            id: ANN.UserPoolId,
            name: "people",
            users: [{ username: "ann", status: "UNCONFIRMED" }],
          },
        ],
      },
    });
  });

  afterEach(() => subject.stop());

  const setPassword = (abortSignal?: AbortSignal) =>
    subject.client.send(
      new AdminSetUserPasswordCommand({ ...ANN, Password: "Good-Pass-01!", Permanent: true }),
      abortSignal === undefined ? {} : { abortSignal },
    );

  const isApplied = async (): Promise<boolean> =>
    (await subject.client.send(new AdminGetUserCommand(ANN))).UserStatus === "CONFIRMED";

  const entry = () => subject.pool.ledger.calls({ operation })[0];

  const entered = (calls = 1): Promise<void> =>
    until(() => subject.pool.ledger.calls({ operation }).length >= calls, "the calls came");

  it.each<[FaultKind, string, number]>([
    [{ kind: "throttle" }, "TooManyRequestsException", 400],
    [{ kind: "internal-error" }, "InternalErrorException", 500],
    [{ kind: "error", type: "AccessDeniedException", status: 403 }, "AccessDeniedException", 403],
    [{ kind: "error", type: "ExpiredTokenException" }, "ExpiredTokenException", 400],
  ])("answers %j with an error and does nothing", async (kind, name, status) => {
    subject.pool.faults.add({ ...kind, operation });
    expect((await failureOf(setPassword())).name).toBe(name);
    expect(entry()).toMatchObject({ status, errorType: name, applied: false });
    expect(await isApplied()).toBe(false);
  });

  it("answers an HTML page when it is unavailable", async () => {
    subject.pool.faults.add({ operation, kind: "unavailable" });
    const failure = await failureOf(setPassword());
    expect(failure).toMatchObject({ $metadata: { httpStatusCode: 503 } });
    expect(entry()).toMatchObject({ status: 503, applied: false });
    expect(await isApplied()).toBe(false);
  });

  it.each([
    ["cut-before", false],
    ["cut-after", true],
  ] as const)("loses the connection on %s", async (kind, applied) => {
    subject.pool.faults.add({ operation, kind });
    expect((await failureOf(setPassword())).message).toContain("socket hang up");
    expect(entry()).toMatchObject({ status: null, applied });
    expect(await isApplied()).toBe(applied);
  });

  it.each([
    ["hang", false],
    ["hang-after", true],
  ] as const)("waits in vain on %s", async (kind, applied) => {
    subject.pool.faults.add({ operation, kind });
    const patience = new AbortController();
    const failure = failureOf(setPassword(patience.signal));
    await entered();
    // A whole exchange later there is still no answer.
    expect(await isApplied()).toBe(applied);
    expect(entry()).toMatchObject({ status: null, applied });
    patience.abort();
    expect((await failure).name).toBe("AbortError");
  });

  it("gets something that is not JSON on garbage, although the call was applied", async () => {
    subject.pool.faults.add({ operation, kind: "garbage" });
    expect((await failureOf(setPassword())).name).toBe("SyntaxError");
    expect(entry()).toMatchObject({ status: 200, applied: true });
    expect(await isApplied()).toBe(true);
  });

  it("is answered late on slow", async () => {
    subject.pool.faults.add({ operation, kind: "slow", delayMs: 5 });
    await setPassword();
    expect(entry()).toMatchObject({ status: 200, applied: true });
  });

  it("meets what run has changed just before", async () => {
    const disable = jest.fn(() => {
      subject.pool.seedUser(ANN.UserPoolId, {
        username: "ann",
        status: "COMPROMISED",
        enabled: false,
      });
    });
    subject.pool.faults.add({ operation, kind: "run", run: disable });
    await setPassword();
    expect(disable).toHaveBeenCalledTimes(1);
    const user = await subject.client.send(new AdminGetUserCommand(ANN));
    expect(user).toMatchObject({ Enabled: false, UserStatus: "CONFIRMED" });
  });

  it("does not keep the pool from stopping", async () => {
    subject.pool.faults.add({ operation, kind: "hang" });
    subject.pool.faults.add({ operation, kind: "slow", delayMs: 600_000 });
    const failures = [failureOf(setPassword()), failureOf(setPassword())];
    await entered(2);
    await subject.pool.stop();
    for (const failure of await Promise.all(failures)) {
      expect(failure.message).toContain("socket hang up");
    }
  });
});
