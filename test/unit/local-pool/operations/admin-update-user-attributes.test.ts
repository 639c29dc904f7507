import {
  AdminGetUserCommand,
  AdminUpdateUserAttributesCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import {
  failureOf,
  startPoolUnderTest,
  type PoolUnderTest,
} from "../../../support/local-pool-client.js";

const shared = { email: "shared@example.com", email_verified: "true" };
const holder = { username: "bob", status: "CONFIRMED", attributes: shared } as const;
const ann = { username: "ann", status: "CONFIRMED" } as const;

describe("AdminUpdateUserAttributes", () => {
  let subject: PoolUnderTest;

  beforeEach(async () => {
    subject = await startPoolUnderTest({
      seed: {
        pools: [
          {
            id: "local_aliases",
            name: "aliases",
            aliasAttributes: ["email", "preferred_username"],
            users: [ann, { ...holder, attributes: { ...shared, preferred_username: "bobby" } }],
          },
          {
            id: "local_addresses",
            name: "addresses",
            usernameAttributes: ["email"],
            users: [
              { username: "ann@example.com", sub: "sub-of-ann", status: "CONFIRMED" },
              { username: "shared@example.com", status: "CONFIRMED" },
            ],
          },
          {
            id: "local_keeping",
            name: "keeping",
            autoVerifiedAttributes: ["email", "phone_number"],
            keepsOriginal: ["email"],
            users: [{ ...ann, attributes: { email: "old@example.com", email_verified: "true" } }],
          },
        ],
      },
    });
  });

  afterEach(() => subject.stop());

  const update = (
    UserPoolId: string,
    Username: string,
    attributes: Readonly<Record<string, string>>,
  ) =>
    subject.client.send(
      new AdminUpdateUserAttributesCommand({
        UserPoolId,
        Username,
        UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
      }),
    );
  const found = async (UserPoolId: string, Username: string) => {
    const user = await subject.client.send(new AdminGetUserCommand({ UserPoolId, Username }));
    const attributes: Record<string, string> = {};
    for (const { Name = "", Value = "" } of user.UserAttributes ?? []) attributes[Name] = Value;
    return { username: user.Username, attributes };
  };
  const sent = () => subject.pool.outbox.messages({ kind: "attribute-code" });

  it("refuses an alias of somebody else unless told to move it", async () => {
    const failure = await failureOf(update("local_aliases", "ann", shared));
    expect(failure.name).toBe("AliasExistsException");
    expect((await found("local_aliases", shared.email)).username).toBe("bob");
  });

  it("moves an alias where told so, and its former holder has it unverified", async () => {
    subject.pool.switches.movesAliases = true;
    await update("local_aliases", "ann", shared);
    expect((await found("local_aliases", shared.email)).username).toBe("ann");
    const { attributes } = await found("local_aliases", "bob");
    expect(attributes).toMatchObject({ email: shared.email, email_verified: "false" });
  });

  it.each([
    ["a preferred username", "local_aliases", "ann", { preferred_username: "bobby" }],
    ["an address that is a username", "local_addresses", "ann@example.com", shared],
  ])("moves no %s", async (_, poolId, username, attributes) => {
    subject.pool.switches.movesAliases = true;
    const failure = await failureOf(update(poolId, username, attributes));
    expect(failure.name).toBe("AliasExistsException");
  });

  it("sends a new address that waits a code, and changes the rest at once", async () => {
    const changes = { email: "new@example.com", nickname: "Annie", phone_number: "+15550001111" };
    await update("local_keeping", "ann", changes);
    expect((await found("local_keeping", "ann")).attributes).toMatchObject({
      email: "old@example.com",
      email_verified: "true",
      nickname: "Annie",
      phone_number: "+15550001111",
    });
    expect(sent()).toMatchObject([{ to: "new@example.com", medium: "EMAIL", username: "ann" }]);
  });

  it("holds an address that waits to its form", async () => {
    const failure = await failureOf(update("local_keeping", "ann", { email: "nowhere" }));
    expect(failure.name).toBe("InvalidParameterException");
    expect(sent()).toEqual([]);
  });

  it.each([
    ["is vouched for", { email: "new@example.com", email_verified: "true" }],
    ["is the one that there is", { email: "old@example.com" }],
  ])("asks for no proof of an address that %s", async (_, changes) => {
    await update("local_keeping", "ann", changes);
    expect(sent()).toEqual([]);
    const { attributes } = await found("local_keeping", "ann");
    expect(attributes).toMatchObject({ ...changes, email_verified: "true" });
  });

  it("deletes an address at once, which is verified no more", async () => {
    await update("local_keeping", "ann", { email: "" });
    const { attributes } = await found("local_keeping", "ann");
    expect(attributes).not.toHaveProperty("email");
    expect(attributes["email_verified"]).toBe("false");
  });

  it("keeps the rest of the change when the code cannot be delivered", async () => {
    subject.pool.outbox.failNext();
    const changes = { email: "new@example.com", nickname: "Annie" };
    const failure = await failureOf(update("local_keeping", "ann", changes));
    expect(failure.name).toBe("InvalidEmailRoleAccessPolicyException");
    expect((await found("local_keeping", "ann")).attributes).toMatchObject({ nickname: "Annie" });
    const calls = subject.pool.ledger.calls({ operation: "AdminUpdateUserAttributes" });
    expect(calls).toMatchObject([{ applied: true }]);
  });
});
