import { isEnumType, isIntrospectionType, isObjectType } from "graphql";
import { createSchema } from "../../src/graphql/schema.js";
import type { UserSeed } from "../../src/local-pool/seed/seed.js";
import { activityFacts, activitySeed } from "../support/activity-seed.js";
import { ActivityStandIn, oneOfEach } from "../support/activity-stand-in.js";
import type { FaultPlan } from "../support/faulty-proxy.js";
import { type Sample, samples } from "../support/mutation-samples.js";
import {
  type Caller,
  callers,
  fieldTable,
  passwordTable,
  type Target,
  type WriteRow,
  writeTable,
} from "../support/permission-table.js";
import {
  admins,
  contactOf,
  customers,
  mailers,
  samplePassword,
  sampleSeed,
} from "../support/sample-seed.js";
import { type Send, startTestGateway, type TestGateway } from "../support/test-gateway.js";
import { says } from "../support/wire-faults.js";

type Answer = Awaited<ReturnType<Send>>;
type Path = readonly (string | number)[];

/** "hidden": absent because what it stands in was refused, without an error of its own. Else a code. */
type Verdict = "shown" | "null" | "hidden" | "listed" | "unlisted" | (string & {});

/** One verdict, as the table has it and as the gateway gave it. */
interface Cell {
  readonly caller: Caller;
  readonly target: string;
  readonly field: string;
  /** By which way the field was reached. */
  readonly route: string;
  readonly expected: Verdict;
  readonly actual: Verdict;
}

interface Write {
  readonly caller: Caller;
  readonly field: string;
  readonly operation: string;
  readonly username: string;
  readonly isSet: boolean;
  /** The calls that reached Cognito, each with the user it named. */
  readonly calls: readonly string[];
}

/** A field of the table and where it stands in an answer, below the object that it is a field of. */
interface Place {
  readonly field: string;
  readonly path: Path;
}

const poolIds: Readonly<Record<string, string>> = { customers, mailers, admins };
const newPassword = "Brand-New-Passw0rd";

const fieldsOf = (type: string, names: string, path: Path = []): Place[] =>
  names.split(" ").map((name) => ({ field: `${type}.${name}`, path: [...path, name] }));

const attributesAt = (name: string, field: string): Place[] => [
  { field, path: [name] },
  ...fieldsOf("UserAttribute", "name value", [name, 0]),
];

const plainUserFields =
  "id poolId username sub status enabled createdAt lastModifiedAt email emailVerified phoneNumber " +
  "phoneNumberVerified name mfa groups memberOf temporaryPassword identities allowedActions " +
  "authFactors sessions devices authEvents lastActiveAt";

const identityFields = "providerName providerType userId primary linkedAt";

const sessionFields =
  "id kind clientId createdAt lastActiveAt device ipAddress city country originSessionId";
const deviceFields = "key name remembered createdAt lastSignInAt ipAddress";
const eventFields =
  "id kind at response riskLevel riskDecision compromisedCredentials ipAddress device city country verdict";
const pageFields = "hasNextPage hasPreviousPage startCursor endCursor";

/** A list of a user with one row, whose fields are asked for once as those of its edge. */
const connectionOf = (name: string, fields: string): string =>
  `${name} { edges { cursor node { ${fields} } } nodes { __typename } pageInfo { ${pageFields} } }`;

const placesOfConnection = (name: string, type: string, fields: string): readonly Place[] => [
  ...fieldsOf(`${type}Connection`, "edges nodes pageInfo", [name]),
  ...fieldsOf(`${type}Edge`, "cursor node", [name, "edges", 0]),
  ...fieldsOf(type, fields, [name, "edges", 0, "node"]),
  ...fieldsOf("PageInfo", pageFields, [name, "pageInfo"]),
];

const temporaryPassword = ["temporaryPassword"];

const userPlaces: readonly Place[] = [
  ...fieldsOf("User", plainUserFields),
  ...fieldsOf("UserMfa", "preferred enabled", ["mfa"]),
  ...fieldsOf("TemporaryPassword", "expiresAt expired exact", temporaryPassword),
  ...fieldsOf("LinkedIdentity", identityFields, ["identities", 0]),
  ...fieldsOf("UserSession", sessionFields, ["sessions", 0]),
  ...placesOfConnection("devices", "UserDevice", deviceFields),
  ...placesOfConnection("authEvents", "UserAuthEvent", eventFields),
  ...attributesAt("attributes", "User.attributes"),
  ...attributesAt("locale", "User.attributes(locale)"),
  ...attributesAt("tier", "User.attributes(custom:tier)"),
  ...attributesAt("mail", "User.attributes(email)"),
  ...attributesAt("linked", "User.attributes(identities)"),
];

/** Of a user who has just been created, and has nothing else. */
const createdFields = "id poolId username sub status enabled createdAt";

const userFragment = `fragment AllOfUser on User {
  ${plainUserFields
    .replace("mfa", "mfa { preferred enabled }")
    .replace("memberOf", "memberOf { name }")
    .replace("temporaryPassword", "temporaryPassword { expiresAt expired exact }")
    .replace("identities", `identities { ${identityFields} }`)
    .replace("sessions", `sessions { ${sessionFields} }`)
    .replace("devices", connectionOf("devices", deviceFields))
    .replace("authEvents", connectionOf("authEvents", eventFields))}
  attributes { name value }
  locale: attributes(names: ["locale"]) { name value }
  tier: attributes(names: ["custom:tier"]) { name value }
  mail: attributes(names: ["email"]) { name value }
  linked: attributes(names: ["identities"]) { name value }
}`;

