import DataLoader from "dataloader";
import { openCalls } from "./calls.mjs";
import { readUser } from "./users.mjs";

const calls = await openCalls();

/** The context of one request, with a loader of its own: one call for each distinct user. */
export function createContext() {
  const loader = new DataLoader((usernames) =>
    Promise.all(usernames.map((username) => readUser(calls, username))),
  );
  return { calls, readUser: (username) => loader.load(username) };
}
