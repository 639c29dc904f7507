import { type GraphQLResolveInfo, type GraphQLSchema, responsePathAsArray } from "graphql";
import { Args, type ClassType, Directive, Extensions, Mutation, Resolver } from "type-graphql";
import type { Action } from "../../authorization/actions.js";
import { HasLength } from "../answers/list-length.js";
import { Requires } from "../guards/guard.js";
import type { GatewayContext } from "../request/context.js";
import { selectedFields, selectedFieldsOf } from "../request/selected-fields.js";
import { type Batch, performEach } from "./batch.js";
import type { Mutation as MutationRow, MutationKind, Shown } from "./mutation.js";
import { perform } from "./perform.js";
import type { MutationTypes } from "./subject.js";

/** What every mutation's description says besides. */
const sharedDescription =
  "On an error, `extensions.outcome` says whether it was applied: NOT_APPLIED, APPLIED, or UNKNOWN when Cognito's answer " +
  "did not tell. It is sent once, and again only when Cognito throttled it, which has changed nothing.";

type Resolve = (
  input: unknown,
  context: GatewayContext,
  info: GraphQLResolveInfo,
) => Promise<unknown>;

/** What others know of a row. */
interface FieldFacts {
  readonly actions: readonly [Action, ...Action[]];
  readonly kind: MutationKind;
  readonly leaves: ReadonlySet<string>;
  readonly isDeletion?: true;
  readonly isReadBackAlways?: true;
  readonly appliedOn?: ReadonlySet<string>;
  readonly settles?: { readonly on: ReadonlySet<string> };
  readonly answered?: unknown;
}

/** A field of the type `Mutation`, made of a row, or of a row and a list of items, and in no other way. */
export class MutationField {
  readonly actions: FieldFacts["actions"];
  readonly kind: MutationKind;
  readonly leaves: ReadonlySet<string>;
  /** The target is gone after it. */
  readonly isDeletion: boolean;
  /** It is read back, whatever is selected. */
  readonly isReadBackAlways: boolean;
  readonly appliedOn: ReadonlySet<string>;
  /** AWS's names of the exceptions of which the row knows itself what they leave behind. */
  readonly settledOn: ReadonlySet<string>;
  /** Cognito's answer tells the state: one that does not hold it acknowledges nothing. */
  readonly isAnswered: boolean;

  private constructor(
    facts: FieldFacts,
    /** Declares the field under this name. */
    readonly declare: (prototype: object, name: string) => void,
    readonly resolve: Resolve,
    /** The field of its answer, or of each item's, that holds the state; undefined when the answer is the state. */
    readonly stateIn: string | undefined,
  ) {
    this.actions = facts.actions;
    this.kind = facts.kind;
    this.leaves = facts.leaves;
    this.isDeletion = facts.isDeletion === true;
    this.isReadBackAlways = facts.isReadBackAlways === true;
    this.appliedOn = facts.appliedOn ?? new Set();
    this.settledOn = facts.settles?.on ?? new Set();
    this.isAnswered = facts.answered !== undefined;
  }

  static of<T extends MutationTypes>(row: MutationRow<T>): MutationField {
    const declare = (prototype: object, name: string) => {
      const description = describe(row.description);
      Mutation(row.answer, { nullable: true, description })(prototype, name, {});
      Args(() => row.arguments)(prototype, name, 0);
      Directive("@cost(weight: 10)")(prototype, name, {});
    };
    // graphql-js has held the input to the class that declares the arguments.
    const resolve: Resolve = (input, context, info) =>
      resolveRow(row, input as T["input"], context, info);
    return new MutationField(row, declare, resolve, row.stateIn);
  }

  static ofEach<T extends MutationTypes, Input extends { readonly poolId: string }>(
    batch: Batch<T, Input>,
  ): MutationField {
    const declare = (prototype: object, name: string) => {
      const description = describe(batch.description);
      Mutation(() => [batch.answer()], { nullable: true, description })(prototype, name, {});
      Args(() => batch.arguments)(prototype, name, 0);
      HasLength(batch.length.atMost, batch.length)(prototype, name, {});
      Directive(`@cost(weight: ${batch.weight})`)(prototype, name, {});
    };
    const resolve: Resolve = (input, context, info) =>
      resolveEach(batch, input as Input, context, info);
    return new MutationField(batch.row, declare, resolve, batch.stateIn);
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

async function resolveRow<T extends MutationTypes>(
  row: MutationRow<T>,
  input: T["input"],
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<unknown> {
  const { stateIn } = row;
  const path = responsePathAsArray(info.path);
  const performed = await perform(row, context, input, {
    warn: warnAt(context, stateIn === undefined ? path : [...path, stateIn]),
    fields: stateIn === undefined ? selectedFields(info) : selectedFieldsOf(info, stateIn),
  });
  return row.present === undefined ? performed.state : row.present(performed);
}

async function resolveEach<T extends MutationTypes, Input extends { readonly poolId: string }>(
  batch: Batch<T, Input>,
  input: Input,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<readonly unknown[]> {
  const path = responsePathAsArray(info.path);
  const fields = selectedFieldsOf(info, batch.stateIn);
  const outcomes = await performEach(batch, context, input, (index) => ({
    warn: warnAt(context, [...path, index, batch.stateIn]),
    fields,
  }));
  return outcomes.map(batch.present);
}

const warnAt =
  ({ warnings }: GatewayContext, path: readonly (string | number)[]): Shown["warn"] =>
  (code, property) => {
    warnings.push({ code, path: property === undefined ? path : [...path, property] });
  };