const plainPoolFields =
  "id alias region name signInAliases usernameCaseSensitive estimatedNumberOfUsers selfSignUp recoverBy tier mfa " +
  "keepsOriginalUntilVerified mfaMethods tracksSessions remembersDevices recordsAuthEvents allowedActions identityProviders appClients " +
  "attributes passwordPolicy";
const providerFields = "name type createdAt lastModifiedAt";
const clientFields = "id name";
const textFields = "name type mutable required minLength maxLength readable";
const numberFields = "minValue maxValue";
const policyFields =
  "minimumLength requireUppercase requireLowercase requireNumbers requireSymbols historySize " +
  "temporaryPasswordValidityDays";

const poolPlaces: readonly Place[] = [
  ...fieldsOf("UserPool", plainPoolFields),
  ...fieldsOf("PasswordPolicy", policyFields, ["passwordPolicy"]),
  ...placesOfConnection("identityProviders", "UserPoolIdentityProvider", providerFields),
  ...placesOfConnection("appClients", "UserPoolClient", clientFields),
  ...fieldsOf("UserAttributeDefinition", textFields, ["attributes", 0]),
  ...fieldsOf("UserAttributeDefinition", numberFields, ["attributes", 21]),
];

const poolFragment = `fragment AllOfPool on UserPool {
  ${plainPoolFields
    .replace("identityProviders", connectionOf("identityProviders", providerFields))
    .replace("appClients", connectionOf("appClients", clientFields))
    .replace("attributes", `attributes { ${textFields} ${numberFields} }`)} { ${policyFields} }
}`;

/** Stands after the 21 attributes that every pool has. */
const level = {
  Name: "level",
  AttributeDataType: "Number",
  NumberAttributeConstraints: { MinValue: "0", MaxValue: "9" },
} as const;

/** The first group of every pool, and its member, who is nobody's target. */
const everyGroup = { name: "everybody", description: "Everybody there is.", precedence: 7 };
const memberOfEvery: UserSeed = {
  username: "7a1f8d2e-0000-4000-8000-000000000009",
  sub: "7a1f8d2e-0000-4000-8000-000000000009",
  status: "CONFIRMED",
  groups: [everyGroup.name],
  attributes: { email: "member@example.com", email_verified: "true" },
};

/** A seed gives no group a role. */
function withRoles(operation: string): ReturnType<FaultPlan> {
  if (operation !== "GetGroup" && operation !== "ListGroups") return undefined;
  const RoleArn = "arn:aws:iam::111122223333:role/everybody";
  return {
    reachesPool: true,
    fault: (socket, answer) => {
      const body = JSON.parse(answer?.body ?? "{}") as { Group?: object; Groups?: object[] };
      const group = body.Group && { ...body.Group, RoleArn };
      const groups = body.Groups?.map((each) => ({ ...each, RoleArn }));
      const text = JSON.stringify({ ...body, Group: group, Groups: groups });
      says(`${answer?.status ?? 500} OK`, text)(socket, answer);
    },
  };
}

/** Every user has a session, a device and an event. */
/** Mutations that sign somebody out leave sessions of managed login in their answers, and no others. */
const activity = new ActivityStandIn({
  ...oneOfEach,
  sessions: (oneOfEach.sessions ?? []).map((session) => ({ ...session, SessionType: "SSO" })),
});

let gateway: TestGateway;
const cells: Cell[] = [];
const writes: Write[] = [];
/** How many calls reached Cognito in all that a caller asked for. */
const callsOf = new Map<Caller, number>();

const mayBy = (field: string, caller: Caller): boolean =>
  fieldTable[field]?.includes(caller) ?? false;

const isConfigured = ({ kind }: Target): boolean => kind !== "in a pool that is not configured";
const nameOf = ({ pool, username, kind }: Target): string => `${kind}: ${username} in ${pool}`;

const valueAt = ({ data }: Answer, path: Path): unknown =>
  path.reduce<unknown>(
    (parent, step) => (parent as Record<string | number, unknown> | null | undefined)?.[step],
    data,
  );

/** What an answer says of one place: a code only for exactly one error there, beside no value. */
function verdictAt(answer: Answer, path: Path): Verdict {
  const value = valueAt(answer, path);
  const { errors = [] } = answer;
  const codes = errors.filter((error) => isSame(error.path ?? [], path));
  const [first] = codes;
  if (codes.length > 1) return `${codes.length} errors`;
  if (first !== undefined) {
    const hasValue = value !== null && value !== undefined;
    return hasValue ? `${first.extensions.code} beside a value` : first.extensions.code;
  }
  if (value === null) return "null";
  return value === undefined ? "hidden" : "shown";
}

const isSame = (one: Path, other: Path): boolean => JSON.stringify(one) === JSON.stringify(other);

const isWithin = (inner: Path, outer: Path): boolean =>
  inner.length > outer.length && isSame(inner.slice(0, outer.length), outer);

/** Enters an object and its fields, one cell for each. */
function enter(
  answer: Answer,
  cell: Pick<Cell, "caller" | "target" | "route">,
  root: Place & { readonly expected: Verdict },
  places: readonly Place[],
): void {
  const { field, path, expected } = root;
  cells.push({ ...cell, field, expected, actual: verdictAt(answer, path) });
  if (expected === "null") return;
  const isRefused = (place: Place) => expected !== "shown" || !mayBy(place.field, cell.caller);
  const isEmpty = (place: Place) =>
    isSame(place.path.slice(-1), temporaryPassword) &&
    place.field === "User.temporaryPassword" &&
    valueAt(answer, [...path, ...place.path.slice(0, -1), "status"]) !== "FORCE_CHANGE_PASSWORD";
  for (const place of places) {
    const isHidden =
      expected !== "shown" ||
      places.some(
        (outer) => isWithin(place.path, outer.path) && (isRefused(outer) || isEmpty(outer)),
      );
    cells.push({
      ...cell,
      field: place.field,
      expected: isHidden
        ? "hidden"
        : isRefused(place)
          ? "FORBIDDEN"
          : isEmpty(place)
            ? "null"
            : "shown",
      actual: verdictAt(answer, [...path, ...place.path]),
    });
  }
}

