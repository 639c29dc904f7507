import { isDeepStrictEqual } from "node:util";

/** The properties in which a state is not as it is wanted. */
export function differences<State extends object>(
  state: State,
  wanted: Partial<State>,
): readonly (keyof State & string)[] {
  const properties = Object.keys(wanted) as (keyof State & string)[];
  return properties.filter((property) => !isDeepStrictEqual(state[property], wanted[property]));
}

/** Whether a state is as it is wanted. Null stands for a target that is gone. */
export const isWanted = <State extends object>(
  state: State | null,
  wanted: Partial<State> | null,
): boolean =>
  state === null || wanted === null ? state === wanted : differences(state, wanted).length === 0;
