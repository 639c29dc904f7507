import { useSyncExternalStore } from "react";
import { pathTo, type Place, placeOf } from "./place.js";

/** Where the console itself is served. */
const base = import.meta.env.BASE_URL.replace(/\/$/, "");

export const addressOf = {
  start: `${base}/`,
  users: (pool: string) => base + pathTo.users(pool),
  user: (pool: string, username: string) => base + pathTo.user(pool, username),
  password: (pool: string, username: string) => base + pathTo.password(pool, username),
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

/** What the address names. */
export const usePlace = (): Place =>
  placeOf(useSyncExternalStore(subscribe, () => location.pathname).slice(base.length));

/** The part of the address behind the question mark. */
export const useQueryString = (): string => useSyncExternalStore(subscribe, () => location.search);