/** No error but those that cells stand for. */
function enterErrors(answer: Answer, caller: Caller, route: string, since: number): void {
  const told = cells.slice(since).filter(({ expected }) => /^[A-Z_]+$/.test(expected)).length;
  const errors = answer.errors?.length ?? 0;
  cells.push({
    caller,
    route,
    target: "the answer as a whole",
    field: "errors",
    expected: `${told} errors`,
    actual: `${errors} errors`,
  });
}

/** Asks once, and enters what comes of it. */
async function ask(
  send: Send,
  caller: Caller,
  request: { readonly route: string; readonly query: string; readonly variables?: object },
  read: (answer: Answer) => void,
): Promise<void> {
  const answer = await send(request.query, request.variables);
  const since = cells.length;
  read(answer);
  enterErrors(answer, caller, request.route, since);
}

/** What a look-up comes to for this caller, whichever field leads to it. */
function lookUpVerdict(field: string, caller: Caller, target: Target): Verdict {
  if (!mayBy(field, caller) || !isConfigured(target)) return "FORBIDDEN";
  return target.kind === "unknown" ? "null" : "shown";
}

function enterActions(
  answer: Answer,
  cell: Pick<Cell, "caller" | "target" | "route">,
  path: Path,
  target: Target,
): void {
  const { caller } = cell;
  const value = path.reduce<unknown>(
    (parent, step) => (parent as Record<string | number, unknown>)[step],
    answer.data,
  );
  const mayDo = (action: string): boolean => {
    if (!mayBy(`UserAction.${action}`, caller)) return false;
    const write = writeTable.find(({ shownAs }) => shownAs === action);
    // What a user's state does not permit is told when it is tried.
    const verdicts = write?.alone ?? write?.verdicts;
    const verdict = verdicts?.(target)[caller] ?? "set";
    return verdict === "set" || verdict === "INVALID_USER_STATE";
  };
  for (const field of Object.keys(fieldTable).filter((name) => name.startsWith("UserAction."))) {
    const action = field.replace("UserAction.", "");
    cells.push({
      ...cell,
      field,
      expected: mayDo(action) ? "listed" : "unlisted",
      actual: (value as string[]).includes(action) ? "listed" : "unlisted",
    });
  }
}

/** One look-up of each target, by each of the fields that lead to users. */
async function settleUsers(send: Send, caller: Caller, keys: EntityKeys): Promise<void> {
  const enterUser = (answer: Answer, field: string, path: Path, target: Target, route: string) => {
    const expected = lookUpVerdict(field, caller, target);
    const cell = { caller, target: nameOf(target), route };
    enter(answer, cell, { field, path, expected }, userPlaces);
    const actions = [...path, "allowedActions"];
    if (expected === "shown" && verdictAt(answer, actions) === "shown") {
      enterActions(answer, cell, actions, target);
    }
  };
  for (const target of passwordTable) {
    const { pool: poolId, username } = target;
    const query = `query($poolId: ID!, $username: String!) {
      user(poolId: $poolId, username: $username) { ...AllOfUser }
    } ${userFragment}`;
    await ask(send, caller, { route: "user", query, variables: { poolId, username } }, (answer) => {
      enterUser(answer, "Query.user", ["user"], target, "user");
    });
  }
  for (const { field, route, query, variables, targets } of listRequests(keys)) {
    await ask(send, caller, { route, query, variables }, (answer) => {
      if (!mayBy(`Query.${field}`, caller)) {
        const cell = { caller, target: "all targets", route };
        const root = { field: `Query.${field}`, path: [field], expected: "FORBIDDEN" };
        enter(answer, cell, root, []);
        return;
      }
      targets.forEach((target, index) => {
        enterUser(answer, `Query.${field}`, [field, index], target, route);
      });
    });
  }
}

/** What can be searched by, each with a filter that finds somebody in every pool or nobody in any. */
const filters: Readonly<Record<string, object>> = {
  username: { username: { startsWith: "a" } },
  sub: { sub: { equals: "not-there" } },
  status: { status: "CONFIRMED" },
  enabled: { enabled: true },
  email: { email: { startsWith: "a" } },
  phoneNumber: { phoneNumber: { equals: "+442079460000" } },
  name: { name: { startsWith: "Name" } },
  givenName: { givenName: { equals: "not-there" } },
  familyName: { familyName: { equals: "not-there" } },
  preferredUsername: { preferredUsername: { equals: "not-there" } },
  "attribute locale": { attribute: { name: "locale", equals: "en-GB" } },
  "attribute email": { attribute: { name: "email", contains: "@" } },
  contains: { contains: "a" },
  group: { group: "everybody" },
  "or email": { or: [{ username: { equals: "ada" } }, { email: { equals: "ada@example.com" } }] },
};

const connectionPlaces: readonly Place[] = [
  ...fieldsOf("UserConnection", "edges nodes pageInfo scanned complete"),
  ...fieldsOf("PageInfo", "hasNextPage hasPreviousPage startCursor endCursor", ["pageInfo"]),
  ...fieldsOf("UserEdge", "cursor node", ["edges", 0]),
];

