import { readAuthorization } from "../../../../src/local-pool/access/authorization-header.js";

const time = "20261130T120000Z";
const credential = "Credential=AKID/20261130/eu-west-1/cognito-idp/aws4_request";
const rest = "SignedHeaders=host;x-amz-date, Signature=abc";

/** The name and the text of the error that a header leads to. */
function refusalOf(header: string | undefined, at: string | undefined = time) {
  try {
    readAuthorization(header, at);
    return "none";
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
}

describe("readAuthorization", () => {
  it.each([", ", ",", ",  "])("reads the parts, separated by '%s'", (separator) => {
    const header = `AWS4-HMAC-SHA256 ${[credential, ...rest.split(", ")].join(separator)}`;
    expect(readAuthorization(header, time)).toEqual({
      accessKeyId: "AKID",
      day: "20261130",
      region: "eu-west-1",
      service: "cognito-idp",
      terminator: "aws4_request",
      signedHeaders: ["host", "x-amz-date"],
      signature: "abc",
      time,
    });
  });

  it.each([undefined, ""])("refuses %p as a missing token", (header) => {
    expect(refusalOf(header)).toBe(
      "MissingAuthenticationTokenException: Missing Authentication Token",
    );
  });

  it.each([
    "Bearer eyJhbGciOi",
    "Basic bG9jYWw6bG9jYWw=",
    "AWS4-HMAC-SHA256",
    "AWS4-ECDSA-P256-SHA256 x",
  ])("names all that is missing of '%s', and shows the header by its hash alone", (header) => {
    expect(refusalOf(header)).toMatch(
      /^IncompleteSignatureException: Authorization header requires 'Credential' parameter\. Authorization header requires 'Signature' parameter\. Authorization header requires 'SignedHeaders' parameter\. \(Hashed with SHA-256 and encoded with Base64\) Authorization=[\w+/]{43}=$/u,
    );
  });

  it.each([
    ["Signature", `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=host`],
    ["SignedHeaders", `AWS4-HMAC-SHA256 ${credential}, Signature=abc`],
    ["Credential", `AWS4-HMAC-SHA256 ${rest}`],
    ["Credential", `AWS4-HMAC-SHA256 Credential=, ${rest}`],
  ])("asks for the parameter %s", (name, header) => {
    expect(refusalOf(header)).toMatch(
      `IncompleteSignatureException: Authorization header requires '${name}' parameter. (`,
    );
  });

  it.each(["local", "AKID/20261130/eu-west-1/cognito-idp", "a/b/c/d/e/f", "a/b/c/d/"])(
    "asks for the five parts of the credential '%s'",
    (text) => {
      expect(refusalOf(`AWS4-HMAC-SHA256 Credential=${text}, ${rest}`)).toMatch(
        "IncompleteSignatureException: Credential must have exactly 5 slash-delimited elements",
      );
    },
  );

  it("asks for a date, in the basic form of ISO 8601", () => {
    const header = `AWS4-HMAC-SHA256 ${credential}, ${rest}`;
    expect(refusalOf(header, "Mon, 30 Nov 2026 12:00:00 GMT")).toMatch(
      "IncompleteSignatureException: Date must be in ISO-8601 'basic format'.",
    );
    expect(() => readAuthorization(header, undefined)).toThrow(
      "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
    );
  });
});
