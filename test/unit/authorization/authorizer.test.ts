import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readFamilies, writeFamilies } from "../../../src/authorization/actions.js";
import { Authorizer } from "../../../src/authorization/authorizer.js";
import { PolicyError } from "../../../src/authorization/policy-error.js";
import { PolicySet } from "../../../src/authorization/policy-set.js";

const pool = {
  id: "eu-west-1_A",
  alias: "customers",
  region: "eu-west-1",
  groupRanks: {},
  protectedGroups: [],
  writes: writeFamilies,
  shows: readFamilies,
};
const principal = { subject: "s", issuer: "https://a.example", roles: ["r"], subjectPoolIds: [] };
const readers = `@id("readers") permit (principal in Role::"r", action == Action::"user:read", resource);`;
const broken = "\npermit (principal, action);";

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "authorizer-"));
  file = join(folder, "own.cedar");
  writeFileSync(file, readers);
});

afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const open = () => new Authorizer({ policyFiles: [file], roleRanks: {}, pools: [pool] });
const mayRead = (authorizer: Authorizer) =>
  authorizer.accessOf(principal).may("user:read", pool.id);

describe("an authorizer", () => {
  it("loads the target rules in front of the files", () => {
    expect(open().inForce.map(({ id }) => id)).toEqual([
      "no-higher-rank",
      "not-oneself",
      "readers",
    ]);
  });

  it("does not open with policies that cannot be used", () => {
    writeFileSync(file, broken);
    expect(open).toThrow(PolicyError);
    expect(open).toThrow(`${file}:2: `);
  });

  it("reads the files again", () => {
    const authorizer = open();
    expect(mayRead(authorizer)).toBe(true);
    writeFileSync(file, "");
    expect(mayRead(authorizer)).toBe(true);
    const putInForce = authorizer.prepare();
    expect(mayRead(authorizer)).toBe(true);
    putInForce();
    expect(mayRead(authorizer)).toBe(false);
  });

  it("keeps what is in force when the files cannot be used", () => {
    const authorizer = open();
    const before = authorizer.inForce;
    writeFileSync(file, broken);
    expect(() => {
      authorizer.prepare()();
    }).toThrow(PolicyError);
    rmSync(file);
    expect(() => {
      authorizer.prepare()();
    }).toThrow(PolicyError);
    expect(authorizer.inForce).toEqual(before);
    expect(mayRead(authorizer)).toBe(true);
  });

  it("lets an access keep the policies that it began with", () => {
    const authorizer = open();
    const access = authorizer.accessOf(principal);
    writeFileSync(file, "");
    authorizer.prepare()();
    // Asked for the first time after the change.
    expect(access.may("user:read", pool.id)).toBe(true);
    expect(mayRead(authorizer)).toBe(false);
  });

  it("remembers nothing of one access in another", () => {
    const authorizer = open();
    const decide = jest.spyOn(PolicySet.prototype, "decide");
    expect(mayRead(authorizer)).toBe(true);
    expect(mayRead(authorizer)).toBe(true);
    expect(decide).toHaveBeenCalledTimes(2);
  });
});