/** A page of each pool, and a search by everything that can be searched by. */
async function settleLists(send: Send, caller: Caller): Promise<void> {
  const query = `query($poolId: ID!, $filter: UserFilter) {
    users(poolId: $poolId, filter: $filter, first: 1) {
      edges { cursor node { ...AllOfUser } } nodes { ...AllOfUser }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor } scanned complete
    }
  } ${userFragment}`;
  const names = [...Object.keys(poolIds), ...Object.values(poolIds)];
  for (const poolId of [...names, "eu-west-1_Unlisted", "eu-west-1_Nowhere"]) {
    const isListed = mayBy("Query.users", caller) && names.includes(poolId);
    await ask(send, caller, { route: "users", query, variables: { poolId } }, (answer) => {
      const cell = { caller, target: `pool ${poolId}`, route: "users" };
      const expected = isListed ? "shown" : "FORBIDDEN";
      enter(answer, cell, { field: "Query.users", path: ["users"], expected }, connectionPlaces);
      if (!isListed) return;
      for (const path of [
        ["users", "edges", 0, "node"],
        ["users", "nodes", 0],
      ]) {
        const row = { ...cell, route: path.join(".") };
        enter(answer, row, { field: "UserEdge.node", path, expected: "shown" }, userPlaces);
      }
    });
    for (const [by, filter] of Object.entries(filters)) {
      const field = `Query.users(${by})`;
      const search = `query($poolId: ID!, $filter: UserFilter) {
        users(poolId: $poolId, filter: $filter) { scanned }
      }`;
      const request = { route: field, query: search, variables: { poolId, filter } };
      await ask(send, caller, request, (answer) => {
        const isAllowed = mayBy(field, caller) && names.includes(poolId);
        const root = { field, path: ["users"], expected: isAllowed ? "shown" : "FORBIDDEN" };
        enter(answer, { caller, target: `pool ${poolId}`, route: field }, root, []);
      });
    }
  }
}

const groupFields = "id poolId name description precedence roleArn createdAt lastModifiedAt";
const memberPlaces: readonly Place[] = [
  ...fieldsOf("UserConnection", "edges nodes pageInfo scanned complete", ["members"]),
  ...fieldsOf("UserEdge", "cursor node", ["members", "edges", 0]),
  ...fieldsOf("User", "id username email groups memberOf", ["members", "nodes", 0]),
];
const groupPlaces: readonly Place[] = [
  ...fieldsOf("UserGroup", `${groupFields} members`),
  ...memberPlaces,
];
const groupFragment = `fragment AllOfGroup on UserGroup {
  ${groupFields}
  members(first: 1) {
    edges { cursor node { id } } nodes { id username email groups memberOf { name } }
    pageInfo { hasNextPage } scanned complete
  }
}`;

/** A group of each pool by its name, and the list of them, which has no other. */
async function settleGroups(send: Send, caller: Caller): Promise<void> {
  const queries = {
    group: `query($poolId: ID!, $name: String!) {
      group(poolId: $poolId, name: $name) { ...AllOfGroup }
    } ${groupFragment}`,
    groups: `query($poolId: ID!) {
      groups(poolId: $poolId, first: 1) {
        edges { cursor node { ...AllOfGroup } } nodes { id } pageInfo { ${pageFields} }
      }
    } ${groupFragment}`,
  };
  const names = [...Object.keys(poolIds), ...Object.values(poolIds)];
  for (const poolId of [...names, "eu-west-1_Unlisted", "eu-west-1_Nowhere"]) {
    for (const [route, query] of Object.entries(queries)) {
      const variables = { poolId, ...(route === "group" ? { name: everyGroup.name } : {}) };
      await ask(send, caller, { route, query, variables }, (answer) => {
        const isAllowed = mayBy(`Query.${route}`, caller) && names.includes(poolId);
        const expected = isAllowed ? "shown" : "FORBIDDEN";
        const cell = { caller, target: `pool ${poolId}`, route };
        const root = { field: `Query.${route}`, path: [route], expected };
        if (route === "group") {
          enter(answer, cell, root, groupPlaces);
          return;
        }
        enter(answer, cell, root, [
          ...fieldsOf("UserGroupConnection", "edges nodes pageInfo"),
          ...fieldsOf("UserGroupEdge", "cursor node", ["edges", 0]),
          ...fieldsOf("PageInfo", pageFields, ["pageInfo"]),
        ]);
        const node = [route, "edges", 0, "node"];
        if (isAllowed)
          enter(answer, cell, { ...root, field: "UserGroupEdge.node", path: node }, groupPlaces);
      });
    }
  }
}

/** A password tried out in each pool, for somebody who is there and for somebody who is not. */
async function settleChecks(send: Send, caller: Caller): Promise<void> {
  const query = `query($poolId: ID!, $username: String!, $password: String!) {
    checkPassword(poolId: $poolId, username: $username, password: $password) { ok violations }
  }`;
  const route = "checkPassword";
  const names = [...Object.keys(poolIds), ...Object.values(poolIds)];
  for (const poolId of [...names, "eu-west-1_Unlisted", "eu-west-1_Nowhere"]) {
    for (const username of ["confirmed", "not-there"]) {
      const variables = { poolId, username, password: newPassword };
      await ask(send, caller, { route, query, variables }, (answer) => {
        const isAllowed = mayBy("Query.checkPassword", caller) && names.includes(poolId);
        const expected = isAllowed ? "shown" : "FORBIDDEN";
        const root = { field: "Query.checkPassword", path: [route], expected };
        const cell = { caller, target: `${username} in pool ${poolId}`, route };
        enter(answer, cell, root, fieldsOf("PasswordCheck", "ok violations"));
      });
    }
  }
}

