import { buildSchemaSync, Mutation, Query, Resolver } from "type-graphql";
import { collectGuards } from "../../../../src/graphql/guards/enforce-guards.js";
import { Open } from "../../../../src/graphql/guards/guard.js";
import {
  installMutations,
  MutationField,
  mutationResolver,
} from "../../../../src/graphql/mutations/mutation-field.js";
import { createGroup } from "../../../support/group-mutation.js";

@Resolver()
class SomeQuery {
  @Open("A schema needs a query.")
  @Query(() => String, { nullable: true })
  now() {
    return null;
  }
}

@Resolver()
class HandMade {
  @Open("Declared past the rows.")
  @Mutation(() => String, { nullable: true })
  erase() {
    return "gone";
  }
}

const Rows = mutationResolver({ createGroup: MutationField.of(createGroup) });

describe("a field of Mutation", () => {
  it("is declared by a row: guard, cost, nullable answer, and what all mutations share", () => {
    const schema = buildSchemaSync({ resolvers: [SomeQuery, Rows], validate: false });
    installMutations(schema);
    const field = schema.getMutationType()!.getFields()["createGroup"]!;
    expect(String(field.type)).toBe("SampleGroup");
    expect(field.args.map(({ name }) => name)).toEqual(["poolId", "name", "precedence"]);
    expect(field.description).toMatch(
      /^Creates a group \(CreateGroup\)\. On an error, `extensions/,
    );
    expect(field.astNode?.directives?.map(({ name }) => name.value)).toEqual(["cost"]);
    expect(collectGuards(schema).get("Mutation.createGroup")).toMatchObject({
      kind: "action",
      anyOf: ["pool:read"],
    });
  });

  it("is declared by a batch: a list of its own length, guard and cost of all its items", () => {
    const Batches = mutationResolver({
      createGroups: MutationField.ofEach({
        ...{ description: "Creates groups.", arguments: createGroup.arguments, row: createGroup },
        ...{ answer: createGroup.answer, stateIn: "group", weight: 30 },
        actionOf: () => "pool:read",
        itemsOf: (input) => [input],
        length: { atMost: 3 },
        present: ({ state }) => state,
      }),
    });
    const schema = buildSchemaSync({ resolvers: [SomeQuery, Batches], validate: false });
    installMutations(schema);
    const field = schema.getMutationType()!.getFields()["createGroups"]!;
    expect(String(field.type)).toBe("[SampleGroup!]");
    expect(field.extensions["listLength"]).toEqual({ atMost: 3 });
    expect(field.astNode?.directives?.map(({ name }) => name.value)).toEqual(["cost"]);
    expect(collectGuards(schema).get("Mutation.createGroups")).toMatchObject({
      kind: "action",
      anyOf: ["pool:read"],
    });
  });

  it("that was made in any other way lets no schema be built", () => {
    const schema = buildSchemaSync({ resolvers: [SomeQuery, Rows, HandMade], validate: false });
    expect(() => {
      installMutations(schema);
    }).toThrow("Mutations that are no rows: erase");
  });
});
