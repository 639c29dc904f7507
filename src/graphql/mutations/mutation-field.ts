import { type GraphQLResolveInfo, type GraphQLSchema, responsePathAsArray } from "graphql";
import { Args, type ClassType, Directive, Extensions, Mutation, Resolver } from "type-graphql";
import type { Action } from "../../authorization/actions.js";
import { Requires } from "../guards/guard.js";
import type { GatewayContext } from "../request/context.js";
import { selectedFields } from "../request/selected-fields.js";
import type { Mutation as MutationRow, MutationKind } from "./mutation.js";
import { perform } from "./perform.js";
import type { MutationTypes } from "./subject.js";

/** What every mutation's description says besides. */
const sharedDescription =
  "On an error, `extensions.outcome` says whether it was applied: NOT_APPLIED, APPLIED, or UNKNOWN when Cognito's answer " +
  "did not tell. It is sent once, and again only when Cognito throttled it, which has changed nothing.";

/** A field of the type `Mutation`, made of a row and in no other way. */
export class MutationField {
  private constructor(
    readonly actions: readonly [Action, ...Action[]],
    readonly kind: MutationKind,
    readonly leaves: ReadonlySet<string>,
    readonly appliedOn: ReadonlySet<string>,
    /** Declares the field under this name. */
    readonly declare: (prototype: object, name: string) => void,
    readonly resolve: (
      input: unknown,
      context: GatewayContext,
      info: GraphQLResolveInfo,
    ) => Promise<unknown>,
  ) {}

  static of<T extends MutationTypes>(row: MutationRow<T>): MutationField {
    const declare = (prototype: object, name: string) => {
      const description = describe(row.description);
      Mutation(row.answer, { nullable: true, description })(prototype, name, {});
      Args(() => row.arguments)(prototype, name, 0);
    };
    const { actions, kind, leaves, appliedOn = new Set<string>() } = row;
    return new MutationField(actions, kind, leaves, appliedOn, declare, (input, context, info) =>
      // graphql-js has held it to the class that declares the arguments.
      resolve(row, input as T["input"], context, info),
    );
  }
}

/** A resolver class that declares a field for each row, under the name of the row. */
export function mutationResolver(fields: Readonly<Record<string, MutationField>>): ClassType {
  class MutationResolver {
    readonly fields = fields;
  }
  const { prototype } = MutationResolver;
  for (const [name, field] of Object.entries(fields)) {
    field.declare(prototype, name);
    Directive("@cost(weight: 10)")(prototype, name, {});
    Requires(field.actions)(prototype, name, {});
    Extensions({ mutation: field })(prototype, name, {});
  }
  Resolver()(MutationResolver);
  return MutationResolver;
}

/** Makes every field of `Mutation` perform its row; throws when one was declared in any other way, so that no schema is built. */
export function installMutations(schema: GraphQLSchema): void {
  const others: string[] = [];
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const mutation = field.extensions["mutation"];
    if (!(mutation instanceof MutationField)) others.push(field.name);
    else
      field.resolve = (_source, input: unknown, context: GatewayContext, info) =>
        mutation.resolve(input, context, info);
  }
  if (others.length > 0) throw new Error(`Mutations that are no rows: ${others.join(", ")}`);
}

/** The link to AWS's page stays at the end. */
function describe(description: string): string {
  const [, text = description, link = ""] = /^(.*?)( https:\S+)?$/s.exec(description) ?? [];
  return `${text} ${sharedDescription}${link}`;
}

async function resolve<T extends MutationTypes>(
  row: MutationRow<T>,
  input: T["input"],
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<unknown> {
  const path = responsePathAsArray(info.path);
  const performed = await perform(row, context, input, {
    warn: (code, property) => {
      context.warnings.push({ code, path: property === undefined ? path : [...path, property] });
    },
    fields: selectedFields(info),
  });
  return row.present === undefined ? performed.state : row.present(performed);
}
