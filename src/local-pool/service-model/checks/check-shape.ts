import type { IntegerShape, Shape, StringShape, StructureShape } from "../shape.js";

/** One way in which a value departs from its shape. */
export interface ShapeMistake {
  readonly path: readonly (string | number)[];
  /** A wrong JSON type is told apart: the service answers it with another error. */
  readonly kind: "type" | "constraint" | "missing" | "unknown";
  readonly problem: string;
  /** The offending value, when it may be shown. */
  readonly shown?: string;
}

type Path = readonly (string | number)[];

/** Collects every mistake; `strict` also reports the members that the shape does not know. */
export function checkShape(shape: Shape, value: unknown, strict = false): readonly ShapeMistake[] {
  const mistakes: ShapeMistake[] = [];
  visit(shape, value, [], { mistakes, strict });
  return mistakes;
}

interface Visit {
  readonly mistakes: ShapeMistake[];
  readonly strict: boolean;
}

function visit(shape: Shape, value: unknown, path: Path, visiting: Visit): void {
  switch (shape.type) {
    case "string":
      if (typeof value !== "string") wrongType(path, "a String", value, visiting);
      else visitString(shape, value, path, visiting);
      return;
    case "integer":
      if (!Number.isInteger(value)) wrongType(path, "an Integer", value, visiting);
      else visitInteger(shape, value as number, path, visiting);
      return;
    case "boolean":
      if (typeof value !== "boolean") wrongType(path, "a Boolean", value, visiting);
      return;
    case "list":
      if (!Array.isArray(value)) wrongType(path, "a List", value, visiting);
      else
        value.forEach((item, index) => {
          visit(shape.of, item, [...path, index], visiting);
        });
      return;
    case "map":
      if (!isObject(value)) wrongType(path, "a Map", value, visiting);
      else
        for (const [name, entry] of Object.entries(value)) {
          if (typeof entry !== "string") wrongType([...path, name], "a String", entry, visiting);
        }
      return;
    case "structure":
      if (!isObject(value)) wrongType(path, "a Structure", value, visiting);
      else visitStructure(shape, value, path, visiting);
      return;
    case "any":
  }
}

function visitStructure(
  shape: StructureShape,
  value: Readonly<Record<string, unknown>>,
  path: Path,
  visiting: Visit,
): void {
  for (const [name, member] of Object.entries(shape.members)) {
    // JSON null means absent. Only own members count: a name of Object.prototype is not one.
    const present = Object.hasOwn(value, name) ? (value[name] ?? undefined) : undefined;
    if (present !== undefined) {
      visit(member, present, [...path, name], visiting);
    } else if (shape.required.includes(name)) {
      visiting.mistakes.push({
        path: [...path, name],
        kind: "missing",
        problem: "Member must not be null",
      });
    }
  }
  if (!visiting.strict) return;
  for (const name of Object.keys(value)) {
    if (Object.hasOwn(shape.members, name)) continue;
    visiting.mistakes.push({
      path: [...path, name],
      kind: "unknown",
      problem: "Member is not known",
    });
  }
}

function visitString(shape: StringShape, value: string, path: Path, visiting: Visit): void {
  const fail = (rule: string): void => {
    const problem = `Member must ${rule}`;
    const shown = shape.sensitive === true ? {} : { shown: value };
    visiting.mistakes.push({ path, kind: "constraint", problem, ...shown });
  };
  if (shape.min !== undefined && value.length < shape.min) {
    fail(`have length greater than or equal to ${shape.min}`);
  }
  if (shape.max !== undefined && value.length > shape.max) {
    fail(`have length less than or equal to ${shape.max}`);
  }
  if (shape.pattern !== undefined && !shape.pattern.test(value)) {
    fail(`satisfy regular expression pattern: ${shape.pattern.source.replace(/^\^|\$$/gu, "")}`);
  }
  if (shape.oneOf !== undefined && !shape.oneOf.includes(value)) {
    fail(`satisfy enum value set: [${shape.oneOf.join(", ")}]`);
  }
}

function visitInteger(shape: IntegerShape, value: number, path: Path, visiting: Visit): void {
  const fail = (rule: string): void => {
    visiting.mistakes.push({
      path,
      kind: "constraint",
      problem: `Member must have value ${rule}`,
      shown: String(value),
    });
  };
  if (shape.min !== undefined && value < shape.min) fail(`greater than or equal to ${shape.min}`);
  if (shape.max !== undefined && value > shape.max) fail(`less than or equal to ${shape.max}`);
}

function wrongType(path: Path, wanted: string, value: unknown, visiting: Visit): void {
  const found = Array.isArray(value) ? "array" : value === null ? "null" : typeof value;
  visiting.mistakes.push({
    path,
    kind: "type",
    problem: `${found.toUpperCase()}_VALUE can not be converted to ${wanted}`,
  });
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
