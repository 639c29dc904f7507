import { encodeUserId } from "../../src/cognito/records/user-id.js";
import { customers, samplePassword } from "../support/sample-seed.js";
import { type Send, signIn, startTestGateway, type TestGateway } from "../support/test-gateway.js";

/** The sub of one user, and the username of another. */
const shared = "7d3f8a52-0000-4000-8000-0000000000aa";
const password = "Brand-New-Passw0rd!";

describe.each(["exact", "frugal"] as const)(
  "a name that two users have, in a pool read %s",
  (reads) => {
    let gateway: TestGateway;
    let ada: Send;

    beforeAll(async () => {
      gateway = await startTestGateway({ reads });
      for (const [username, sub] of [
        ["victim", shared],
        [shared, "7d3f8a52-0000-4000-8000-0000000000bb"],
      ] as const) {
        gateway.pool.seedUser(customers, {
          ...{ username, sub, status: "CONFIRMED", password: samplePassword },
        });
      }
      ada = await gateway.as("ada");
    });

    beforeEach(() => {
      gateway.pool.ledger.clear();
    });

    afterAll(() => gateway.stop());

    /** Whom Cognito takes: here, as the local pool does, the one whose username it is. */
    const meant = shared;

    it("is the one whom Cognito takes, in a look-up and in a write alike", async () => {
      const { data } = await ada(
        `{ user(poolId: "customers", username: "${shared}") { username } }`,
      );
      expect(data).toEqual({ user: { username: meant } });
      const { data: set } = await ada(
        `mutation($password: String!) {
        setUserPassword(poolId: "customers", username: "${shared}", password: $password, permanent: true) { username status }
      }`,
        { password },
      );
      expect(set).toEqual({ setUserPassword: { username: meant, status: "CONFIRMED" } });
      expect(
        (await signIn(gateway.pool, "victim", samplePassword)).body.AuthenticationResult,
      ).toBeDefined();
    });

    it("answers both users, each for their own name, in one batch in any order", async () => {
      const keys = ["victim", shared].map((username) => ({ poolId: "customers", username }));
      for (const order of [keys, [...keys].reverse()]) {
        const { data } = await ada(
          `query($keys: [UserKey!]!) { usersByKey(keys: $keys) { username } }`,
          { keys: order },
        );
        expect(data).toEqual({ usersByKey: order.map(({ username }) => ({ username })) });
      }
    });

    it("answers a reference with the user who was named, or with null", async () => {
      const representations = [
        { __typename: "User", poolId: customers, sub: shared },
        { __typename: "User", poolId: customers, username: "victim" },
        { __typename: "User", id: encodeUserId(customers, "victim") },
      ];
      const { data } = await ada(
        `query($representations: [_Any!]!) { _entities(representations: $representations) { ... on User { username sub } } }`,
        { representations },
      );
      const victim = { username: "victim", sub: shared };
      // The sub leads Cognito to the other user, who is not the one that was named.
      expect(data?.["_entities"]).toEqual([null, victim, victim]);
    });

    it("answers both after a list has told of them", async () => {
      const { data } = await ada(
        `query($keys: [UserKey!]!) {
        users(poolId: "customers", first: 60) { nodes { username } }
        usersByKey(keys: $keys) { username }
      }`,
        { keys: ["victim", shared].map((username) => ({ poolId: "customers", username })) },
      );
      expect(data?.["usersByKey"]).toEqual([{ username: "victim" }, { username: shared }]);
    });
  },
);

describe("a reference by the id of a user whose username is another's alias by now", () => {
  it("is null", async () => {
    const gateway = await startTestGateway();
    gateway.pool.seedUser(customers, {
      username: "heir",
      status: "CONFIRMED",
      attributes: { email: "old@example.com", email_verified: "true" },
    });
    const ada = await gateway.as("ada");
    const id = encodeUserId(customers, "old@example.com");
    const { data } = await ada(
      `query($id: ID!) { _entities(representations: [{ __typename: "User", id: $id }]) { ... on User { username } } }`,
      { id },
    );
    expect(data).toEqual({ _entities: [null] });
    const { data: named } = await ada(
      `{ user(poolId: "customers", username: "old@example.com") { username } }`,
    );
    expect(named).toEqual({ user: { username: "heir" } });
    await gateway.stop();
  });
});
