import type { GraphQLResolveInfo } from "graphql";
import type { Access } from "../../authorization/access.js";
import { factsOf } from "../../authorization/actions.js";
import { GatewayError } from "../../errors/gateway-error.js";
import type { ListPosition } from "../../loaders/list-page.js";
import type { UserSlice } from "../../loaders/user-lister.js";
import type { NamedData } from "../request/contact-reads.js";
import type { GatewayContext } from "../request/context.js";
import { requirePool } from "../request/require-pool.js";
import {
  countAttributeNames,
  mayReadAttribute,
  searchedAttribute,
} from "../user/user-attributes.js";
import type { UsersArguments } from "../user/user.inputs.js";
import type { PageInfoRecord } from "./page-info.type.js";
import { readUserFilter } from "./read-user-filter.js";
import type { UserConnectionRecord, UserEdgeRecord } from "./user-connection.type.js";

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
  if (first < 1 || first > maximumUserKeys) {
    const range = { minimum: 1, maximum: maximumUserKeys };
    throw new GatewayError("BAD_USER_INPUT", { argument: "first", ...range });
  }
  const { search, names } = readUserFilter(filter);
  countAttributeNames(context, names);
  if (![...names].every((name) => maySearchBy(access, pool.settings.id, name))) {
    throw new GatewayError("FORBIDDEN");
  }
  const list = JSON.stringify([listKind, pool.settings.id, search]);
  const cursor = after ?? null;
  const from = cursor === null ? null : readPlace(cursors.open(list, cursor));
  const slice = await loaders.userLists.list({ pool, search, first, from });
  const found = slice.rows.map(({ item }) => item);
  context.contactReads?.noteSearch(pool.settings.id, info, personalNames(names), found);
  return connect(slice, (place) =>
    cursors.seal(list, [place.token, ...place.passed] satisfies SealedPlace),
  );
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

type SealedPlace = readonly [token: string | null, ...passed: readonly string[]];

/** Names the form of what is sealed, too: no cursor of an older form opens. */
const listKind = "users/2";

/** What was sealed was ours; null was not. */
function readPlace(opened: unknown): ListPosition {
  if (opened === null) throw new GatewayError("INVALID_CURSOR", { argument: "after" });
  const [token, ...passed] = opened as SealedPlace;
  return { token, passed };
}

/** The slice as a connection. Edges and cursors are made when they are asked for: most clients want the last cursor only. */
function connect(slice: UserSlice, seal: (place: ListPosition) => string): UserConnectionRecord {
  const { rows, next, scanned, isComplete } = slice;
  const end = next ?? rows.at(-1)?.position();
  const pageInfo: PageInfoRecord = {
    hasNextPage: next !== null,
    hasPreviousPage: false,
    get startCursor() {
      return rows[0] === undefined ? null : seal(rows[0].position());
    },
    get endCursor() {
      return end === undefined ? null : seal(end);
    },
  };
  return {
    get edges() {
      return rows.map(({ item, position }): UserEdgeRecord => ({
        node: item,
        get cursor() {
          return seal(position());
        },
      }));
    },
    nodes: rows.map(({ item }) => item),
    pageInfo,
    scanned,
    complete: isComplete,
  };
}