/** The representations of the targets, by each of the keys of User. */
type EntityKeys = Readonly<Record<"id" | "username" | "sub", readonly EntityKey[]>>;

/** The same, and the subs by which a deletion is confirmed. */
interface Known {
  readonly keys: EntityKeys;
  readonly subs: ReadonlyMap<Target, string>;
}

interface EntityKey {
  readonly target: Target;
  readonly representation: Readonly<Record<string, unknown>>;
}

/** More than ten refusals of one field would be told as one error, and an answer has a hundred errors at most. */
const targetsPerList = 6;

function listRequests(keys: EntityKeys) {
  const entities = Object.entries(keys).flatMap(([by, entries]) =>
    inPieces(entries).map((piece) => ({
      field: "_entities",
      route: `_entities by ${by}`,
      query: `query($list: [_Any!]!) { _entities(representations: $list) { ...AllOfUser } } ${userFragment}`,
      variables: { list: piece.map(({ representation }) => representation) },
      targets: piece.map(({ target }) => target),
    })),
  );
  const byKey = inPieces(passwordTable).map((targets) => ({
    field: "usersByKey",
    route: "usersByKey",
    query: `query($list: [UserKey!]!) { usersByKey(keys: $list) { ...AllOfUser } } ${userFragment}`,
    variables: { list: targets.map(({ pool: poolId, username }) => ({ poolId, username })) },
    targets,
  }));
  return [...byKey, ...entities];
}

function inPieces<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  const starts = Array.from({ length: Math.ceil(items.length / targetsPerList) });
  return starts.map((_, index) =>
    items.slice(index * targetsPerList, (index + 1) * targetsPerList),
  );
}

/** Ids and subs as an administrator is told them; an id is also made up for users that nobody is told of. */
async function readEntityKeys(send: Send): Promise<Known> {
  const subs = new Map<Target, string>();
  const id: EntityKey[] = [];
  const username: EntityKey[] = [];
  const sub: EntityKey[] = [];
  for (const target of passwordTable) {
    const { data } = await send(
      `query($p: ID!, $u: String!) { user(poolId: $p, username: $u) { id sub } }`,
      { p: target.pool, u: target.username },
    );
    const user = data?.["user"] as { id: string; sub: string } | null;
    if (user !== null) subs.set(target, user.sub);
    const named = [poolIds[target.pool] ?? target.pool, target.username];
    const made = Buffer.from(JSON.stringify(named)).toString("base64url");
    const poolId = target.pool;
    const represent = (key: object) => ({ target, representation: { __typename: "User", ...key } });
    id.push(represent({ id: user?.id ?? made }));
    username.push(represent({ poolId, username: target.username }));
    // Cognito does not take the sub of somebody from an identity provider for a name.
    if (target.kind !== "federated") sub.push(represent({ poolId, sub: user?.sub ?? "not-there" }));
  }
  return { keys: { id, username, sub }, subs };
}

/** The fields of every pool, by each of the fields that lead to pools. */
async function settlePools(send: Send, caller: Caller): Promise<void> {
  const names = [...Object.keys(poolIds), ...Object.values(poolIds)];
  for (const id of [...names, "eu-west-1_Unlisted", "eu-west-1_Nowhere"]) {
    const isAllowed = mayBy("Query.userPool", caller) && names.includes(id);
    const query = `query($id: ID!) { userPool(id: $id) { ...AllOfPool } } ${poolFragment}`;
    await ask(send, caller, { route: "userPool", query, variables: { id } }, (answer) => {
      const expected = isAllowed ? "shown" : "FORBIDDEN";
      const root = { field: "Query.userPool", path: ["userPool"], expected };
      const cell = { caller, target: `pool ${id}`, route: "userPool" };
      enter(answer, cell, root, poolPlaces);
      if (isAllowed) enterPoolActions(answer, cell);
    });
  }
  const all = { route: "userPools", query: `{ userPools { ...AllOfPool } } ${poolFragment}` };
  await ask(send, caller, all, (answer) => {
    const cell = { caller, target: "all pools", route: "userPools" };
    const expected = mayBy("Query.userPools", caller) ? "shown" : "FORBIDDEN";
    enter(answer, cell, { field: "Query.userPools", path: ["userPools"], expected }, []);
    if (expected === "shown") enterPools(answer, caller, ["userPools"], "Query.userPools");
  });
}

function enterPoolActions(answer: Answer, cell: Pick<Cell, "caller" | "target" | "route">): void {
  const listed = valueAt(answer, ["userPool", "allowedActions"]) as string[];
  for (const field of Object.keys(fieldTable)) {
    if (!field.startsWith("UserPoolAction.")) continue;
    cells.push({
      ...cell,
      field,
      expected: mayBy(field, cell.caller) ? "listed" : "unlisted",
      actual: listed.includes(field.replace("UserPoolAction.", "")) ? "listed" : "unlisted",
    });
  }
}

/** A list of pools: every configured one and no other for who may see pools, none for others. */
function enterPools(answer: Answer, caller: Caller, path: Path, field: string): void {
  [...Object.keys(poolIds), "one more"].forEach((pool, index) => {
    const isSeen = mayBy("Query.userPools", caller) && pool !== "one more";
    const cell = { caller, target: `pool ${pool}`, route: path.join(".") };
    const place = { field, path: [...path, index], expected: isSeen ? "shown" : "hidden" };
    enter(answer, cell, place, isSeen ? poolPlaces : []);
  });
}

