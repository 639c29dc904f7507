import {
  AdminGetUserCommand,
  type CognitoIdentityProviderClient,
  type CognitoIdentityProviderClientConfig,
  CreateUserPoolCommand,
  InitiateAuthCommand,
  ListUserPoolsCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { IamPolicy } from "../../../../src/local-pool/access/iam-policy.js";
import { type LocalPool, startLocalPool } from "../../../../src/local-pool/local-pool.js";
import { clientFor, failureOf } from "../../../support/local-pool-client.js";
import { customers, sampleSeed } from "../../../support/sample-seed.js";
import { signedHeaders } from "../../../support/signed-headers.js";

let pool: LocalPool;
let open: LocalPool;
const clients: CognitoIdentityProviderClient[] = [];

beforeAll(async () => {
  pool = await startLocalPool({ seed: sampleSeed });
  open = await startLocalPool({ seed: sampleSeed, isStrict: false });
});

beforeEach(() => {
  pool.signatureClock.set(new Date());
});

afterAll(async () => {
  for (const client of clients) client.destroy();
  await Promise.all([pool.stop(), open.stop()]);
});

function client(settings: CognitoIdentityProviderClientConfig = {}, of = pool) {
  const made = clientFor(of.url, settings);
  clients.push(made);
  return made;
}

const keys = (accessKeyId: string, secretAccessKey: string, sessionToken?: string) => ({
  credentials: {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken === undefined ? {} : { sessionToken }),
  },
});
const getUser = () => new AdminGetUserCommand({ UserPoolId: customers, Username: "confirmed" });
const refusal = async (made: CognitoIdentityProviderClient) => {
  const failure = await failureOf(made.send(getUser()));
  return `${failure.name}: ${failure.message}`;
};
const invalidToken =
  "UnrecognizedClientException: The security token included in the request is invalid.";
const mismatch = /^InvalidSignatureException: The request signature we calculated does not match/u;

/** What is answered to a request that an AWS client has signed, after a change of its headers or its body. */
async function answerTo(change: {
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: string;
  readonly path?: string;
}) {
  const body = JSON.stringify({ UserPoolId: customers, Username: "confirmed" });
  const signed = { ...(await signedHeaders(client(), "AdminGetUser", body)), ...change.headers };
  const headers = Object.entries(signed).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const response = await fetch(`${pool.url}${change.path ?? "/"}`, {
    ...{ method: "POST", headers, body: change.body ?? body },
  });
  return { response, answer: (await response.json()) as Record<string, string> };
}

