import { ActivityStandIn, oneOfEach } from "../support/activity-stand-in.js";
import { FaultyDisk } from "../support/audit-samples.js";
import { admins, contactOf, customers } from "../support/sample-seed.js";
import { startTestGateway, type TestGateway } from "../support/test-gateway.js";

const password = "Brand-New-Passw0rd";
/** How many requests are tried while the log cannot be written. */
const requests = 40;

let disk: FaultyDisk;
let gateway: TestGateway;

beforeAll(async () => {
  disk = new FaultyDisk();
  gateway = await startTestGateway({
    auditFiles: disk,
    config: { audit: { file: "replaced", readsOfContact: true } },
    plan: new ActivityStandIn(oneOfEach).plan,
  });
});

beforeEach(() => {
  disk.onWrite = null;
  disk.onSync = null;
  gateway.pool.ledger.clear();
});

afterAll(async () => {
  await gateway.stop();
});

const ask = async (
  query: string,
  variables: object = {},
  username: "ada" | "audrey" = "ada",
  headers: Record<string, string> = {},
) =>
  gateway.post(JSON.stringify({ query, variables }), {
    authorization: `Bearer ${await gateway.token(username)}`,
    ...headers,
  });

/** The records that a request adds to the log, checkpoints aside. */
async function recordsOf(work: () => Promise<unknown>) {
  const of = () => gateway.auditRecords().filter(({ kind }) => kind !== "checkpoint");
  const before = of().length;
  await work();
  return of().slice(before);
}

const oneUser = `user(poolId: "customers", username: "confirmed")`;
const subjectOf = (username: string) => ({
  username,
  sub: expect.stringMatching(/^[\da-f-]{36}$/) as string,
});

describe("a read of contact data", () => {
  it("is not in the log where it failed, since nobody was shown it", async () => {
    const codes: unknown[] = [];
    const records = await recordsOf(async () => {
      const failing = `devices(first: 0) { nodes { key } } authEvents(after: "x") { nodes { id } }`;
      const { errors } = await ask(`{ ${oneUser} { username ${failing} } }`);
      codes.push(...(errors ?? []).map(({ extensions }) => extensions.code));
    });
    expect([codes.sort(), records]).toEqual([["BAD_USER_INPUT", "INVALID_CURSOR"], []]);
  });

  it("is in the log: who was shown what of whom, by which policies, in which request, and no value", async () => {
    const records = await recordsOf(() =>
      ask(
        `{ ${oneUser} { username mail: email phoneNumber name attributes(names: ["locale", "nickname"]) { value } } }`,
        {},
        "ada",
        { "x-request-id": "desk-1", "x-audit-reason": "Ticket%201" },
      ),
    );
    expect(records).toEqual([
      expect.objectContaining({
        kind: "read",
        actor: {
          subject: expect.any(String) as string,
          issuer: gateway.pool.issuer(admins),
          roles: ["admin"],
        },
        target: { poolId: customers },
        fields: ["attributes.locale", "email", "name", "phoneNumber"],
        searchedBy: [],
        subjects: [subjectOf("confirmed")],
        decidedBy: ["admin"],
        reason: "Ticket 1",
        requestId: "desk-1",
      }),
    ]);
    const text = JSON.stringify(records);
    for (const value of Object.values(contactOf("confirmed"))) {
      if (value.length > 5) expect(text).not.toContain(value);
    }
  });

  it("is one of accounts at identity providers, by their field and by the attribute", async () => {
    const federated = `user(poolId: "customers", username: "Google_1234567890")`;
    const records = await recordsOf(() =>
      ask(`{ ${federated} { identities { userId } attributes(names: ["identities"]) { value } } }`),
    );
    expect(records).toMatchObject([
      { fields: ["attributes.identities", "identities"], decidedBy: ["admin"] },
    ]);
    expect(JSON.stringify(records)).not.toContain('"1234567890"');
  });

  it("is one of sessions, devices, events and the last activity, and none of the ways to sign in", async () => {
    const activity = `sessions { ipAddress } devices { nodes { name } } authEvents { nodes { city } } lastActiveAt`;
    const records = await recordsOf(() => ask(`{ ${oneUser} { authFactors ${activity} } }`));
    expect(records).toEqual([
      expect.objectContaining({
        kind: "read",
        fields: ["authEvents", "devices", "lastActiveAt", "sessions"],
        subjects: [subjectOf("confirmed")],
        decidedBy: ["admin"],
      }),
    ]);
    for (const value of ["198.51.100", "Phone of ours", "Porto"]) {
      expect(JSON.stringify(records)).not.toContain(value);
    }
    expect(await recordsOf(() => ask(`{ ${oneUser} { authFactors } }`))).toEqual([]);
    expect(await recordsOf(() => ask(`{ ${oneUser} { ${activity} } }`, {}, "audrey"))).toEqual([]);
  });

  it("by usersByKey is one record for all of whom the same was shown, each once", async () => {
    const names = ["confirmed", "reset@example.com", "reset", "nobody-there", "forced"];
    const keys = names.map((username) => ({ poolId: "customers", username }));
    const [record, ...others] = await recordsOf(() =>
      ask(`query($keys: [UserKey!]!) { usersByKey(keys: $keys) { email } }`, { keys }),
    );
    expect(others).toEqual([]);
    expect(record).toMatchObject({
      fields: ["email"],
      subjects: [subjectOf("confirmed"), subjectOf("reset"), subjectOf("forced")],
    });
  });

  it("by a list of 60 is one record and one sync", async () => {
    const before = disk.syncs;
    const [record, ...others] = await recordsOf(() =>
      ask(`{ users(poolId: "customers", first: 60) { nodes { email name } } }`),
    );
    expect([others, disk.syncs - before]).toEqual([[], 1]);
    expect(record).toMatchObject({ fields: ["email", "name"], searchedBy: [] });
    expect(record?.["subjects"]).toHaveLength(60);
  });

  it("of different fields of different users is a record for each set of fields", async () => {
    const records = await recordsOf(() =>
      ask(`{
        a: ${oneUser} { email }
        b: user(poolId: "customers", username: "reset") { name }
        again: ${oneUser} { name }
      }`),
    );
    expect(records.map(({ fields, subjects }) => [fields, subjects])).toEqual([
      [["email", "name"], [subjectOf("confirmed")]],
      [["name"], [subjectOf("reset")]],
    ]);
  });

  it("by _entities is in the log", async () => {
    const representations = [{ __typename: "User", poolId: customers, username: "confirmed" }];
    const records = await recordsOf(() =>
      ask(
        `query($representations: [_Any!]!) {
          _entities(representations: $representations) { ... on User { phoneNumber } }
        }`,
        { representations },
      ),
    );
    expect(records).toEqual([expect.objectContaining({ fields: ["phoneNumber"] })]);
  });

  it("in the answer of a mutation stands behind its intent and result", async () => {
    const query = `mutation($password: String!) {
      setUserPassword(poolId: "customers", username: "user-1", password: $password) { status email }
    }`;
    const records = await recordsOf(() => ask(query, { password }));
    expect(records.map(({ kind }) => kind)).toEqual(["intent", "result", "read"]);
    expect(records[2]).toMatchObject({ fields: ["email"], subjects: [subjectOf("user-1")] });
  });

  it.each([
    [
      "fields that are no contact data",
      `{ ${oneUser} { username sub status emailVerified } }`,
      "ada",
    ],
    ["fields that the caller may not see", `{ ${oneUser} { status email name } }`, "audrey"],
    ["nobody", `{ user(poolId: "customers", username: "nobody-there") { email } }`, "ada"],
    [
      "a list by state",
      `{ users(poolId: "customers", filter: { enabled: true }) { nodes { id } } }`,
      "ada",
    ],
  ] as const)("leaves no record of %s", async (_what, query, username) => {
    expect(await recordsOf(() => ask(query, {}, username))).toEqual([]);
  });
});

