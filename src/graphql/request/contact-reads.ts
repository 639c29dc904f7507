import { type GraphQLResolveInfo, responsePathAsArray } from "graphql";
import type { AuditLog } from "../../audit/audit-log.js";
import type { ContactRead } from "../../audit/chain/audit-record.js";
import type { Access } from "../../authorization/access.js";
import type { Action } from "../../authorization/actions.js";
import type { UserRecord } from "../../cognito/records/records.js";
import { GatewayError } from "../../errors/gateway-error.js";
import { keyOf } from "../../loaders/name-loader.js";

/** Something that the policies were asked, and allowed. */
export interface AskedAction {
  readonly action: Action;
  readonly attribute?: string;
}

/** What was shown, or searched by, as records name it, and what the policies were asked about it. */
export interface NamedData {
  readonly name: string;
  readonly asked: readonly AskedAction[];
}

type Subject = Pick<UserRecord, "poolId" | "sub" | "username">;

/** What one request has been shown of one user. */
interface Seen {
  readonly user: Subject;
  readonly fields: Set<string>;
  readonly searchedBy: Set<string>;
}

interface Parts {
  readonly audit: Pick<AuditLog, "reads">;
  readonly access: Access;
  readonly requestId: string;
  readonly reason: string | undefined;
}

/** So many users stand in one record: a line has an end. */
const subjectsPerRecord = 100;

/** Keeps which contact data one request is about to be shown, and of whom, until that is written down. Holds names alone, no values. */
export class ContactReads {
  private readonly seen = new Map<string, Seen>();
  /** Searches that found nobody, by pool: that tells something as well. */
  private readonly inVain = new Map<string, Set<string>>();
  private readonly asked = new Map<string, readonly AskedAction[]>();
  private readonly paths: GraphQLResolveInfo["path"][] = [];

  constructor(private readonly parts: Parts) {}

  /** A field that a guard lets the caller see; of what is no user nothing can be said, so nothing is shown. */
  noteField(source: unknown, info: GraphQLResolveInfo, anyOf: readonly Action[]): void {
    if (!isSubject(source)) throw new GatewayError("INTERNAL");
    const action = anyOf.find((one) => this.parts.access.may(one, source.poolId));
    const asked = action === undefined ? [] : [{ action }];
    this.noteData(source, info, [{ name: info.fieldName, asked }]);
  }

  /** Data of a user about which the field's own code has decided. */
  noteData(user: Subject, { path }: GraphQLResolveInfo, data: readonly NamedData[]): void {
    if (data.length === 0) return;
    const { fields } = this.seenOf(user);
    for (const one of data) fields.add(this.remember(one));
    this.paths.push(path);
  }

  /** A search by contact data, and whom it found. */
  noteSearch(
    poolId: string,
    { path }: GraphQLResolveInfo,
    data: readonly NamedData[],
    found: readonly Subject[],
  ): void {
    if (data.length === 0) return;
    const names = data.map((one) => this.remember(one));
    for (const user of found) for (const name of names) this.seenOf(user).searchedBy.add(name);
    if (found.length === 0) {
      this.inVain.set(poolId, new Set([...(this.inVain.get(poolId) ?? []), ...names]));
    }
    this.paths.push(path);
  }

  /** Where the answer holds what was noted; null may stand at each of these places. */
  get places(): readonly (readonly (string | number)[])[] {
    return this.paths.map((path) => responsePathAsArray(path));
  }

  get isEmpty(): boolean {
    return this.paths.length === 0;
  }

  /** Resolves when all that was noted is durable in the audit log. Rejects with AUDIT_UNAVAILABLE, and then none of it may be shown. */
  write(): Promise<void> {
    return this.parts.audit.reads(this.records());
  }

  /** One record for all of whom the same was shown; most requests have one. */
  private records(): readonly ContactRead[] {
    const groups = new Map<string, Seen[]>();
    for (const seen of this.seen.values()) {
      const key = JSON.stringify([seen.user.poolId, sorted(seen.fields), sorted(seen.searchedBy)]);
      groups.set(key, [...(groups.get(key) ?? []), seen]);
    }
    const records = [...groups].flatMap(([key, members]) => {
      const [poolId, fields, searchedBy] = JSON.parse(key) as [string, string[], string[]];
      return chunksOf(members).map((part) => this.recordOf(poolId, fields, searchedBy, part));
    });
    const inVain = [...this.inVain].map(([poolId, names]) =>
      this.recordOf(poolId, [], sorted(names), []),
    );
    return [...records, ...inVain];
  }

  private recordOf(
    poolId: string,
    fields: readonly string[],
    searchedBy: readonly string[],
    members: readonly Seen[],
  ): ContactRead {
    const { access, requestId, reason } = this.parts;
    const asked = [...fields, ...searchedBy].flatMap((name) => this.asked.get(name) ?? []);
    const policies = asked.flatMap(({ action, attribute }) =>
      access.decidedBy(action, poolId, attribute),
    );
    const subjects = members.map(({ user: { sub, username } }) => ({ sub, username }));
    const decidedBy = sorted(new Set(policies));
    return {
      ...{ actor: access.principal, poolId, fields, searchedBy, subjects, decidedBy },
      reason,
      requestId,
    };
  }

  private seenOf(user: Subject): Seen {
    const key = keyOf(user);
    const known = this.seen.get(key);
    if (known !== undefined) return known;
    const seen = { user, fields: new Set<string>(), searchedBy: new Set<string>() };
    this.seen.set(key, seen);
    return seen;
  }

  private remember({ name, asked }: NamedData): string {
    const known = this.asked.get(name);
    if (known === undefined) this.asked.set(name, asked);
    // Different attributes can go by one name.
    else if (known !== asked && !isSame(known, asked)) this.asked.set(name, [...known, ...asked]);
    return name;
  }
}

const sorted = (names: ReadonlySet<string>): string[] => [...names].sort();

const isSame = (one: readonly AskedAction[], other: readonly AskedAction[]): boolean =>
  other.every(({ action, attribute }) =>
    one.some((known) => known.action === action && known.attribute === attribute),
  );

function chunksOf(members: readonly Seen[]): readonly (readonly Seen[])[] {
  const count = Math.ceil(members.length / subjectsPerRecord);
  return Array.from({ length: count }, (_, index) =>
    members.slice(index * subjectsPerRecord, (index + 1) * subjectsPerRecord),
  );
}

function isSubject(source: unknown): source is Subject {
  if (typeof source !== "object" || source === null) return false;
  const { poolId, username } = source as Readonly<Record<string, unknown>>;
  return typeof poolId === "string" && typeof username === "string";
}
