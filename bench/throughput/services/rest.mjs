// A service by hand: a path for each work, JSON in and out, no schema.
import { openCalls } from "./calls.mjs";
import { serveJson } from "./serve-json.mjs";
import { listUsers, readUser, setPassword, setPasswordUnchecked } from "./users.mjs";
import { readers } from "../population.mjs";

const calls = await openCalls();

/** What the works ask for. */
const shown = ({ id, username, sub, status, enabled, createdAt, email, emailVerified, name }) => ({
  ...{ id, username, sub, status, enabled, createdAt, email, emailVerified, name },
});
const statusOf = ({ username, status }) => ({ username, status });
const read = async (username) => {
  const user = await readUser(calls, username);
  return user === null ? null : shown(user);
};
const readAll = (keys) => Promise.all(keys.map(({ username }) => read(username)));
const fifty = readers.slice(0, 50).map((username) => ({ username }));

const paths = {
  "/set": async (input) => statusOf(await setPassword(calls, input)),
  "/set-unchecked": async (input) => statusOf(await setPasswordUnchecked(calls, input)),
  "/one": ({ username }) => read(username),
  "/keys": ({ keys }) => readAll(keys),
  "/aliases": async () =>
    Object.fromEntries((await readAll(fifty)).map((user, index) => [`a${index}`, user])),
  "/entities": ({ representations }) => {
    const known = new Map();
    for (const { username } of representations)
      if (!known.has(username)) known.set(username, read(username));
    return Promise.all(representations.map(({ username }) => known.get(username)));
  },
  "/list": async ({ first }) => {
    const { nodes, pageInfo } = await listUsers(calls, first);
    return { nodes: nodes.map(shown), pageInfo };
  },
};

serveJson((path, input) => paths[path](input));