async function settleCaller(send: Send, caller: Caller): Promise<void> {
  const query = `{ me { subject issuer roles pools { ...AllOfPool } } } ${poolFragment}`;
  await ask(send, caller, { route: "me", query }, (answer) => {
    const cell = { caller, target: "themselves", route: "me" };
    const root = { field: "Query.me", path: ["me"], expected: "shown" };
    enter(answer, cell, root, fieldsOf("Principal", "subject issuer roles pools"));
    enterPools(answer, caller, ["me", "pools"], "Principal.pools");
  });
  await ask(send, caller, { route: "_service", query: `{ _service { sdl } }` }, (answer) => {
    const cell = { caller, target: "the schema", route: "_service" };
    const expected = mayBy("Query._service", caller) ? "shown" : "FORBIDDEN";
    const root = { field: "Query._service", path: ["_service"], expected };
    enter(answer, cell, root, fieldsOf("_Service", "sdl"));
  });
}

async function settleWrites(send: Send, caller: Caller, known: Known): Promise<void> {
  for (const target of passwordTable) {
    for (const row of writeTable) await settleWrite(send, caller, row, { target, known });
  }
}

/** The answers that are no user: their type and its fields, and where the user is in it. */
const otherAnswers: Partial<
  Record<
    WriteRow["mutation"],
    { readonly type: string; readonly names: string; readonly userPath?: Path }
  >
> = {
  deleteUser: { type: "DeletedUser", names: "id poolId username sub" },
  resendInvitation: {
    ...{ type: "InvitedUser", names: "invitation" },
    userPath: ["resendInvitation", "user"],
  },
  issueTemporaryPassword: {
    ...{ type: "IssuedPassword", names: "password signedOut" },
    userPath: ["issueTemporaryPassword", "user"],
  },
  setUserPasswordAndSignOut: {
    ...{ type: "SignedOutUser", names: "signedOut" },
    userPath: ["setUserPasswordAndSignOut", "user"],
  },
};

async function settleWrite(
  send: Send,
  caller: Caller,
  { mutation, action, field, verdicts }: WriteRow,
  { target, known }: { readonly target: Target; readonly known: Known },
): Promise<void> {
  const { ledger } = gateway.pool;
  const sample: Sample = samples[mutation];
  const { pool: poolId, username } = target;
  const expected = verdicts(target)[caller];
  const canonical = canonicalOf(target, known.keys);
  restore(target, canonical, sample.before);
  const sub = known.subs.get(target);
  const before = ledger.calls().length;
  const variables = {
    ...{ poolId, username, ...sample.variables[action] },
    ...(mutation === "deleteUser" ? { confirmSub: sub ?? "not-there" } : {}),
  };
  const { type, names = "", userPath = [] } = otherAnswers[mutation] ?? { userPath: [mutation] };
  const isDeleted = expected === "set" && mutation === "deleteUser";
  const user = userPath.length > 1 ? "user { ...AllOfUser }" : "...AllOfUser";
  const query =
    userPath.length > 0
      ? `${sample.document(`${user} ${names}`)} ${userFragment}`
      : sample.document(names);
  await ask(send, caller, { route: field, query, variables }, (answer) => {
    const cell = { caller, target: nameOf(target), route: field };
    if (expected !== "set") {
      enter(answer, cell, { field, path: [mutation], expected }, []);
      return;
    }
    const own = type === undefined ? [] : fieldsOf(type, names);
    const root = { field, path: [mutation], expected: "shown" };
    // The user in the answer is guarded like any other.
    if (userPath.length === 1) enter(answer, cell, root, userPlaces);
    else enter(answer, cell, root, own);
    if (userPath.length > 1) {
      enter(answer, cell, { ...root, field: `${type}.user`, path: userPath }, userPlaces);
    }
  });
  const calls = ledger.calls().slice(before);
  writes.push({
    caller,
    field,
    operation: sample.operation,
    username: canonical,
    isSet: expected === "set",
    calls: calls.map((call) => `${call.operation} ${call.username ?? ""}`),
  });
  // As before, so that no cell depends on another.
  if (isDeleted) bringBack(target, canonical, sub);
  restore(target, canonical);
}

/** Each target as the one item of a batch: the pool decides about the whole, and the target about the item. */
async function settleBatches(send: Send, caller: Caller, { keys }: Known): Promise<void> {
  const query = `mutation($poolId: ID!, $items: [UserPasswordItem!]!, $permanent: Boolean!) {
    setUserPasswords(poolId: $poolId, items: $items, permanent: $permanent) {
      index user { ...AllOfUser } outcome code violations
    }
  } ${userFragment}`;
  const path = ["setUserPasswords"];
  for (const target of passwordTable) {
    for (const permanent of [false, true]) {
      const field = `Mutation.setUserPasswords(permanent: ${permanent})`;
      const verdict = (permanent ? target.permanent : target.temporary)[caller];
      const isPermitted = mayBy(field, caller) && isConfigured(target);
      restore(target, canonicalOf(target, keys));
      const items = [{ username: target.username, password: newPassword }];
      const variables = { poolId: target.pool, items, permanent };
      await ask(send, caller, { route: field, query, variables }, (answer) => {
        const cell = { caller, target: nameOf(target), route: field };
        const root = { field, path, expected: isPermitted ? "shown" : "FORBIDDEN" };
        enter(answer, cell, root, []);
        if (!isPermitted) return;
        enterItem(answer, cell, [...path, 0], verdict);
      });
      restore(target, canonicalOf(target, keys));
    }
  }
}