describe("a search by contact data", () => {
  const search = `query($filter: UserFilter) {
    users(poolId: "customers", filter: $filter, first: 5) { nodes { username } }
  }`;

  it("is in the log by the names of what was searched by, with whom it found", async () => {
    const filter = { email: { equals: "confirmed@example.com" }, phoneNumber: { startsWith: "+" } };
    const records = await recordsOf(() => ask(search, { filter }));
    expect(records).toEqual([
      expect.objectContaining({
        kind: "read",
        fields: [],
        searchedBy: ["email", "phoneNumber"],
        subjects: [subjectOf("confirmed")],
        decidedBy: ["admin"],
      }),
    ]);
    expect(JSON.stringify(records)).not.toContain("confirmed@example.com");
  });

  it("that finds nobody tells something too, and is in the log", async () => {
    const filter = { familyName: { equals: "Nobody" } };
    const records = await recordsOf(() => ask(search, { filter }));
    expect(records).toEqual([
      expect.objectContaining({ searchedBy: ["attributes.family_name"], subjects: [] }),
    ]);
  });

  it("leaves no name in the log that the caller has made up", async () => {
    const filter = { attribute: { name: "custom:Made-Up-Secret", contains: "x" } };
    const records = await recordsOf(() => ask(search, { filter }));
    expect(records.map(({ searchedBy }) => searchedBy)).toEqual([["attributes"]]);
    expect(JSON.stringify(records)).not.toContain("Made-Up");
  });
});

const faults: Readonly<Record<string, () => () => void>> = {
  "a full disk (ENOSPC)": () => {
    disk.onWrite = "ENOSPC";
    return () => (disk.onWrite = null);
  },
  "a disk that cannot make durable (EIO of fdatasync)": () => {
    disk.onSync = "EIO";
    return () => (disk.onSync = null);
  },
  "a disk that hangs": () => disk.hang(),
};

