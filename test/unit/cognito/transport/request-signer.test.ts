import {
  type AwsCredentials,
  RequestSigner,
} from "../../../../src/cognito/transport/request-signer.js";

/** The credentials and the scope of AWS's examples of signatures. */
const keys = {
  accessKeyId: "AKIDEXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
};
const scope = { region: "us-east-1", service: "service" };
const options = { signingDate: new Date("2015-08-30T12:36:00Z") };
const host = "example.amazonaws.com";
const request = (
  headers: Record<string, string>,
  more: { path?: string; body?: string | Uint8Array } = {},
) => ({ protocol: "https:", hostname: host, method: "POST", path: "/", headers, ...more });
const sign = (unsigned: ReturnType<typeof request>, credentials: AwsCredentials = keys) =>
  new RequestSigner(() => Promise.resolve(credentials), scope).sign(unsigned, options);
const authorization = (names: string, signature: string) =>
  `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=${names}, Signature=${signature}`;

const form = {
  "content-type": "application/x-www-form-urlencoded",
  "content-length": "13",
  host,
};
const sessionToken =
  "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==";
const emptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const time = "20150830T123600Z";

/** The header for a request of which just these headers are signed. */
const authorize = (
  headers: readonly (readonly [string, string])[],
  { path = "/", method = "POST" } = {},
) =>
  new RequestSigner(() => Promise.resolve(keys), scope).authorize(
    { method, path, headers, bodyHash: emptyHash, time },
    keys,
  );

describe("RequestSigner", () => {
  // The names are those of AWS's test suite for Signature Version 4:
  // https://github.com/awslabs/aws-c-auth/tree/main/tests/aws-signing-test-suite/v4
  it.each([
    [
      "post-x-www-form-urlencoded",
      "application/x-www-form-urlencoded",
      "d3875051da38690788ef43de4db0d8f280229d82040bfac253562e56c3f20e0b",
    ],
    [
      "post-x-www-form-urlencoded-parameters",
      "application/x-www-form-urlencoded; charset=utf-8",
      "328d1b9eaadca9f5818ef05e8392801e091653bafec24fcab71e7344e7f51422",
    ],
  ])("signs a request as AWS's example %s", async (_name, type, signature) => {
    const unsigned = request({ ...form, "content-type": type }, { body: "Param1=value1" });
    const { headers } = await sign(unsigned);
    expect(headers["x-amz-date"]).toBe(time);
    expect(headers["x-amz-content-sha256"]).toBe(
      "9095672bbd1f56dfc5b65f3e153adc8731a4a654192329106275f4c7b24d0b6e",
    );
    expect(headers["authorization"]).toBe(
      authorization("content-length;content-type;host;x-amz-content-sha256;x-amz-date", signature),
    );
  });

  it.each([
    [
      "post-vanilla",
      [],
      "host;x-amz-date",
      "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
    ],
    [
      "post-sts-header-before",
      [["x-amz-security-token", sessionToken]],
      "host;x-amz-date;x-amz-security-token",
      "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead",
    ],
  ] as const)("authorizes the headers of AWS's example %s", (_name, more, names, signature) => {
    const headers = [["host", host], ["x-amz-date", time], ...more] as const;
    expect(authorize(headers)).toBe(authorization(names, signature));
  });

  it("encodes the path of an endpoint once more, as the SDK's own signer does", () => {
    const headers = [
      ["host", host],
      ["x-amz-date", time],
    ] as const;
    expect(authorize(headers, { path: "/proxy/a%20b!/" })).toBe(
      authorization(
        "host;x-amz-date",
        "732531ed025de6f0367da33e8db520c9ba8ec4ff24561629784a027ee93e47f7",
      ),
    );
  });

  it("leaves the empty parts of a path out, as AWS's example get-slashes-normalized", () => {
    const headers = [
      ["host", host],
      ["x-amz-date", time],
    ] as const;
    expect(authorize(headers, { path: "//example//", method: "GET" })).toBe(
      authorization(
        "host;x-amz-date",
        "9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84",
      ),
    );
  });

  it("signs the token of a session with the other headers", async () => {
    const { headers } = await sign(request({ host }), { ...keys, sessionToken });
    expect(headers["x-amz-security-token"]).toBe(sessionToken);
    expect(headers["authorization"]).toContain(
      "SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-security-token,",
    );
  });

  it("signs bytes as it signs the text that they are", async () => {
    const [text, bytes] = await Promise.all(
      ["Param1=v\u00e4lue1", Buffer.from("Param1=v\u00e4lue1")].map((body) =>
        sign(request({ ...form }, { body })),
      ),
    );
    expect(bytes?.headers).toEqual(text?.headers);
  });

  it("signs for its own Region and service, whatever the SDK passes", async () => {
    const signer = new RequestSigner(() => Promise.resolve(keys), {
      region: "eu-west-1",
      service: "cognito-idp",
    });
    const passed = { ...options, signingRegion: undefined, signingService: "other" };
    const { headers } = await signer.sign(request({ host }), passed);
    expect(headers["authorization"]).toContain("/20150830/eu-west-1/cognito-idp/aws4_request,");
  });

  it("signs anew with other keys, and on another day", async () => {
    let current: AwsCredentials = keys;
    const signer = new RequestSigner(() => Promise.resolve(current), scope);
    const signatures = new Set<string | undefined>();
    const add = async (more: Partial<typeof options>) => {
      const { headers } = await signer.sign(request({ host }), { ...options, ...more });
      signatures.add(headers["authorization"]);
      return signatures.size;
    };
    expect(await add({})).toBe(1);
    expect(await add({ signingDate: new Date("2015-08-31T12:36:00Z") })).toBe(2);
    current = { ...keys, secretAccessKey: "another" };
    expect(await add({})).toBe(3);
    current = keys;
    expect(await add({})).toBe(3);
  });
});
