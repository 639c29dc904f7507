import {
  type ConstDirectiveNode,
  type DocumentNode,
  Kind,
  parseConstValue,
  specifiedDirectives,
  visit,
} from "graphql";
import { factsOf } from "../../authorization/actions.js";
import type { Guards } from "../guards/enforce-guards.js";
import type { Guard } from "../guards/guard.js";

export type FederationDirective =
  "authenticated" | "requiresScopes" | "policy" | "tag" | "cost" | "listSize";

/** The first version 2.x of Federation that knows a directive: https://www.apollographql.com/docs/graphos/reference/federation/versions */
const firstVersions: Readonly<Record<FederationDirective, number>> = {
  tag: 3,
  authenticated: 5,
  requiresScopes: 5,
  policy: 6,
  cost: 9,
  listSize: 9,
};

interface Options {
  readonly guards: Guards;
  readonly directives: readonly FederationDirective[];
  /** Such as "2.9". */
  readonly federationVersion: string;
}

/** What was declared, with the directives that routers and contracts read, and the names of those that are used. */
export function addFederationDirectives(
  document: DocumentNode,
  { guards, directives, federationVersion }: Options,
): { document: DocumentNode; used: readonly string[] } {
  const minor = Number(federationVersion.split(".")[1]);
  const known = directives.filter((name) => minor >= firstVersions[name]);
  const used = new Set<string>();
  const withDirectives = visit(withoutUnknown(document, known, used), {
    ObjectTypeDefinition: (type) => ({
      ...type,
      fields: type.fields?.map((field) => {
        const guard = guards.get(`${type.name.value}.${field.name.value}`);
        const isRoot = type.name.value === "Query" || type.name.value === "Mutation";
        const added = known.flatMap((name) => {
          const directive = guard === undefined ? null : directiveFor(name, guard, isRoot);
          if (directive !== null) used.add(name);
          return directive ?? [];
        });
        return { ...field, directives: [...(field.directives ?? []), ...added] };
      }),
    }),
  });
  return { document: withDirectives, used: [...used].sort() };
}

/** Takes away the declared directives that are not to be printed, and collects those that are. */
function withoutUnknown(
  document: DocumentNode,
  known: readonly string[],
  used: Set<string>,
): DocumentNode {
  return visit(document, {
    Directive: ({ name: { value: name } }) => {
      if (builtIn.has(name)) return undefined;
      if (Object.hasOwn(firstVersions, name) && !known.includes(name)) return null;
      used.add(name);
      return undefined;
    },
  });
}

const builtIn: ReadonlySet<string> = new Set(specifiedDirectives.map(({ name }) => name));

/** One directive of a field, from the guard that the gateway enforces itself; null where it would say nothing. */
function directiveFor(
  name: FederationDirective,
  guard: Guard,
  isRoot: boolean,
): ConstDirectiveNode | null {
  // What is open is reached through a guarded field, or is a root field for every authenticated caller.
  if (guard.kind !== "action") {
    return name === "authenticated" && isRoot ? toDirective(name) : null;
  }
  // Any one of the actions opens the field: alternatives are lists of their own.
  const anyOf = JSON.stringify(guard.anyOf.map((action) => [action]));
  switch (name) {
    case "authenticated":
      return toDirective(name);
    case "requiresScopes":
      return toDirective(name, "scopes", anyOf);
    case "policy":
      return toDirective(name, "policies", anyOf);
    case "tag":
      return guard.anyOf.some((action) => factsOf(action).isPersonal)
        ? toDirective(name, "name", JSON.stringify("pii"))
        : null;
    case "cost":
    case "listSize":
      // Declared at the fields themselves.
      return null;
  }
}

function toDirective(name: string, argument?: string, value = ""): ConstDirectiveNode {
  return {
    kind: Kind.DIRECTIVE,
    name: { kind: Kind.NAME, value: name },
    arguments:
      argument === undefined
        ? []
        : [
            {
              kind: Kind.ARGUMENT,
              name: { kind: Kind.NAME, value: argument },
              value: parseConstValue(value),
            },
          ],
  };
}
