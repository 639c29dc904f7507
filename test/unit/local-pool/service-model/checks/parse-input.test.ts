import { parseInput } from "../../../../../src/local-pool/service-model/checks/parse-input.js";
import { ServiceError } from "../../../../../src/local-pool/service-model/service-error.js";
import type { OperationName } from "../../../../../src/local-pool/service-model/service-model.js";

const POOL = "local_people";

function refusalOf(operation: OperationName, value: unknown): ServiceError {
  try {
    parseInput(operation, value);
  } catch (error) {
    if (error instanceof ServiceError) return error;
  }
  throw new Error("The request was let through.");
}

describe("parseInput", () => {
  it("lets a request through as it is", () => {
    const request = { UserPoolId: POOL, Username: "ann" };
    expect(parseInput("AdminGetUser", request)).toBe(request);
  });

  it("takes null for absent", () => {
    const refusal = refusalOf("AdminGetUser", { UserPoolId: POOL, Username: null });
    expect(refusal.type).toBe("InvalidParameterException");
    expect(refusal.message).toBe(
      "1 validation error detected: Value null at 'username' failed to satisfy constraint: Member must not be null",
    );
  });

  it("reports every broken constraint", () => {
    const refusal = refusalOf("ListUsers", { UserPoolId: "not a pool", Limit: 61 });
    expect(refusal.message).toContain("2 validation errors detected");
    expect(refusal.message).toContain("Value 'not a pool' at 'userPoolId'");
    expect(refusal.message).toContain("Value '61' at 'limit'");
  });

  it("never quotes a password or a username", () => {
    const request = { UserPoolId: POOL, Username: "n".repeat(129), Password: "p".repeat(257) };
    const { message } = refusalOf("AdminSetUserPassword", request);
    expect(message).toContain("Value at 'password'");
    expect(message).not.toMatch(/n{129}|p{257}/u);
  });

  it("does not quote a password that came as a number", () => {
    const request = { UserPoolId: POOL, Username: "ann", Password: 8_675_309 };
    const refusal = refusalOf("AdminSetUserPassword", request);
    expect(refusal.type).toBe("SerializationException");
    expect(refusal.message).not.toContain("8675309");
  });

  it.each([[[]], ["text"], [1], [null]])("refuses a body that is %j", (body) => {
    expect(refusalOf("AdminGetUser", body).type).toBe("SerializationException");
  });

  it("does not find required members on the prototype", () => {
    const body = Object.create({ UserPoolId: POOL, Username: "ann" }) as unknown;
    expect(refusalOf("AdminGetUser", body).message).toContain("2 validation errors");
  });

  it("names the item of a list and its member", () => {
    const request = {
      UserPoolId: POOL,
      Username: "ann",
      UserAttributes: [{ Name: "email" }, { Name: "" }],
    };
    expect(refusalOf("AdminUpdateUserAttributes", request).message).toContain(
      "at 'userAttributes.2.member.name'",
    );
  });

  it("refuses a word that is not among the choices", () => {
    const request = { UserPoolId: POOL, Username: "ann", MessageAction: "SHOUT" };
    expect(refusalOf("AdminCreateUser", request).message).toContain("[RESEND, SUPPRESS]");
  });
});
