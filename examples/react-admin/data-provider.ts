import {
  type DataProvider,
  type GetListParams,
  type GetManyParams,
  type GetOneParams,
  HttpError,
  type UpdateParams,
} from "ra-core";
import { type ErrorFacts, ruleSentences, sentenceFor } from "../frontends/error-sentences.js";

export interface Options {
  /** Where the gateway is, such as `https://gateway.example.com`. */
  readonly gateway: string;
  /** The pool whose users are shown: its id, or its alias from the gateway's configuration. */
  readonly poolId: string;
  /** The bearer token of who is signed in; asked for at each request, since tokens are short-lived. */
  readonly token: () => string | Promise<string>;
}

/** A user as react-admin keeps them: their id is the canonical username, which never changes. */
export interface UserRow {
  readonly id: string;
  readonly status: string;
  readonly enabled: boolean;
  readonly email: string | null;
  readonly lastModifiedAt: string | null;
}

const row = "id: username status enabled email lastModifiedAt";
const listQuery = `query Users($poolId: ID!, $filter: UserFilter, $first: Int!, $after: String) {
  users(poolId: $poolId, filter: $filter, first: $first, after: $after) {
    nodes { ${row} } pageInfo { hasNextPage endCursor } scanned complete
  }
}`;
const oneQuery = `query User($poolId: ID!, $username: String!) {
  user(poolId: $poolId, username: $username) { ${row} }
}`;
const manyQuery = `query UsersByKey($keys: [UserKey!]!) { usersByKey(keys: $keys) { ${row} } }`;
const setMutation = `mutation SetUserPassword($poolId: ID!, $username: String!, $password: String!, $permanent: Boolean!) {
  setUserPassword(poolId: $poolId, username: $username, password: $password, permanent: $permanent) { ${row} }
}`;

interface UsersPage {
  readonly nodes: readonly UserRow[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  /** How many users were looked at, and whether the search went on until the page was full. */
  readonly scanned: number;
  readonly complete: boolean;
}

/** Sends one operation, and answers with its one field; throws an HttpError when that is not there. */
function createAsk({ gateway, token }: Options) {
  return async function ask<Value>(
    field: string,
    query: string,
    variables: object,
    signal?: AbortSignal,
  ): Promise<Value> {
    const response = await fetch(`${gateway}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${await token()}` },
      body: JSON.stringify({ query, variables }),
      ...(signal === undefined ? {} : { signal }),
    });
    const { data, errors } = (await response.json()) as Answer;
    const value = data?.[field];
    if (value !== undefined && value !== null) return value as Value;
    // A user who is not there is null without an error; an error inside an answer leaves the answer.
    throw toHttpError(errors?.[0]?.extensions ?? notFound);
  };
}

/** Reads lists, and keeps the way through each of them. */
function createGetList(ask: ReturnType<typeof createAsk>, poolId: string) {
  /** By list: the cursor behind each page that has been read. */
  const cursors = new Map<string, (string | null)[]>();

  return async function getList(resource: string, params: GetListParams) {
    checkResource(resource);
    const { page, perPage } = params.pagination ?? { page: 1, perPage: 25 };
    const { field = "id", order = "ASC" } = params.sort ?? {};
    if (field !== "id" || order !== "ASC") throw unsupported("Cognito's order is the only one.");
    const filter = toUserFilter((params.filter ?? {}) as Fields);
    const list = JSON.stringify([filter, perPage]);
    const known = cursors.get(list) ?? [];
    const after = page === 1 ? null : (known[page - 2] ?? undefined);
    // Pages lead from one to the next: one that nothing has led to cannot be read.
    if (after === undefined) throw toHttpError({ ...notFound, code: "INVALID_CURSOR" });
    const variables = { poolId, filter, first: perPage, after };
    const answer = await ask<UsersPage>("users", listQuery, variables, params.signal).catch(
      (error: unknown) => {
        cursors.delete(list);
        throw error;
      },
    );
    const { nodes, pageInfo, scanned, complete } = answer;
    cursors.set(list, [...known.slice(0, page - 1), pageInfo.endCursor]);
    return {
      data: [...nodes],
      pageInfo: { hasNextPage: pageInfo.hasNextPage, hasPreviousPage: page > 1 },
      meta: { scanned, complete },
    };
  };
}

