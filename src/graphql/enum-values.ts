/** A list of names as the object that type-graphql wants for an enum. */
export function enumValues<Name extends string>(names: readonly Name[]): { [Each in Name]: Each } {
  return Object.fromEntries(names.map((name) => [name, name])) as { [Each in Name]: Each };
}
