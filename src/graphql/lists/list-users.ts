import type { GraphQLResolveInfo } from "graphql";
import type { Access } from "../../authorization/access.js";
import { factsOf } from "../../authorization/actions.js";
import { GatewayError } from "../../errors/gateway-error.js";
import { checkFirst } from "../pages/check-first.js";
import { connect } from "../pages/connect.js";
import { SealedPlaces } from "../pages/sealed-places.js";
import type { NamedData } from "../request/contact-reads.js";
import type { GatewayContext } from "../request/context.js";
import { requirePool } from "../request/require-pool.js";
import {
  countAttributeNames,
  mayReadAttribute,
  searchedAttribute,
} from "../user/user-attributes.js";
import type { UsersArguments } from "../user/user.inputs.js";
import { requireMembers } from "./list-members.js";
import { readUserFilter } from "./read-user-filter.js";
import type { UserConnectionRecord } from "./user-connection.type.js";

/** What a caller may search by when they may see the same of each user. */
const searchActions = {
  username: "user:list",
  sub: "user:list",
  status: "user:list",
  "cognito:user_status": "user:list",
  email: "user:read-contact",
  phone_number: "user:read-contact",
  name: "user:read-contact",
} as const;

/** One page of a pool's users: permission for the list and for all that the filter looks at, then ListUsers. */
export async function listUsers(
  context: GatewayContext,
  { poolId, filter, first, after }: UsersArguments,
  info: GraphQLResolveInfo,
): Promise<UserConnectionRecord> {
  const { access, cursors, loaders, maximumUserKeys } = context;
  const pool = requirePool(context, "user:list", poolId);
  access.require("user:read", pool.settings.id);
  checkFirst(first, maximumUserKeys);
  const { search, group, names } = readUserFilter(filter);
  countAttributeNames(context, names);
  if (![...names].every((name) => maySearchBy(access, pool.settings.id, name))) {
    throw new GatewayError("FORBIDDEN");
  }
  if (group !== null) requireMembers(access, pool.settings.id);
  const within = group === null ? [] : [group];
  const places = new SealedPlaces(cursors, listKind, pool.settings.id, search, ...within);
  const from = places.open(after);
  const slice = await loaders.userLists.list({ pool, group, search, first, from });
  const found = slice.rows.map(({ item }) => item);
  context.contactReads?.noteSearch(pool.settings.id, info, personalNames(names), found);
  const { scanned, isComplete: complete } = slice;
  // A spread would make the edges, which few ask for.
  return Object.assign(connect(slice, places.seal), { scanned, complete });
}

function maySearchBy(access: Access, poolId: string, name: string): boolean {
  return Object.hasOwn(searchActions, name)
    ? access.may(searchActions[name as keyof typeof searchActions], poolId)
    : mayReadAttribute(access, poolId, name);
}

/** What of a search is data about people: all but what `user:list` lets everybody search by. */
const personalNames = (names: ReadonlySet<string>): readonly NamedData[] =>
  [...names].flatMap((name) => {
    if (!Object.hasOwn(searchActions, name)) return [searchedAttribute(name)];
    const action = searchActions[name as keyof typeof searchActions];
    return factsOf(action).isPersonal === true
      ? [{ name: fieldOf(name), asked: [{ action }] }]
      : [];
  });

const fieldOf = (name: string): string => (name === "phone_number" ? "phoneNumber" : name);

/** Names the form of what is sealed, too: no cursor of an older form opens. */
const listKind = "users/2";
