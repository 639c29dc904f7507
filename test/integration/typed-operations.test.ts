import {
  CheckPasswordDocument,
  MeDocument,
  SetUserPasswordDocument,
  type TypedDocumentString,
  UserDocument,
  UserPoolsDocument,
  UsersByKeyDocument,
  UsersDocument,
} from "../generated/graphql.js";
import { customers } from "../support/sample-seed.js";
import { type Send, startTestGateway, type TestGateway } from "../support/test-gateway.js";

let gateway: TestGateway;
let admin: Send;

beforeAll(async () => {
  gateway = await startTestGateway();
  admin = await gateway.as("ada");
});

afterAll(async () => {
  await gateway.stop();
});

/** Sends a document with the variables that its types ask for; its answer has the type that it selects. */
async function ask<Data, Variables extends object>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  const { data, errors } = await admin(document.toString(), variables);
  expect(errors).toBeUndefined();
  return data as Data;
}

describe("the operations of test/operations, as code generation types them", () => {
  it("Me", async () => {
    const { me } = await ask(MeDocument, {});
    expect(me?.roles).toEqual(["admin"]);
  });

  it("User", async () => {
    const { user } = await ask(UserDocument, {
      poolId: "customers",
      username: "confirmed",
      attributeNames: ["locale"],
    });
    expect(user?.email).toBe("confirmed@example.com");
    expect(user?.attributes).toEqual([{ name: "locale", value: "en-GB" }]);
    expect(user?.temporaryPassword).toBeNull();
  });

  it("UsersByKey", async () => {
    const { usersByKey } = await ask(UsersByKeyDocument, {
      keys: [
        { poolId: "customers", username: "forced" },
        { poolId: "customers", username: "nobody" },
      ],
    });
    expect(usersByKey?.map((user) => user?.status ?? null)).toEqual([
      "FORCE_CHANGE_PASSWORD",
      null,
    ]);
  });

  it("Users", async () => {
    const filter = { username: { startsWith: "user-1" } };
    const { users } = await ask(UsersDocument, { poolId: "customers", filter, first: 2 });
    expect(users?.nodes.map(({ username }) => username)).toEqual(["user-1", "user-10"]);
    expect([users?.pageInfo.hasNextPage, users?.complete]).toEqual([true, true]);
  });

  it("CheckPassword", async () => {
    const { checkPassword } = await ask(CheckPasswordDocument, {
      poolId: "customers",
      username: "confirmed",
      password: "weak-passw0rd",
    });
    expect(checkPassword).toEqual({ ok: false, violations: ["NO_UPPERCASE"] });
  });

  it("UserPools", async () => {
    const { userPools } = await ask(UserPoolsDocument, {});
    expect(userPools?.map(({ passwordPolicy }) => passwordPolicy?.minimumLength)).toEqual([
      10, 8, 10,
    ]);
  });

  it("SetUserPassword", async () => {
    const { setUserPassword } = await ask(SetUserPasswordDocument, {
      poolId: customers,
      username: "reset",
      password: "Brand-New-Passw0rd",
      permanent: true,
    });
    expect(setUserPassword?.status).toBe("CONFIRMED");
  });
});
