import {
  defaultFieldResolver,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  isIntrospectionType,
  isObjectType,
} from "graphql";
import { type Action, factsOf } from "../../authorization/actions.js";
import { GatewayError } from "../../errors/gateway-error.js";
import { noteRefusal } from "../request/attempt.js";
import type { GatewayContext } from "../request/context.js";
import type { Guard } from "./guard.js";

/** Guards by `Type.field`. */
export type Guards = ReadonlyMap<string, Guard>;

/** Reads the guard of every field of every object type; throws when a field has none, so that no schema is built. */
export function collectGuards(schema: GraphQLSchema): Guards {
  const guards = new Map<string, Guard>();
  const unguarded: string[] = [];
  for (const [coordinate, { extensions }] of fieldsOf(schema)) {
    const guard = extensions["guard"] as Guard | undefined;
    if (guard === undefined) unguarded.push(coordinate);
    else guards.set(coordinate, guard);
  }
  if (unguarded.length > 0) throw new Error(`Fields without a guard: ${unguarded.join(", ")}`);
  return guards;
}

/** Puts each field's guard in front of its resolver; throws when the schema has a field that no guard names. */
export function enforceGuards(schema: GraphQLSchema, guards: Guards): void {
  for (const [coordinate, field] of fieldsOf(schema)) {
    const guard = guards.get(coordinate);
    if (guard === undefined) throw new Error(`Fields without a guard: ${coordinate}`);
    const resolve = field.resolve ?? defaultFieldResolver;
    if (guard.kind === "router") field.resolve = onlyFromRouter(resolve);
    if (guard.kind !== "action" || guard.isDecidedWithin === true) continue;
    const isPersonal = guard.anyOf.some((action) => factsOf(action).isPersonal === true);
    const decided = guarded(guard, isPersonal ? noted(guard, resolve) : resolve);
    field.resolve = coordinate.startsWith("Mutation.") ? attempted(decided) : decided;
  }
}

type Resolver = GraphQLFieldResolver<unknown, GatewayContext>;

/** Synchronous unless the resolver itself waits: a guarded property costs no promise. */
function guarded(guard: Guard & { kind: "action" }, resolve: Resolver): Resolver {
  const { anyOf, poolProperty, shownBy } = guard;
  return (source, args, context, info) => {
    const poolId = poolIdOf(source, poolProperty);
    const isShown = shownBy === undefined || context.access.isShown(shownBy, poolId);
    if (!isShown || !mayAny(context, anyOf, poolId)) throw new GatewayError("FORBIDDEN");
    return resolve(source, args, context, info);
  };
}

function mayAny({ access }: GatewayContext, anyOf: readonly Action[], poolId: string | undefined) {
  for (const action of anyOf) if (access.may(action, poolId)) return true;
  return false;
}

/** Keeps attempts that are refused, by the guard or behind it, where that is to be written down. */
function attempted(resolve: Resolver): Resolver {
  return async (source, args, context, info) => {
    context.attempt = {};
    try {
      return await resolve(source, args, context, info);
    } catch (error) {
      noteRefusal(context, error);
      throw error;
    }
  };
}

/** Keeps who is shown what of whom, where that is to be written down: not what failed, which nobody is shown. */
function noted({ anyOf }: Guard & { kind: "action" }, resolve: Resolver): Resolver {
  return (source, args, context, info) => {
    const { contactReads } = context;
    const shown = resolve(source, args, context, info);
    if (contactReads === null) return shown;
    const note = (value: unknown) => {
      contactReads.noteField(source, info, anyOf);
      return value;
    };
    return shown instanceof Promise ? shown.then(note) : note(shown);
  };
}

/** The one place where it matters which way a request came: it never says who asks, nor opens anybody's data. */
function onlyFromRouter(resolve: Resolver): Resolver {
  return (source, args, context, info) => {
    if (!context.isFromRouter) throw new GatewayError("FORBIDDEN");
    return resolve(source, args, context, info);
  };
}

function poolIdOf(source: unknown, property: string): string | undefined {
  if (typeof source !== "object" || source === null) return undefined;
  const value = (source as Record<string, unknown>)[property];
  // A guarded field of an object that names no pool cannot be decided: nothing is shown.
  if (typeof value !== "string") throw new GatewayError("INTERNAL");
  return value;
}

function* fieldsOf(schema: GraphQLSchema) {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || isIntrospectionType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      yield [`${type.name}.${field.name}`, field] as const;
    }
  }
}
