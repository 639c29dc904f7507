import { ArgsType, Field, ID, Int, ObjectType } from "type-graphql";
import type { CognitoWrite } from "../../src/cognito/calls/cognito-write.js";
import type { WriteOperation } from "../../src/cognito/records/operations.js";
import { GatewayError } from "../../src/errors/gateway-error.js";
import { Requires } from "../../src/graphql/guards/guard.js";
import type { Mutation } from "../../src/graphql/mutations/mutation.js";
import type { Subject } from "../../src/graphql/mutations/subject.js";

/** A group, as a mutation that exists in tests only knows it. */
export interface GroupRecord {
  readonly poolId: string;
  readonly name: string;
  readonly precedence: number | null;
}

@ArgsType()
class CreateGroupArguments {
  @Field(() => ID)
  readonly poolId!: string;

  @Field(() => String)
  readonly name!: string;

  @Field(() => Int, { nullable: true })
  readonly precedence?: number | null;
}

@ObjectType("SampleGroup")
class SampleGroup implements GroupRecord {
  @Requires("pool:read")
  @Field(() => ID)
  readonly poolId!: string;

  @Requires("pool:read")
  @Field(() => String)
  readonly name!: string;

  @Requires("pool:read")
  @Field(() => Int, { nullable: true })
  readonly precedence!: number | null;
}

interface Named {
  readonly poolId: string;
  readonly name: string;
  readonly precedence?: number | null;
}

/** The place of a group that is not there yet: nobody has to be found, and the pool is judged alone. */
const newGroup: Subject<Named, GroupRecord, "pool:read"> = {
  checkName: ({ name }) => {
    if (name === "") throw new GatewayError("BAD_USER_INPUT", { argument: "name" });
  },
  find: async ({ context, pool, action, input: { name } }) => {
    const poolId = pool.settings.id;
    context.attempt.target = { kind: "group", group: name };
    return {
      state: { poolId, name, precedence: null },
      target: { kind: "group", poolId, group: name },
      decidedBy: context.access.decidedBy(action, poolId),
    };
  },
  findAgain: (request) => newGroup.find(request),
  key: ({ poolId, name }) => `${poolId}\0group\0${name}`,
  readBack: () => Promise.reject(new GatewayError("UPSTREAM_ERROR")),
  forget: () => undefined,
  unread: (before, wanted) => ({ ...before, ...wanted }),
  audited: () => ({}),
};

/** What Cognito answers to CreateGroup. */
export interface CreatedGroup {
  readonly Group: { readonly GroupName: string; readonly Precedence?: number };
}

export const createGroup: Mutation<{
  readonly input: Named;
  readonly state: GroupRecord;
  readonly answer: CreatedGroup;
  readonly action: "pool:read";
}> = {
  description: "Creates a group (CreateGroup).",
  arguments: CreateGroupArguments,
  answer: () => SampleGroup,
  subject: newGroup,
  actions: ["pool:read"],
  actionOf: () => "pool:read",
  kind: "CREATE",
  write: ({ name }): CognitoWrite<CreatedGroup> => ({
    operation: "CreateGroup" as WriteOperation,
    send: async () => ({ Group: { GroupName: name, Precedence: 7 } }),
  }),
  wanted: (_before, { precedence }) => ({ precedence: precedence ?? null }),
  answered: ({ Group }, { poolId }) => ({
    poolId,
    name: Group.GroupName,
    precedence: Group.Precedence ?? null,
  }),
  leaves: new Set(),
  detail: ({ name }) => ({ group: name }),
};
