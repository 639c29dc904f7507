import type {
  CrudFilter,
  DataProvider,
  GetListParams,
  GetManyParams,
  GetOneParams,
  HttpError,
  UpdateParams,
} from "@refinedev/core";
import { type ErrorFacts, ruleSentences, sentenceFor } from "../frontends/error-sentences.js";

export interface Options {
  /** Where the gateway is, such as `https://gateway.example.com`. */
  readonly gateway: string;
  /** The pool whose users are shown: its id, or its alias from the gateway's configuration. */
  readonly poolId: string;
  /** The bearer token of who is signed in; asked for at each request, since tokens are short-lived. */
  readonly token: () => string | Promise<string>;
}

/** A user as refine keeps them: their id is the canonical username, which never changes. */
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
  return async <Value>(field: string, query: string, variables: object): Promise<Value> => {
    const response = await fetch(`${gateway}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${await token()}` },
      body: JSON.stringify({ query, variables }),
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

  return async ({ resource, pagination, sorters = [], filters = [] }: GetListParams) => {
    checkResource(resource);
    if (sorters.length > 0) throw unsupported("Cognito's order is the only one.");
    const { currentPage = 1, pageSize = 25 } = pagination ?? {};
    const filter = toUserFilter(filters);
    const list = JSON.stringify([filter, pageSize]);
    const known = cursors.get(list) ?? [];
    const after = currentPage === 1 ? null : (known[currentPage - 2] ?? undefined);
    // Pages lead from one to the next: one that nothing has led to cannot be read.
    if (after === undefined) throw toHttpError({ ...notFound, code: "INVALID_CURSOR" });
    const variables = { poolId, filter, first: pageSize, after };
    const answer = await ask<UsersPage>("users", listQuery, variables).catch((error: unknown) => {
      cursors.delete(list);
      throw error;
    });
    const { nodes, pageInfo, scanned, complete } = answer;
    cursors.set(list, [...known.slice(0, currentPage - 1), pageInfo.endCursor]);
    return {
      data: [...nodes],
      // Refine asks for a total, which Cognito has not: this is how many there are at least, so that a next page is offered.
      total: (currentPage - 1) * pageSize + nodes.length + (pageInfo.hasNextPage ? 1 : 0),
      ...{ hasNextPage: pageInfo.hasNextPage, scanned, complete },
    };
  };
}

/**
 * The resource `users` of one pool: lists, looks up, and sets passwords by `update` with `{ password, permanent }`. What the
 * gateway cannot do is refused with an HttpError of status 405. Use no audit log provider of refine's: it is given what was
 * typed, and the gateway writes its own.
 */
export function createDataProvider(options: Options): DataProvider {
  const { poolId } = options;
  const ask = createAsk(options);
  async function getMany({ resource, ids }: GetManyParams) {
    checkResource(resource);
    const keys = ids.map((id) => ({ poolId, username: String(id) }));
    const found = await ask<(UserRow | null)[]>("usersByKey", manyQuery, { keys });
    return { data: found.filter((user) => user !== null) };
  }

  async function update({ resource, id, variables }: UpdateParams<Fields>) {
    checkResource(resource);
    const { password, permanent = false, ...others } = variables;
    if (typeof password !== "string" || Object.keys(others).length > 0) {
      throw unsupported("Only a password can be set.");
    }
    const set = { poolId, username: id, password, permanent };
    return { data: await ask<UserRow>("setUserPassword", setMutation, set) };
  }

  const refuse = () => Promise.reject(unsupported("Users can be looked at and given a password."));
  const provider = {
    getList: createGetList(ask, poolId),
    getOne: async ({ resource, id }: GetOneParams) => {
      checkResource(resource);
      return { data: await ask<UserRow>("user", oneQuery, { poolId, username: id }) };
    },
    getMany,
    update,
    ...{ create: refuse, createMany: refuse, updateMany: refuse },
    ...{ deleteOne: refuse, deleteMany: refuse, custom: refuse },
    getApiUrl: () => options.gateway,
  };
  return provider as unknown as DataProvider;
}

type Fields = Readonly<Record<string, unknown>>;
interface Answer {
  readonly data?: Fields | null;
  readonly errors?: readonly { readonly extensions: ErrorFacts }[];
}
/** Statuses by code; refine names them in its notifications, and its auth provider's `onError` reads them. */
const statuses: Readonly<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  USER_NOT_FOUND: 404,
};
/** A set that was refused for what it is, 422, is for the form to tell of. */
const statusOf = ({ code, outcome, retryable }: ErrorFacts): number =>
  statuses[code] ?? (outcome === "NOT_APPLIED" && !retryable ? 422 : 500);
const notFound: ErrorFacts = { code: "USER_NOT_FOUND", retryable: false, requestId: "" };

const httpError = (message: string, statusCode: number, more: Partial<HttpError> = {}) =>
  Object.assign(new Error(message), { statusCode, ...more });

/** What refine reads: the sentence, a status, and what to show at the field. */
function toHttpError(facts: ErrorFacts): Error & HttpError {
  const { code, violations = [] } = facts;
  const message = sentenceFor(facts);
  const password = [message, ...violations.map((rule) => ruleSentences[rule] ?? rule)];
  const errors = code === "INVALID_PASSWORD" ? { errors: { password } } : {};
  return httpError(message, statusOf(facts), { facts, ...errors });
}

const unsupported = (message: string) => httpError(message, 405);

function checkResource(resource: string): void {
  if (resource !== "users") throw unsupported("The only resource is `users`.");
}

const textField = /^(username|email|phoneNumber|name|givenName|familyName|preferredUsername)$/;
const matches: Readonly<Record<string, string>> = {
  eq: "equals",
  startswith: "startsWith",
  contains: "contains",
};

/** Refine's filters as the gateway's: `q` looks everywhere; `eq`, `startswith` and `contains` on the fields that it has. */
function toUserFilter(filters: readonly CrudFilter[]): object | null {
  const conditions = new Map<string, unknown>();
  for (const { operator, value, ...filter } of filters) {
    if (value === undefined || value === null || value === "") continue;
    const field = "field" in filter ? filter.field : "";
    const match = matches[operator] ?? "";
    const isExact = operator === "eq" && (field === "status" || field === "enabled");
    const isText = match !== "" && textField.test(field);
    const name = field === "q" ? "contains" : field;
    // What cannot be asked for is never left out: a list that shows too much looks like one that is right.
    if (conditions.has(name) || !(field === "q" || isExact || isText)) {
      throw unsupported("There is no such filter.");
    }
    conditions.set(name, isText ? { [match]: value as string } : value);
  }
  return conditions.size === 0 ? null : Object.fromEntries(conditions);
}