/**
 * The resource `users` of one pool: lists, looks up, and sets passwords by `update` with `{ password, permanent }`. What the
 * gateway cannot do is refused with an HttpError of status 405. Give it `mutationMode="pessimistic"`: the other modes keep what
 * was typed.
 */
export function createDataProvider(options: Options): DataProvider {
  const { poolId } = options;
  const ask = createAsk(options);
  async function getMany(resource: string, { ids }: GetManyParams) {
    checkResource(resource);
    const keys = ids.map((id) => ({ poolId, username: String(id) }));
    const found = await ask<(UserRow | null)[]>("usersByKey", manyQuery, { keys });
    return { data: found.filter((user) => user !== null) };
  }

  async function update(resource: string, { id, data, previousData }: UpdateParams) {
    checkResource(resource);
    const { password, permanent = false, ...others } = data as Fields;
    const before = (previousData ?? {}) as Fields;
    const isOther = ([name, value]: [string, unknown]) => before[name] !== value;
    if (typeof password !== "string" || Object.entries(others).some(isOther)) {
      throw unsupported("Only a password can be set.");
    }
    const variables = { poolId, username: id as string, password, permanent };
    return { data: await ask<UserRow>("setUserPassword", setMutation, variables) };
  }

  const refuse = () => Promise.reject(unsupported("Users can be looked at and given a password."));
  const provider = {
    getList: createGetList(ask, poolId),
    getOne: async (resource: string, { id, signal }: GetOneParams) => {
      checkResource(resource);
      return {
        data: await ask<UserRow>("user", oneQuery, { poolId, username: id as string }, signal),
      };
    },
    getMany,
    update,
    ...{ getManyReference: refuse, create: refuse, updateMany: refuse },
    ...{ delete: refuse, deleteMany: refuse },
  };
  return provider as unknown as DataProvider;
}

type Fields = Readonly<Record<string, unknown>>;
interface Answer {
  readonly data?: Fields | null;
  readonly errors?: readonly { readonly extensions: ErrorFacts }[];
}

/** Statuses that mean something to react-admin, by code: its `authProvider.checkError` reads 401 and 403. */
const statuses: Readonly<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  USER_NOT_FOUND: 404,
};
/** A set that was refused for what it is, 422, is for the form to tell of. */
const statusOf = ({ code, outcome, retryable }: ErrorFacts): number =>
  statuses[code] ?? (outcome === "NOT_APPLIED" && !retryable ? 422 : 500);
const notFound: ErrorFacts = { code: "USER_NOT_FOUND", retryable: false, requestId: "" };

/** The sentence is what react-admin notifies of; `body.errors` is what it shows at the field. */
function toHttpError(facts: ErrorFacts): HttpError {
  const { code, violations } = facts;
  const message = sentenceFor(facts);
  const rules = violations?.map((rule) => ruleSentences[rule] ?? rule) ?? [];
  const errors = code === "INVALID_PASSWORD" ? { password: [message, ...rules].join(" ") } : null;
  return new HttpError(message, statusOf(facts), { facts, ...(errors && { errors }) });
}

const unsupported = (message: string): HttpError => new HttpError(message, 405);

function checkResource(resource: string): void {
  if (resource !== "users") throw unsupported("The only resource is `users`.");
}

const textField = /^(username|email|phoneNumber|name|givenName|familyName|preferredUsername)$/;

/** react-admin's filter as the gateway's: `q` looks everywhere, texts are beginnings, `status` and `enabled` are exact. */
function toUserFilter(filter: Fields): object | null {
  const conditions = Object.entries(filter)
    .filter(([, value]) => value !== undefined && value !== "")
    .map(([name, value]): [string, unknown] => {
      if (name === "q") return ["contains", value];
      if (name === "status" || name === "enabled") return [name, value];
      if (textField.test(name)) return [name, { startsWith: value }];
      throw unsupported("There is no such filter.");
    });
  return conditions.length === 0 ? null : Object.fromEntries(conditions);
}
