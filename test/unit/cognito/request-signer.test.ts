import { type AwsCredentials, RequestSigner } from "../../../src/cognito/request-signer.js";

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

const form = { "content-type": "application/x-www-form-urlencoded", host };

describe("RequestSigner", () => {
  // The names are those of AWS's test suite for Signature Version 4.
  it.each([
    [
      "post-vanilla",
      request({ host }),
      "host;x-amz-date",
      "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
    ],
    [
      "post-x-www-form-urlencoded",
      request(form, { body: "Param1=value1" }),
      "content-type;host;x-amz-date",
      "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
    ],
  ])("signs as AWS's example %s", async (_name, unsigned, names, signature) => {
    const { headers } = await sign(unsigned);
    expect(headers["x-amz-date"]).toBe("20150830T123600Z");
    expect(headers["authorization"]).toBe(authorization(names, signature));
  });

  it("encodes the path of an endpoint once more, as the SDK's own signer does", async () => {
    const { headers } = await sign(request({ host }, { path: "/proxy/a%20b!/" }));
    expect(headers["authorization"]).toBe(
      authorization(
        "host;x-amz-date",
        "732531ed025de6f0367da33e8db520c9ba8ec4ff24561629784a027ee93e47f7",
      ),
    );
  });

  it("signs the session's token with AWS's example post-sts-header-before", async () => {
    const sessionToken =
      "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==";
    const { headers } = await sign(request({ host }), { ...keys, sessionToken });
    expect(headers["x-amz-security-token"]).toBe(sessionToken);
    expect(headers["authorization"]).toBe(
      authorization(
        "host;x-amz-date;x-amz-security-token",
        "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead",
      ),
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
