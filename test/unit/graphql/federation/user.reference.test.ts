import type { GraphQLResolveInfo } from "graphql";
import type { UserRecord } from "../../../../src/cognito/records/records.js";
import { resolveUserReference } from "../../../../src/graphql/federation/user.reference.js";
import type { GatewayContext } from "../../../../src/graphql/request/context.js";

const info = { fieldNodes: [], fragments: {} } as unknown as GraphQLResolveInfo;

const sub = "5b1f1f0e-0000-4000-8000-000000000001";

/** A context in which every name means one user. */
function contextWith(user: Pick<UserRecord, "username" | "sub"> | null) {
  const load = jest.fn(async () => user);
  const require = jest.fn();
  const context = {
    access: { require },
    pools: { find: () => ({ settings: { id: "A" } }) },
    loaders: { users: { load } },
  } as unknown as GatewayContext;
  return { context, load, require };
}

describe("a reference by sub", () => {
  const reference = { __typename: "User", poolId: "A", sub };

  it("finds the user of that sub", async () => {
    const { context, load, require } = contextWith({ username: "ann", sub });
    expect(await resolveUserReference(reference, context, info)).toMatchObject({ username: "ann" });
    expect(load).toHaveBeenCalledWith({ poolId: "A", username: sub }, { isExact: false });
    expect(require).toHaveBeenCalledWith("user:read", "A");
  });

  it.each([null, "another"])(
    "does not find somebody whose username is that text, and whose own sub is %j",
    async (own) => {
      const { context } = contextWith({ username: sub, sub: own });
      expect(await resolveUserReference(reference, context, info)).toBeNull();
    },
  );
});
