import {
  GraphQLObjectType,
  type GraphQLFieldConfig,
  type GraphQLFieldResolver,
  GraphQLSchema,
  GraphQLString,
} from "graphql";
import { readFamilies, writeFamilies } from "../../../../src/authorization/actions.js";
import { Authorizer } from "../../../../src/authorization/authorizer.js";
import { sampleRolesFile } from "../../../../src/authorization/policy-files.js";
import { GatewayError } from "../../../../src/errors/gateway-error.js";
import { federationGuards } from "../../../../src/graphql/federation/federation-guards.js";
import { collectGuards, enforceGuards } from "../../../../src/graphql/guards/enforce-guards.js";
import type { Guard } from "../../../../src/graphql/guards/guard.js";
import type { GatewayContext } from "../../../../src/graphql/request/context.js";

const open: Guard = { kind: "open", reason: "A test." };
const reader: Guard = { kind: "action", anyOf: ["user:read"], poolProperty: "poolId" };
const eitherSetter: Guard = {
  kind: "action",
  anyOf: ["user:set-temporary-password", "user:set-permanent-password"],
  poolProperty: "poolId",
};
const nobody: Guard = { kind: "action", anyOf: [], poolProperty: "poolId" };

type Fields = Record<string, Guard | undefined>;
type Resolve = GraphQLFieldResolver<unknown, GatewayContext>;

function schemaOf(fields: Fields, resolve?: Resolve): GraphQLSchema {
  const config = (guard: Guard | undefined): GraphQLFieldConfig<unknown, GatewayContext> => ({
    type: GraphQLString,
    ...(resolve === undefined ? {} : { resolve }),
    extensions: guard === undefined ? {} : { guard },
  });
  return new GraphQLSchema({
    query: new GraphQLObjectType({
      name: "Query",
      fields: Object.fromEntries(
        Object.entries(fields).map(([name, guard]) => [name, config(guard)]),
      ),
    }),
  });
}

const authorizer = new Authorizer({
  policyFiles: [sampleRolesFile],
  roleRanks: {},
  pools: ["p", "pool"].map((id) => ({
    id,
    alias: id,
    region: "eu-west-1",
    groupRanks: {},
    protectedGroups: [],
    writes: writeFamilies,
    shows: readFamilies,
  })),
});

const contextOf = (...roles: string[]) =>
  ({
    access: authorizer.accessOf({ subject: "s", issuer: "i", roles, subjectPoolIds: [] }),
  }) as unknown as GatewayContext;

/** Calls the one field `field` of a schema that is guarded so. */
function resolveAs(guard: Guard, context: GatewayContext, source?: unknown, resolver?: Resolve) {
  const schema = schemaOf({ field: guard }, resolver);
  enforceGuards(schema, collectGuards(schema));
  const { resolve } = schema.getQueryType()!.getFields()["field"]!;
  return resolve?.(source, {}, context, { fieldName: "field" } as never);
}

describe("collectGuards", () => {
  it("reads each field's guard", () => {
    const guards = collectGuards(schemaOf({ a: open, b: reader }));
    expect([...guards]).toEqual([
      ["Query.a", open],
      ["Query.b", reader],
    ]);
  });

  it("stops the build and names every field without a guard", () => {
    expect(() => collectGuards(schemaOf({ a: open, b: undefined, c: undefined }))).toThrow(
      "Fields without a guard: Query.b, Query.c",
    );
  });
});

describe("enforceGuards", () => {
  it("stops the build at a field that no guard names", () => {
    const schema = schemaOf({ a: open, b: undefined });
    expect(() => {
      enforceGuards(schema, new Map([["Query.a", open]]));
    }).toThrow("Fields without a guard: Query.b");
  });

  it("leaves an open field as it is", () => {
    const resolver: Resolve = () => "shown";
    const schema = schemaOf({ field: open }, resolver);
    enforceGuards(schema, collectGuards(schema));
    expect(schema.getQueryType()?.getFields()["field"]?.resolve).toBe(resolver);
  });

  it("decides and answers at once: a guarded property costs no promise", () => {
    expect(resolveAs(reader, contextOf("auditor"), { poolId: "p", field: "shown" })).toBe("shown");
  });

  it.each([true, false])("lets through what came by the router: %s", (isFromRouter) => {
    const context = { ...contextOf("nobody"), isFromRouter };
    const run = () => resolveAs({ kind: "router" }, context, undefined, () => "shown");
    if (isFromRouter) expect(run()).toBe("shown");
    else expect(run).toThrow(new GatewayError("FORBIDDEN"));
  });

  it("hands a promise on as it is", () => {
    const promise = Promise.resolve("shown");
    expect(resolveAs(reader, contextOf("auditor"), undefined, () => promise)).toBe(promise);
  });

  it("throws FORBIDDEN at once and does not run the resolver", () => {
    const resolver = jest.fn();
    expect(() => resolveAs(reader, contextOf("nobody"), { poolId: "p" }, resolver)).toThrow(
      new GatewayError("FORBIDDEN"),
    );
    expect(resolver).not.toHaveBeenCalled();
  });

  it("asks about the pool of the field's parent, and about any pool at the root", () => {
    const context = contextOf("auditor");
    // At the root the access asks itself about each pool: only what the guard asks is of interest.
    const may = jest.spyOn(context.access, "may").mockReturnValue(true);
    resolveAs(reader, context, { poolId: "pool", field: "x" });
    resolveAs(reader, context, undefined);
    expect(may.mock.calls).toEqual([
      ["user:read", "pool"],
      ["user:read", undefined],
    ]);
  });

  it.each([{}, { poolId: null }, { poolId: 1 }, { id: "p" }])(
    "shows nothing of an object that names no pool: %j",
    (source) => {
      expect(() => resolveAs(reader, contextOf("admin"), source)).toThrow(
        new GatewayError("INTERNAL"),
      );
    },
  );

  it.each([
    [eitherSetter, "helpdesk", true],
    [eitherSetter, "auditor", false],
    [nobody, "admin", false],
  ])(
    "allows by one of several actions, by none of none: %j for %s is %s",
    (guard, role, isAllowed) => {
      const run = () => resolveAs(guard, contextOf(role), undefined, () => "shown");
      if (isAllowed) expect(run()).toBe("shown");
      else expect(run).toThrow(new GatewayError("FORBIDDEN"));
    },
  );
});

describe("federationGuards", () => {
  it("opens _service where the schema may be introspected, and to nobody elsewhere", () => {
    expect(federationGuards({ introspection: true }).get("Query._service")).toMatchObject({
      kind: "open",
    });
    expect(federationGuards({ introspection: false }).get("Query._service")).toMatchObject({
      kind: "action",
      anyOf: [],
    });
  });

  it("gives _service to the router alone where there is one, introspection or not", () => {
    for (const introspection of [true, false]) {
      const guards = federationGuards({ introspection, hasRouter: true });
      expect(guards.get("Query._service")).toEqual({ kind: "router" });
    }
  });

  it("wants for _entities what the look-up of a user wants", () => {
    for (const introspection of [true, false]) {
      expect(federationGuards({ introspection }).get("Query._entities")).toEqual(reader);
    }
  });
});