/** Waits until what is shown can be written down again. */
async function untilWritable(): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const { errors } = await ask(`{ ${oneUser} { email } }`);
    if (errors === undefined) return;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

const anyContact = /@example\.com|\+44|Name of/;

describe("while the audit log cannot be written", () => {
  it.each(Object.entries(faults))(
    "%s: no contact data is shown, and all else is",
    async (_what, begin) => {
      const end = begin();
      const answers = [];
      for (let index = 0; index < requests; index += 1) {
        answers.push(
          await ask(`{ ${oneUser} { username email mine: name attributes { value } } }`),
        );
      }
      end();
      const shown = answers.filter(({ text }) => anyContact.test(text));
      expect(shown).toEqual([]);
      for (const { data, errors, httpStatus } of answers) {
        expect(httpStatus).toBe(200);
        expect(data).toEqual({
          user: { username: "confirmed", email: null, mine: null, attributes: null },
        });
        expect(errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual(
          ["email", "mine", "attributes"].map((name) => [["user", name], "AUDIT_UNAVAILABLE"]),
        );
      }
      // Once the disk is well again, so is the gateway.
      let text = "";
      for (let tries = 0; tries < 300 && !anyContact.test(text); tries += 1) {
        ({ text } = await ask(`{ ${oneUser} { email } }`));
        if (!anyContact.test(text)) await new Promise((resolve) => setTimeout(resolve, 30));
      }
      expect(text).toMatch(anyContact);
    },
  );

  it("nothing is shown of sessions, devices, events and the last activity", async () => {
    disk.onWrite = "ENOSPC";
    const activity = `sessions { ipAddress } devices { nodes { name } } authEvents { nodes { city } } lastActiveAt`;
    const { data, errors } = await ask(`{ ${oneUser} { username authFactors ${activity} } }`);
    disk.onWrite = null;
    const names = ["sessions", "devices", "authEvents", "lastActiveAt"];
    expect(data).toEqual({
      user: {
        ...{ username: "confirmed", authFactors: ["PASSWORD", "SOFTWARE_TOKEN"] },
        ...Object.fromEntries(names.map((name) => [name, null])),
      },
    });
    // In whatever order the fields were answered.
    expect(errors?.map(({ path, extensions }) => [path?.at(-1), extensions.code]).sort()).toEqual(
      names.toSorted().map((name) => [name, "AUDIT_UNAVAILABLE"]),
    );
    await untilWritable();
  });

  it("a list shows its users without it, and a search is null beside what else was asked for", async () => {
    disk.onWrite = "ENOSPC";
    const list = await ask(
      `{ users(poolId: "customers", first: 60) { nodes { username email } } }`,
    );
    const filter = `filter: { email: { startsWith: "c" } }`;
    const search = await ask(
      `{ me { subject } users(poolId: "customers", ${filter}) { nodes { username } } }`,
    );
    disk.onWrite = null;
    expect(list.text).not.toMatch(anyContact);
    expect((list.data?.["users"] as { nodes: unknown[] }).nodes).toHaveLength(60);
    expect(list.errors).toHaveLength(60);
    expect(search.data).toEqual({ me: { subject: expect.any(String) as string }, users: null });
    expect(search.errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual([
      [["users"], "AUDIT_UNAVAILABLE"],
    ]);
    await untilWritable();
  });

  it("behind a password that was set: APPLIED, and the contact data is not shown", async () => {
    const before = disk.syncs;
    // The disk fails as soon as the result is on it.
    disk.gate = {
      then: (resolve: () => void) => {
        if (disk.syncs === before + 2) disk.onWrite = "ENOSPC";
        resolve();
      },
    } as unknown as Promise<void>;
    const { data, errors } = await ask(
      `mutation($password: String!) {
        setUserPassword(poolId: "customers", username: "user-2", password: $password) { status email }
      }`,
      { password },
    );
    disk.gate = Promise.resolve();
    expect(data).toEqual({ setUserPassword: { status: "FORCE_CHANGE_PASSWORD", email: null } });
    expect(errors?.map(({ extensions }) => extensions)).toEqual([
      expect.objectContaining({
        code: "AUDIT_UNAVAILABLE",
        outcome: "APPLIED",
        retryable: false,
      }),
    ]);
    expect(gateway.pool.ledger.count("AdminSetUserPassword")).toBe(1);
  });
});

describe("without audit.readsOfContact", () => {
  it("nothing of reads is written down, and a disk that fails hides nothing", async () => {
    const own = new FaultyDisk();
    const other = await startTestGateway({ auditFiles: own });
    own.onWrite = "ENOSPC";
    const admin = await other.as("ada");
    const { text } = await admin(`{ ${oneUser} { email } }`);
    own.onWrite = null;
    expect(text).toContain("confirmed@example.com");
    expect(other.auditRecords().map(({ kind }) => kind)).toEqual(["opened"]);
    await other.stop();
  });
});