describe("a call that AWS signs", () => {
  it("is admitted with a key that the pool knows, signed by an unchanged AWS client", async () => {
    expect(await client().send(getUser())).toMatchObject({ Username: "confirmed" });
    pool.keys.add({ accessKeyId: "AKIDOTHER", secretAccessKey: "other", sessionToken: "token" });
    const session = client(keys("AKIDOTHER", "other", "token"));
    expect(await session.send(getUser())).toMatchObject({ Username: "confirmed" });
  });

  it("is refused as AWS refuses it: by name, text, status and headers", async () => {
    const { response, answer } = await answerTo({ headers: { authorization: undefined } });
    expect(response.status).toBe(400);
    expect(answer).toEqual({
      __type: "MissingAuthenticationTokenException",
      message: "Missing Authentication Token",
    });
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "application/x-amz-json-1.1",
      "x-amzn-errortype": "MissingAuthenticationTokenException:",
      "x-amzn-errormessage": "Missing Authentication Token",
      "x-amzn-requestid": expect.stringMatching(/^[\da-f-]{36}$/u) as unknown,
    });
  });

  it("is entered in the ledger with its refusal, and meets no fault", async () => {
    pool.ledger.clear();
    pool.faults.add({ operation: "AdminGetUser", kind: "throttle" });
    await refusal(client(keys("local", "wrong")));
    expect(pool.ledger.calls()).toMatchObject([
      { operation: "AdminGetUser", status: 400, errorType: "InvalidSignatureException" },
    ]);
    expect(await refusal(client())).toMatch(/^TooManyRequestsException/u);
  });

  it.each([
    ["a wrong secret", keys("local", "wrong"), mismatch],
    ["a key that nobody knows", keys("AKIDNOBODY", "local"), invalidToken],
    ["a token of a session that the key has not", keys("local", "local", "token"), invalidToken],
    [
      "the scope of another Region",
      { region: "us-east-1" },
      "InvalidSignatureException: Credential should be scoped to a valid region. ",
    ],
  ])("is refused with %s", async (_what, settings, expected) => {
    expect(await refusal(client(settings))).toMatch(expected);
  });

  it("is refused with a session key whose token is missing, wrong or expired", async () => {
    const expiresAt = new Date(pool.signatureClock.now().getTime() + 60_000);
    pool.keys.add({
      ...{ accessKeyId: "ASIASESSION", secretAccessKey: "s", sessionToken: "token", expiresAt },
    });
    expect(await refusal(client(keys("ASIASESSION", "s")))).toBe(invalidToken);
    expect(await refusal(client(keys("ASIASESSION", "s", "other")))).toBe(invalidToken);
    const session = client(keys("ASIASESSION", "s", "token"));
    await session.send(getUser());
    pool.signatureClock.advance(60_000);
    expect(await refusal(session)).toBe(
      "ExpiredTokenException: The security token included in the request is expired",
    );
  });

  it.each([
    [-5 * 60_000 - 2000, /not yet current: (\d{8}T\d{6}Z) is still later than .* \+ 5 min\.\)$/u],
    [5 * 60_000 + 2000, /expired: (\d{8}T\d{6}Z) is now earlier than .* \(\d{8}T\d{6}Z - 5 min/u],
  ])("is refused by a clock that is %i ms ahead, with both times", async (milliseconds, text) => {
    pool.signatureClock.advance(milliseconds);
    expect(await refusal(client())).toMatch(text);
  });

  it.each([-4.9 * 60_000, 4.9 * 60_000])("is admitted by a clock %i ms ahead", async (ahead) => {
    pool.signatureClock.advance(ahead);
    expect(await client().send(getUser())).toMatchObject({ Username: "confirmed" });
  });

  it("tells the time of the signatures' clock, by which clients correct theirs", async () => {
    pool.signatureClock.set(new Date("2030-01-02T03:04:05Z"));
    const { response } = await answerTo({});
    expect(response.headers.get("date")).toBe("Wed, 02 Jan 2030 03:04:05 GMT");
  });

  it.each([
    ["body", { body: JSON.stringify({ UserPoolId: customers, Username: "forced" }) }, mismatch],
    ["operation", { headers: { "x-amz-target": "x" } }, /UnknownOperation/u],
    ["path", { path: "/other" }, mismatch],
    ["type of content", { headers: { "content-type": "text/plain" } }, mismatch],
    ["hash of the body", { headers: { "x-amz-content-sha256": "0".repeat(64) } }, mismatch],
    [
      "day",
      { headers: { "x-amz-date": "20200101T000000Z" } },
      /Date in Credential scope does not match YYYYMMDD/u,
    ],
    [
      "headers, by one that is not signed",
      { headers: { "x-amz-meta": "1" } },
      /headers present in the request which were not signed: x-amz-meta$/u,
    ],
  ])("is refused if its %s was changed after signing", async (_what, change, expected) => {
    const { answer } = await answerTo(change);
    expect(`${answer["__type"] ?? ""}: ${answer["message"] ?? ""}`).toMatch(expected);
  });

  it.each([
    ["cognito-idp", "sts", /^Credential should be scoped to correct service: 'cognito-idp'\. $/u],
    ["aws4_request", "aws4", /scoped with a valid terminator: 'aws4_request'\. $/u],
    ["host;", "", /^'Host' or ':authority' must be a 'SignedHeader'/u],
  ])("is refused if '%s' in its authorization is '%s'", async (part, other, text) => {
    const headers = await signedHeaders(client(), "AdminGetUser", "{}");
    const authorization = headers["authorization"]?.replace(part, other);
    const { answer } = await answerTo({ headers: { authorization } });
    expect(answer).toMatchObject({ __type: "InvalidSignatureException" });
    expect(answer["message"]).toMatch(text);
  });

  it("names any Region if it names no pool, and the pool of an id without one", async () => {
    const elsewhere = client({ region: "ap-southeast-2" });
    expect(await elsewhere.send(new ListUserPoolsCommand({ MaxResults: 1 }))).toBeDefined();
    const nowhere = client({ region: "undefined" });
    const failure = await failureOf(nowhere.send(new ListUserPoolsCommand({ MaxResults: 1 })));
    expect(failure.message).toBe("Credential should be scoped to a valid region. ");
  });

  it("needs no key if AWS asks for no signature", async () => {
    const unknown = client(keys("AKIDNOBODY", "nothing"));
    const answer = await failureOf(
      unknown.send(new InitiateAuthCommand({ ClientId: "nobody", AuthFlow: "USER_PASSWORD_AUTH" })),
    );
    expect(answer.name).not.toBe("UnrecognizedClientException");
  });
});

