import { structure, type Shape } from "./shape.js";

/** One row of the service model: an input, the errors it may answer with, and who may call. */
export const operation = <
  const Members extends Readonly<Record<string, Shape>>,
  const Required extends readonly (keyof Members & string)[],
  const Errors extends readonly string[],
>(
  required: Required,
  members: Members,
  errors: Errors,
) => ({ input: structure(required, members), errors, signed: true }) as const;

/** A row of an operation that needs no AWS credentials. */
export const openOperation = <
  const Members extends Readonly<Record<string, Shape>>,
  const Required extends readonly (keyof Members & string)[],
  const Errors extends readonly string[],
>(
  required: Required,
  members: Members,
  errors: Errors,
) => ({ ...operation(required, members, errors), signed: false }) as const;
