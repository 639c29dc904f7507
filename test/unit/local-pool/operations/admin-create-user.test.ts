import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  InitiateAuthCommand,
  UserNotFoundException,
  type AdminCreateUserCommandInput,
} from "@aws-sdk/client-cognito-identity-provider";
import {
  brokenRule,
  completePolicy,
} from "../../../../src/local-pool/directory/password-policy.js";
import type { TriggerFailure } from "../../../../src/local-pool/handles/triggers.js";
import {
  failureOf,
  startPoolUnderTest,
  type PoolUnderTest,
} from "../../../support/local-pool-client.js";
import { until } from "../../../support/until.js";

const UserPoolId = "local_people";
const ANN = { UserPoolId, Username: "ann" };
const MAIL = "ann@example.com";
const PHONE = "+15550001111";
const GOOD = "Good-Pass-0001!";
const reachable = [
  { Name: "email", Value: MAIL },
  { Name: "phone_number", Value: PHONE },
];
const policy = { MinimumLength: 14, RequireNumbers: true, RequireSymbols: true };

let subject: PoolUnderTest;

beforeEach(async () => {
  const clients = [
    { id: "app", name: "app", explicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH" as const] },
  ];
  subject = await startPoolUnderTest({
    seed: {
      pools: [
        { id: UserPoolId, name: "people", passwordPolicy: policy, clients },
        { id: "local_aliases", name: "aliases", aliasAttributes: ["email"] },
        {
          id: "local_addresses",
          name: "by address",
          usernameAttributes: ["email", "phone_number"],
          users: [{ username: MAIL, status: "CONFIRMED", attributes: { phone_number: PHONE } }],
        },
      ],
    },
  });
});

afterEach(() => subject.stop());

const create = (settings: Partial<AdminCreateUserCommandInput> = {}) =>
  subject.client.send(
    new AdminCreateUserCommand({ ...ANN, UserAttributes: reachable, ...settings }),
  );
const invite = (settings: Partial<AdminCreateUserCommandInput> = {}) =>
  create({ DesiredDeliveryMediums: ["EMAIL"], ...settings });
const refusal = async (call: Promise<unknown>) => {
  const { name, message } = await failureOf(call);
  return `${name}: ${message}`;
};
const getUser = () => subject.client.send(new AdminGetUserCommand(ANN));
const nobody = () =>
  getUser().then(
    () => false,
    (error: unknown) => error instanceof UserNotFoundException,
  );
const lastCall = () => subject.pool.ledger.calls({ operation: "AdminCreateUser" }).at(-1);
const invitations = () => subject.pool.outbox.messages({ kind: "invitation", username: "ann" });
const passwordSent = () => {
  const message = invitations().at(-1);
  return message?.kind === "invitation" ? message.temporaryPassword : "";
};
const signIn = (PASSWORD: string) =>
  subject.client.send(
    new InitiateAuthCommand({
      ClientId: "app",
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: "ann", PASSWORD },
    }),
  );