describe("a key with a policy", () => {
  const policy = (Action: string, Resource: string, Effect = "Allow") => ({
    ...{ accessKeyId: "AKIDPOLICY", secretAccessKey: "p" },
    policy: new IamPolicy({ Version: "2012-10-17", Statement: [{ Effect, Action, Resource }] }),
  });
  const arn = `arn:aws:cognito-idp:eu-west-1:000000000000:userpool/${customers}`;

  it("may do what the policy allows, and is refused all else as IAM refuses it", async () => {
    pool.keys.add(policy("cognito-idp:AdminGetUser", arn));
    const made = client(keys("AKIDPOLICY", "p"));
    expect(await made.send(getUser())).toMatchObject({ Username: "confirmed" });
    const failure = await failureOf(made.send(new CreateUserPoolCommand({ PoolName: "people" })));
    expect(failure.name).toBe("AccessDeniedException");
    expect(failure.message).toBe(
      "User: arn:aws:iam::000000000000:user/AKIDPOLICY is not authorized to perform: cognito-idp:CreateUserPool on resource: * because no identity-based policy allows the cognito-idp:CreateUserPool action",
    );
    expect(failure).toMatchObject({ $metadata: { httpStatusCode: 400 } });
  });

  it.each([
    ["cognito-idp:AdminSetUserPassword", arn, "Allow", "because no identity-based policy allows"],
    ["*", `${arn}x`, "Allow", "because no identity-based policy allows"],
    ["*", "*", "Deny", "with an explicit deny in an identity-based policy"],
  ])("is denied AdminGetUser by %s on %s, %s", async (action, resource, effect, reason) => {
    pool.keys.add(policy(action, resource, effect));
    const made = client(keys("AKIDPOLICY", "p"));
    expect(await refusal(made)).toMatch(
      `AccessDeniedException: User: arn:aws:iam::000000000000:user/AKIDPOLICY is not authorized to perform: cognito-idp:AdminGetUser on resource: ${arn} ${reason}`,
    );
  });
});

describe("a local pool that is not strict", () => {
  it("admits keys that it does not know, and verifies those that it knows", async () => {
    const unknown = client(keys("AKIDNOBODY", "whatever", "token"), open);
    expect(await unknown.send(getUser())).toMatchObject({ Username: "confirmed" });
    expect(await refusal(client(keys("local", "wrong"), open))).toMatch(mismatch);
  });

  it("checks all that needs no secret of keys that it does not know", async () => {
    const unknown = keys("AKIDNOBODY", "whatever");
    expect(await refusal(client({ ...unknown, region: "us-east-1" }, open))).toMatch(
      "Credential should be scoped to a valid region. ",
    );
    open.signatureClock.advance(6 * 60_000);
    expect(await refusal(client(unknown, open))).toMatch("Signature expired: ");
    open.signatureClock.set(new Date());
  });
});