function enterItem(
  answer: Answer,
  cell: Pick<Cell, "caller" | "target" | "route">,
  path: Path,
  verdict: Verdict,
): void {
  const isSet = verdict === "set";
  const type = "UserPasswordOutcome";
  const root = { field: `${type}.user`, path: [...path, "user"] };
  enter(answer, cell, { ...root, expected: isSet ? "shown" : "null" }, userPlaces);
  for (const { field, path: own } of fieldsOf(type, "index outcome", path)) {
    enter(answer, cell, { field, path: own, expected: "shown" }, []);
  }
  cells.push(
    {
      // Data, and no error of the answer.
      ...{ ...cell, field: `${type}.code`, expected: `the code ${isSet ? "null" : verdict}` },
      actual: `the code ${String(valueAt(answer, [...path, "code"]))}`,
    },
    {
      ...{ ...cell, field: `${type}.violations`, expected: "null" },
      actual: verdictAt(answer, [...path, "violations"]),
    },
  );
}

/** Seeds a deleted user anew, as they were. */
function bringBack(target: Target, username: string, sub: string | undefined): void {
  const pool = sampleSeed.pools.find(({ id }) => id === poolIds[target.pool]);
  const user = pool?.users?.find((each) => each.username === username || each.sub === username);
  if (pool?.id === undefined || user === undefined || sub === undefined) return;
  gateway.pool.seedUser(pool.id, { ...user, sub });
  fillIn(target, username);
}

/** A user created in each pool, and in pools that are none for the gateway. */
async function settleCreations(send: Send, caller: Caller): Promise<void> {
  const names = [...Object.keys(poolIds), ...Object.values(poolIds)];
  const query = `mutation($poolId: ID!, $user: NewPoolUser!) {
    createUser(poolId: $poolId, user: $user, invitation: NONE, issuePassword: true) {
      user { ${createdFields} } invitation temporaryPassword
    }
  }`;
  const route = "createUser";
  for (const [index, poolId] of [...names, "eu-west-1_Unlisted", "eu-west-1_Nowhere"].entries()) {
    const name = `made-by-${caller}-${index}`;
    const isMailers = poolId === "mailers" || poolId === mailers;
    const user = isMailers ? { email: `${name}@example.com` } : { username: name };
    await ask(send, caller, { route, query, variables: { poolId, user } }, (answer) => {
      const isAllowed = mayBy("Mutation.createUser", caller) && names.includes(poolId);
      const expected = isAllowed ? "shown" : "FORBIDDEN";
      const root = { field: "Mutation.createUser", path: [route], expected };
      const places = [
        ...fieldsOf("InvitedUser", "user invitation temporaryPassword"),
        ...fieldsOf("User", createdFields, ["user"]),
      ];
      enter(answer, { caller, target: `pool ${poolId}`, route }, root, places);
    });
  }
}

/** The username in the id that an administrator was told. */
function canonicalOf(target: Target, { id }: EntityKeys): string {
  const entry = id.find((candidate) => candidate.target === target);
  const text = Buffer.from(String(entry?.representation["id"]), "base64url").toString();
  return (JSON.parse(text) as string[])[1] ?? "";
}

function restore(
  { pool, kind }: Target,
  username: string,
  {
    status: wanted = "FORCE_CHANGE_PASSWORD",
    enabled = true,
    mfa = ["SOFTWARE_TOKEN_MFA"],
  }: Partial<UserSeed> = {},
): void {
  const poolId = poolIds[pool];
  if (poolId === undefined || kind === "unknown") return;
  const status = kind === "federated" ? "EXTERNAL_PROVIDER" : wanted;
  gateway.pool.seedUser(poolId, {
    ...{ username, status, enabled, mfa, password: samplePassword },
    ...activitySeed,
  });
}

/** Gives a user a value for every field, so that what is shown can be told from what is not there. */
function fillIn(target: Target, username: string): void {
  const poolId = poolIds[target.pool];
  if (poolId === undefined || target.kind === "unknown") return;
  const contact = contactOf(username);
  gateway.pool.seedUser(poolId, {
    username,
    status: target.kind === "federated" ? "EXTERNAL_PROVIDER" : "FORCE_CHANGE_PASSWORD",
    mfa: ["SOFTWARE_TOKEN_MFA"],
    identities: [{ providerName: "Google", userId: "1234567890" }],
    attributes: poolId === mailers ? { ...contact, email: "mia@example.com" } : contact,
  });
}

beforeAll(async () => {
  const unlisted = {
    id: "eu-west-1_Unlisted",
    name: "unlisted",
    users: [{ username: "confirmed", status: "CONFIRMED" as const }],
  };
  const schema = [level, { Name: "tier" }];
  const pools = sampleSeed.pools.map((pool) => ({
    ...{ ...pool, ...activityFacts, schema },
    identityProviders: [{ name: "Google", type: "Google" as const }],
    groups: [everyGroup, ...(pool.groups ?? [])],
    users: [...(pool.users ?? []), memberOfEvery],
  }));
  gateway = await startTestGateway({
    seed: { pools: [...pools, unlisted] },
    plan: (...call) => activity.plan(...call) ?? withRoles(call[0]),
    // Every field of every type in one document is more than any client asks for.
    config: { limits: { fields: 200 } },
  });
  const sends = await Promise.all(callers.map(async (caller) => gateway.as(caller)));
  const known = await readEntityKeys(await gateway.as("ada"));
  const { keys } = known;
  for (const target of passwordTable) fillIn(target, canonicalOf(target, keys));
  for (const [index, caller] of callers.entries()) {
    const send = sends[index]!;
    gateway.pool.ledger.clear();
    activity.calls.length = 0;
    await settleCaller(send, caller);
    await settlePools(send, caller);
    await settleUsers(send, caller, keys);
    await settleLists(send, caller);
    await settleGroups(send, caller);
    await settleChecks(send, caller);
    await settleWrites(send, caller, known);
    await settleBatches(send, caller, known);
    await settleCreations(send, caller);
    callsOf.set(caller, gateway.pool.ledger.calls().length + activity.calls.length);
  }
}, 300_000);

