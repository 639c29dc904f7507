// The service model and the seed are both described in this small language, so that one checker serves them.

/** What a JSON value may be: a type and its constraints, as the service model states them. */
export type Shape =
  StringShape | IntegerShape | BooleanShape | MapShape | ListShape | StructureShape | AnyShape;

/** A string with its length, pattern or choices; the value of a sensitive one is never quoted. */
export interface StringShape {
  readonly type: "string";
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: RegExp;
  readonly oneOf?: readonly string[];
  readonly sensitive?: true;
}

/** A whole number and its bounds. */
export interface IntegerShape {
  readonly type: "integer";
  readonly min?: number;
  readonly max?: number;
}

interface BooleanShape {
  readonly type: "boolean";
}

interface MapShape {
  readonly type: "map";
}

interface AnyShape {
  readonly type: "any";
}

interface ListShape {
  readonly type: "list";
  readonly of: Shape;
}

/** An object with named members, some of them required. */
export interface StructureShape {
  readonly type: "structure";
  readonly required: readonly string[];
  readonly members: Readonly<Record<string, Shape>>;
}

/** The TypeScript type of the values that a shape lets through. */
export type ValueOf<S> = S extends { type: "string" }
  ? S extends { oneOf: readonly (infer Option)[] }
    ? Option
    : string
  : S extends { type: "integer" }
    ? number
    : S extends { type: "boolean" }
      ? boolean
      : S extends { type: "map" }
        ? Readonly<Record<string, string>>
        : S extends { type: "list"; of: infer Item }
          ? readonly ValueOf<Item>[]
          : S extends { type: "structure"; required: readonly (infer R)[]; members: infer M }
            ? StructureValue<M, R>
            : S extends { type: "any" }
              ? unknown
              : never;

type StructureValue<Members, Required> = {
  readonly [Name in keyof Members as Name extends Required ? Name : never]: ValueOf<Members[Name]>;
} & {
  readonly [Name in keyof Members as Name extends Required ? never : Name]?: ValueOf<Members[Name]>;
};

/** A string under the given constraints. */
export const text = <const Constraints extends Omit<StringShape, "type">>(
  constraints: Constraints,
) => ({ type: "string", ...constraints }) as const;

/** One of the listed words. */
export const word = <const Options extends readonly string[]>(...oneOf: Options) =>
  ({ type: "string", oneOf }) as const;

/** A whole number from `min` to `max`. */
export const integer = (min: number, max: number) => ({ type: "integer", min, max }) as const;

/** A list whose items all have one shape. */
export const list = <const Item extends Shape>(of: Item) => ({ type: "list", of }) as const;

/** An object: the names that must be there, and the shape of each member. */
export const structure = <
  const Members extends Readonly<Record<string, Shape>>,
  const Required extends readonly (keyof Members & string)[],
>(
  required: Required,
  members: Members,
) => ({ type: "structure", required, members }) as const;

/** True or false. */
export const flag = { type: "boolean" } as const;

/** An object of strings by name. */
export const textMap = { type: "map" } as const;

/** Any JSON value; its own reader checks it. */
export const anything = { type: "any" } as const;