describe("an invitation", () => {
  it("carries the temporary password that was given, by every medium that was asked for", async () => {
    await create({ TemporaryPassword: GOOD, DesiredDeliveryMediums: ["EMAIL", "SMS"] });
    const sent = { poolId: UserPoolId, username: "ann", temporaryPassword: GOOD };
    expect(invitations()).toEqual([
      expect.objectContaining({ ...sent, medium: "EMAIL", to: MAIL }),
      expect.objectContaining({ ...sent, medium: "SMS", to: PHONE }),
    ]);
  });

  it("carries one made by the policy when none was given, and it signs in", async () => {
    await invite();
    expect(brokenRule(completePolicy(policy), passwordSent())).toBeNull();
    expect((await signIn(passwordSent())).ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
  });

  it("goes by SMS when no medium is stated, and nowhere without a number or with SUPPRESS", async () => {
    await create();
    expect(invitations().map(({ medium }) => medium)).toEqual(["SMS"]);
    await create({ Username: "bob", UserAttributes: [] });
    await create({ Username: "cal", MessageAction: "SUPPRESS", DesiredDeliveryMediums: ["EMAIL"] });
    expect(subject.pool.outbox.messages()).toHaveLength(1);
  });

  it.each([
    ["EMAIL", "No email provided but desired delivery medium was Email"],
    ["SMS", "No phone number provided but desired delivery medium was SMS"],
  ] as const)("by %s to a user without the address is refused", async (medium, text) => {
    const call = create({ UserAttributes: [], DesiredDeliveryMediums: [medium] });
    expect(await refusal(call)).toBe(`InvalidParameterException: ${text}`);
    expect(await nobody()).toBe(true);
  });

  it("that cannot be delivered fails behind the creation, and is sent by RESEND", async () => {
    subject.pool.outbox.failNext();
    expect((await failureOf(invite())).name).toBe("CodeDeliveryFailureException");
    expect(lastCall()).toMatchObject({ status: 400, applied: true });
    expect((await getUser()).UserStatus).toBe("FORCE_CHANGE_PASSWORD");
    expect(invitations()).toEqual([]);
    await invite({ MessageAction: "RESEND" });
    expect((await signIn(passwordSent())).ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
  });
});

describe("RESEND", () => {
  it("voids the password before it and moves the date, though the delivery fails", async () => {
    await invite();
    const [first, before] = [passwordSent(), await getUser()];
    subject.pool.outbox.failNext();
    const call = invite({ MessageAction: "RESEND" });
    expect((await failureOf(call)).name).toBe("CodeDeliveryFailureException");
    expect((await failureOf(signIn(first))).name).toBe("NotAuthorizedException");
    const after = await getUser();
    expect(after.UserLastModifiedDate!.getTime()).toBeGreaterThan(
      before.UserLastModifiedDate!.getTime(),
    );
    expect(after.UserCreateDate).toEqual(before.UserCreateDate);
  });

  it("calls no PreSignUp: nobody signs up", async () => {
    await invite();
    subject.pool.triggers.add({ trigger: "PreSignUp", kind: "nonsense" });
    await invite({ MessageAction: "RESEND" });
    expect(invitations()).toHaveLength(2);
  });
});

describe("a taken address", () => {
  it.each([
    ["email", MAIL, []],
    ["phone_number", "bob@example.com", [{ Name: "phone_number", Value: PHONE }]],
  ])("of the kind %s is a UsernameExistsException where addresses are names", async (...row) => {
    const [attribute, Username, UserAttributes] = row;
    const call = create({ UserPoolId: "local_addresses", Username, UserAttributes });
    const text = `An account with the given ${attribute} already exists.`;
    expect(await refusal(call)).toBe(`UsernameExistsException: ${text}`);
  });
});

describe("a trigger", () => {
  const refuses = { kind: "refuses", message: "not you" } as const;

  it.each<[TriggerFailure, string, boolean]>([
    [
      { ...refuses, trigger: "PreSignUp" },
      "UserLambdaValidationException: PreSignUp failed with error not you.",
      false,
    ],
    [
      { kind: "nonsense", trigger: "PreSignUp" },
      "InvalidLambdaResponseException: Unrecognizable lambda output",
      false,
    ],
    [
      { kind: "unreachable", trigger: "PreSignUp" },
      "UnexpectedLambdaException: PreSignUp invocation failed due to error AccessDeniedException.",
      false,
    ],
    [
      { ...refuses, trigger: "CustomMessage" },
      "UserLambdaValidationException: CustomMessage failed with error not you.",
      true,
    ],
    [
      { kind: "nonsense", trigger: "CustomMessage" },
      "InvalidLambdaResponseException: Unrecognizable lambda output",
      true,
    ],
  ])("that fails as %j is told, and the user is there or not", async (failure, text, applied) => {
    subject.pool.triggers.add(failure);
    expect(await refusal(invite())).toBe(text);
    expect(lastCall()).toMatchObject({ status: 400, applied });
    expect(await nobody()).toBe(!applied);
    expect(invitations()).toEqual([]);
  });

  it("fails for whom and as often as it was told to", async () => {
    const { triggers } = subject.pool;
    triggers.add({ ...refuses, trigger: "PreSignUp", username: "bob", times: 2 });
    triggers.add({ ...refuses, trigger: "PreSignUp", times: 0 });
    await invite();
    const bob = () => invite({ Username: "bob" });
    for (let call = 0; call < 2; call += 1) {
      expect((await failureOf(bob())).name).toBe("UserLambdaValidationException");
    }
    triggers.add({ ...refuses, trigger: "PreSignUp" });
    triggers.clear();
    await bob();
  });

  it("that refuses takes no alias away", async () => {
    const aliases = { UserPoolId: "local_aliases", MessageAction: "SUPPRESS" } as const;
    const verified = [...reachable, { Name: "email_verified", Value: "true" }];
    await create({ ...aliases, UserAttributes: verified });
    subject.pool.triggers.add({ ...refuses, trigger: "PreSignUp" });
    const rival = { ...aliases, Username: "bob", UserAttributes: verified };
    await failureOf(create({ ...rival, ForceAliasCreation: true }));
    const holder = () =>
      subject.client.send(
        new AdminGetUserCommand({ UserPoolId: aliases.UserPoolId, Username: MAIL }),
      );
    expect((await holder()).Username).toBe("ann");
    await create({ ...rival, ForceAliasCreation: true });
    expect((await holder()).Username).toBe("bob");
  });
});

describe("a fault", () => {
  it.each([
    ["cut-before", false],
    ["cut-after", true],
    ["hang-after", true],
    ["garbage", true],
  ] as const)("%s leaves a user and an invitation, or neither", async (kind, applied) => {
    subject.pool.faults.add({ operation: "AdminCreateUser", kind });
    const patience = new AbortController();
    const command = new AdminCreateUserCommand({ ...ANN, UserAttributes: reachable });
    const failure = failureOf(subject.client.send(command, { abortSignal: patience.signal }));
    if (kind === "hang-after") {
      await until(() => lastCall()?.applied === true, "the call was applied");
      patience.abort();
    }
    await failure;
    expect(lastCall()?.applied).toBe(applied);
    expect([await nobody(), invitations().length]).toEqual([!applied, applied ? 1 : 0]);
  });
});
