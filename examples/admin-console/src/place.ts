/** What an address says is to be shown. */
export type Place =
  | { readonly screen: "start" }
  | { readonly screen: "users"; readonly pool: string }
  | { readonly screen: "user"; readonly pool: string; readonly username: string }
  | { readonly screen: "password"; readonly pool: string; readonly username: string }
  | { readonly screen: "nowhere" };

/**
 * Reads the path of an address, without the console's own. Each part is decoded once and exactly: a username may hold slashes and
 * per cent signs, and one that is read otherwise than it was written could be that of somebody else.
 */
export function placeOf(path: string): Place {
  const parts = path.split("/").slice(1).map(decode);
  if (parts.includes(null)) return { screen: "nowhere" };
  const [root = "", pool, username, last, ...rest] = parts as readonly string[];
  if (root === "" && pool === undefined) return { screen: "start" };
  if (root !== "pools" || pool === undefined || rest.length > 0) return { screen: "nowhere" };
  if (username === undefined) return { screen: "users", pool };
  if (last === undefined) return { screen: "user", pool, username };
  return last === "password" ? { screen: "password", pool, username } : { screen: "nowhere" };
}

function decode(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

const join = (...parts: readonly string[]): string =>
  `/pools/${parts.map(encodeURIComponent).join("/")}`;

/** The path that leads to a place. */
export const pathTo = {
  users: (pool: string) => join(pool),
  user: (pool: string, username: string) => join(pool, username),
  password: (pool: string, username: string) => join(pool, username, "password"),
};
