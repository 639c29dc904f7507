// What is asked: the same of every variant, as GraphQL or as JSON to a path, with the calls to Cognito that it takes.
import { pageLength, poolId, readers, targets } from "./population.mjs";

const fields = "id username sub status enabled createdAt email emailVerified name";
const fifty = readers.slice(0, 50).map((username) => ({ poolId, username }));
const aliased = fifty
  .map(({ username }, index) => `a${index}:user(poolId:"${poolId}",username:"${username}"){...F}`)
  .join(" ");
/** Fifty users, each twice, as a router sends them for a list in which they recur. */
const representations = [...fifty, ...fifty].map((key) => ({ __typename: "User", ...key }));

/** Connections of the load: enough to keep one process busy, and no more sets at a time than the gateway has places for. */
const small = 16;
const large = 4;
const targetsPerConnection = targets.length / small;

const setVariables = (username) => ({ poolId, username, password: "Bench-Passw0rd!" });
/**
 * Each connection has targets of its own: the gateway sets passwords of one user one after the other, and looks again
 * at those that it waited for.
 */
const setRequests = (connection) =>
  targets
    .slice(connection * targetsPerConnection, (connection + 1) * targetsPerConnection)
    .map(setVariables);
const setDocument = (field) =>
  `mutation($poolId:ID!,$username:String!,$password:String!){setUserPassword:${field}(poolId:$poolId,username:$username,password:$password,permanent:true){username status}}`;

/**
 * `variables`: of each request of a connection, in turn. `query`: the document; `queryOfPeers` where other servers have
 * one of their own. `calls`: to Cognito, for each request. `rest`: the value in the answer that the path gives as a whole.
 */
export const works = {
  set: {
    title: "set a password, answer with the status",
    connections: small,
    variables: setRequests,
    query: setDocument("setUserPassword"),
    calls: { AdminGetUser: 2, AdminListGroupsForUser: 1, AdminSetUserPassword: 1 },
    rest: "setUserPassword",
  },
  "set-unchecked": {
    title: "the same, others without looking at the target first",
    connections: small,
    variables: setRequests,
    query: setDocument("setUserPassword"),
    queryOfPeers: setDocument("setUserPasswordUnchecked"),
    calls: { AdminGetUser: 1, AdminSetUserPassword: 1 },
    callsOfGateway: { AdminGetUser: 2, AdminListGroupsForUser: 1, AdminSetUserPassword: 1 },
    rest: "setUserPassword",
  },
  one: {
    title: "one user",
    connections: small,
    variables: (connection) => [{ poolId, username: readers[connection] }],
    query: `query($poolId:ID!,$username:String!){user(poolId:$poolId,username:$username){${fields}}}`,
    calls: { AdminGetUser: 1 },
    rest: "user",
  },
  keys: {
    title: "50 users by key",
    connections: large,
    variables: () => [{ keys: fifty }],
    query: `query($keys:[UserKey!]!){usersByKey(keys:$keys){${fields}}}`,
    calls: { AdminGetUser: 50 },
    rest: "usersByKey",
  },
  aliases: {
    title: "50 users by alias",
    connections: large,
    variables: () => [{}],
    query: `{${aliased}} fragment F on User{${fields}}`,
    calls: { AdminGetUser: 50 },
  },
  entities: {
    title: "`_entities`, 100 of 50 users",
    connections: large,
    variables: () => [{ representations }],
    query: `query($representations:[_Any!]!){_entities(representations:$representations){...on User{${fields}}}}`,
    calls: { AdminGetUser: 50 },
    callsWithoutLoaders: { AdminGetUser: 100 },
    rest: "_entities",
  },
  list: {
    title: "a list of 60",
    connections: small,
    variables: () => [{ poolId, first: pageLength }],
    query: `query($poolId:ID!,$first:Int!){users(poolId:$poolId,first:$first){nodes{${fields}} pageInfo{hasNextPage}}}`,
    calls: { ListUsers: 1 },
    rest: "users",
  },
};

/** The calls that a variant makes for each request. */
export function callsOf(work, variant) {
  if (variant.isGateway && work.callsOfGateway !== undefined) return work.callsOfGateway;
  if (variant.hasNoLoaders && work.callsWithoutLoaders !== undefined)
    return work.callsWithoutLoaders;
  return work.calls;
}

/** The path and the bodies of a connection's requests. */
export function requestsOf(name, variant, connection) {
  const work = works[name];
  const variables = work.variables(connection);
  if (variant.isRest)
    return { path: `/${name}`, bodies: variables.map((each) => JSON.stringify(each)) };
  const query = variant.isGateway ? work.query : (work.queryOfPeers ?? work.query);
  const bodies = variables.map((each) => JSON.stringify({ query, variables: each }));
  return { path: "/graphql", bodies };
}

/** What is in an answer, in the same form for every variant. */
export function contentOf(name, variant, answer) {
  const { rest } = works[name];
  if (variant.isRest) return answer;
  if (answer.errors !== undefined || answer.extensions !== undefined)
    throw new Error(`An answer with errors: ${JSON.stringify(answer).slice(0, 500)}`);
  return rest === undefined ? answer.data : answer.data[rest];
}
