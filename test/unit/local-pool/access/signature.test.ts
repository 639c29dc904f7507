import { readAuthorization } from "../../../../src/local-pool/access/authorization-header.js";
import {
  isSignatureOf,
  type ReceivedRequest,
} from "../../../../src/local-pool/access/signature.js";
import {
  type SignatureVector,
  signatureVectors,
  vectorSecret,
} from "../../../support/signature-vectors.js";

function received({ method, target, headers, body }: SignatureVector): ReceivedRequest {
  const byName = new Map<string, string[]>();
  for (const [name, value] of headers) byName.set(name, [...(byName.get(name) ?? []), value]);
  return { method, target, headers: byName, body: Buffer.from(body) };
}

const authorizationOf = ({ headers }: ReceivedRequest) =>
  readAuthorization(headers.get("authorization")?.[0], headers.get("x-amz-date")?.[0]);

const isSigned = (request: ReceivedRequest, secret = vectorSecret) =>
  isSignatureOf(request, authorizationOf(request), secret);

const vector = (name: string) => received(signatureVectors.find((one) => one.name === name)!);

describe("isSignatureOf", () => {
  it.each(signatureVectors.map((one) => [one.name, one] as const))(
    "verifies AWS's example %s",
    (_name, one) => {
      expect(isSigned(received(one))).toBe(true);
    },
  );

  const signed = vector("post-x-www-form-urlencoded");

  it("refuses another secret", () => {
    expect(isSigned(signed, `${vectorSecret}x`)).toBe(false);
  });

  it.each([
    ["method", { method: "PUT" }],
    ["path", { target: "/other" }],
    ["query", { target: "/?a=b" }],
    ["body", { body: Buffer.from("Param1=value2") }],
    [
      "signed header",
      { headers: new Map([...signed.headers, ["content-type", ["text/plain"]] as const]) },
    ],
  ])("refuses a request whose %s was changed after signing", (_what, change) => {
    expect(isSigned({ ...signed, ...change })).toBe(false);
  });

  it("does not look at headers that are not signed", () => {
    const headers = new Map([...signed.headers, ["user-agent", ["curl"]] as const]);
    expect(isSigned({ ...signed, headers })).toBe(true);
  });

  it.each(["region", "service", "day", "terminator", "time"] as const)(
    "refuses a signature that was made for another %s",
    (part) => {
      const authorization = { ...authorizationOf(signed), [part]: "other" };
      expect(isSignatureOf(signed, authorization, vectorSecret)).toBe(false);
    },
  );
});
