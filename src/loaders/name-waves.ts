import { foldName, kindOfName, nameKinds } from "../cognito/records/name-match.js";
import { keyOf, type UserName } from "./name-loader.js";

/**
 * Divides names into waves, to be looked up one behind the other, so that no wave has two names which are likely to be of one
 * user: what a wave has found may answer for names of the next. Names of one kind, as most requests have them, are one wave.
 */
export function wavesOf(names: readonly UserName[]): readonly (readonly UserName[])[] {
  const waves = new Map<number, UserName[]>();
  const seen = new Map<string, number>();
  for (const name of names) {
    const folded = foldName(keyOf(name));
    const spelling = seen.get(folded) ?? 0;
    seen.set(folded, spelling + 1);
    const place = spelling * nameKinds.length + nameKinds.indexOf(kindOfName(name.username));
    const wave = waves.get(place);
    if (wave === undefined) waves.set(place, [name]);
    else wave.push(name);
  }
  return [...waves.entries()].sort(([one], [other]) => one - other).map(([, wave]) => wave);
}
