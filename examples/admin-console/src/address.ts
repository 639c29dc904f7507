import { useSyncExternalStore } from "react";

/** What the address says is to be shown. */
export type Place =
  | { readonly screen: "start" }
  | { readonly screen: "users"; readonly pool: string }
  | { readonly screen: "user"; readonly pool: string; readonly username: string }
  | { readonly screen: "password"; readonly pool: string; readonly username: string }
  | { readonly screen: "nowhere" };

const base = import.meta.env.BASE_URL.replace(/\/$/, "");

/**
 * Each part is decoded once and exactly: a username may hold slashes and per cent signs, and one that is read otherwise than it
 * was written could be that of somebody else.
 */
export function placeOf(pathname: string): Place {
  const parts = pathname.slice(base.length).split("/").slice(1).map(decode);
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
  `${base}/pools/${parts.map(encodeURIComponent).join("/")}`;

export const addressOf = {
  start: `${base}/`,
  users: (pool: string) => join(pool),
  user: (pool: string, username: string) => join(pool, username),
  password: (pool: string, username: string) => join(pool, username, "password"),
};

const changed = "console:address";

/** Goes to another address of the console. */
export function go(address: string, { replace = false } = {}): void {
  if (replace) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
  dispatchEvent(new Event(changed));
}

function subscribe(listener: () => void): () => void {
  for (const event of ["popstate", changed]) addEventListener(event, listener);
  return () => {
    for (const event of ["popstate", changed]) removeEventListener(event, listener);
  };
}

export const usePathname = (): string => useSyncExternalStore(subscribe, () => location.pathname);

/** The part of the address behind the question mark. */
export const useQueryString = (): string => useSyncExternalStore(subscribe, () => location.search);