afterAll(async () => {
  await gateway.stop();
});

describe("the permission matrix", () => {
  it.each(callers)("is what the table says for %s", (caller) => {
    const own = cells.filter((cell) => cell.caller === caller);
    const wrong = own.filter(({ expected, actual }) => expected !== actual);
    expect(own.length).toBeGreaterThan(200);
    expect(wrong).toEqual([]);
  });

  it("has at least 2,000 cells, without those that another's refusal settles, and none twice", () => {
    const settled = cells.filter(
      ({ field, expected }) => field !== "errors" && expected !== "hidden",
    );
    const names = cells
      .filter(({ field }) => field.startsWith("User.") || field.startsWith("Mutation."))
      .map(({ caller, target, field, route }) => [caller, target, field, route].join("|"));
    expect(new Set(names).size).toBe(names.length);
    expect(settled.length).toBeGreaterThanOrEqual(2000);
  });
});

describe("a write", () => {
  it("that is refused sends nothing that changes anything", () => {
    const refused = writes.filter(({ isSet }) => !isSet);
    const isWrite = (call: string) => !/^(AdminGetUser|AdminListGroupsForUser) /.test(call);
    const wrong = refused.filter(({ calls }) => calls.some(isWrite));
    expect(refused.length).toBeGreaterThan(100);
    expect(wrong).toEqual([]);
  });

  it("that is allowed sends its operation once, for the canonical username", () => {
    const allowed = writes.filter(({ isSet }) => isSet);
    expect(allowed.length).toBeGreaterThan(50);
    for (const { calls, operation, username } of allowed) {
      expect(calls.filter((call) => call.startsWith(operation))).toEqual([
        `${operation} ${username}`,
      ]);
    }
  });

  it("by a caller without the grant for it asks Cognito nothing at all", () => {
    const ungranted = writes.filter(({ caller, field }) => !mayBy(field, caller));
    expect(ungranted.length).toBeGreaterThan(100);
    expect(ungranted.filter(({ calls }) => calls.length > 0)).toEqual([]);
  });
});

describe("a caller without any grant", () => {
  it.each(["nobody", "stranger"] as const)("%s has nothing asked of Cognito", (caller) => {
    expect(callsOf.get(caller)).toBe(0);
  });

  it("is unlike an administrator, who has", () => {
    expect(callsOf.get("ada")).toBeGreaterThan(100);
  });

  it("is answered UNAUTHENTICATED for every root field when there is no token, without data", async () => {
    gateway.pool.ledger.clear();
    for (const query of [
      `{ me { subject } }`,
      `{ user(poolId: "customers", username: "confirmed") { id } }`,
      `{ usersByKey(keys: []) { id } }`,
      `{ users(poolId: "customers") { scanned } }`,
      `{ userPool(id: "customers") { id } }`,
      `{ userPools { id } }`,
      `{ group(poolId: "customers", name: "buyers") { id } }`,
      `{ groups(poolId: "customers") { nodes { id } } }`,
      `query($p: String!) { checkPassword(poolId: "customers", username: "confirmed", password: $p) { ok } }`,
      `{ _entities(representations: []) { __typename } }`,
      `{ _service { sdl } }`,
      `mutation($p: String!) { setUserPassword(poolId: "customers", username: "confirmed", password: $p) { id } }`,
    ]) {
      const answer = await gateway.post(JSON.stringify({ query, variables: { p: newPassword } }));
      expect([answer.httpStatus, answer.data]).toEqual([401, undefined]);
      expect(answer.errors?.map(({ extensions }) => extensions.code)).toEqual(["UNAUTHENTICATED"]);
    }
    expect(gateway.pool.ledger.calls()).toHaveLength(0);
  });
});

describe("the table", () => {
  it("judges every field of every object type, and every action; and nothing that is not there", () => {
    const { schema } = createSchema({
      typeName: "User",
      federationVersion: "2.9",
      directives: [],
      introspection: false,
    });
    const coordinates = Object.values(schema.getTypeMap()).flatMap((type) => {
      if (isIntrospectionType(type)) return [];
      if (isObjectType(type)) {
        return Object.keys(type.getFields()).map((field) => `${type.name}.${field}`);
      }
      if (!isEnumType(type) || !/^User(Pool)?Action$/.test(type.name)) return [];
      return type.getValues().map(({ name }) => `${type.name}.${name}`);
    });
    const judged = new Set(Object.keys(fieldTable).map((field) => field.replace(/\(.*\)$/, "")));
    expect([...judged].sort()).toEqual([...coordinates].sort());
  });

  it("has a row for each mutation on a user, and each action that it can amount to", () => {
    const rows = writeTable.map(({ mutation, action }) => `${mutation} ${action}`);
    const ways = Object.entries(samples).flatMap(([mutation, { variables }]) =>
      Object.keys(variables).map((action) => `${mutation} ${action}`),
    );
    expect(rows).toEqual(ways);
  });

  it("has a cell for each of its rows", () => {
    const found = new Set(cells.map(({ field }) => field));
    expect(Object.keys(fieldTable).filter((field) => !found.has(field))).toEqual([]);
  });
});
