import type { GraphQLFormattedError } from "graphql";
import { foldRefusals } from "../../../../src/server/answers/fold-refusals.js";

const refusal = (
  path: GraphQLFormattedError["path"],
  code = "FORBIDDEN",
): GraphQLFormattedError => ({
  message: "…",
  extensions: { code },
  ...(path === undefined ? {} : { path }),
});

const column = (
  rows: number,
  path: (row: number) => GraphQLFormattedError["path"],
  code?: string,
) => Array.from({ length: rows }, (_, row) => refusal(path(row), code));

const email = (row: number) => ["users", "nodes", row, "email"];

describe("foldRefusals", () => {
  it("gives few errors back as they are", () => {
    const errors = column(10, email);
    expect(foldRefusals(errors, null)).toBe(errors);
  });

  it("makes one error of a column, at the place of the first, with the count", () => {
    expect(foldRefusals(column(11, email), null)).toEqual([
      { ...refusal(email(0)), extensions: { code: "FORBIDDEN", count: 11 } },
    ]);
  });

  it("counts those for which no error was made", () => {
    const counted = new Map([["users.nodes.email", 100]]);
    expect(foldRefusals(column(10, email), counted)).toMatchObject([
      { extensions: { count: 100 } },
    ]);
  });

  it("folds each column by itself, and keeps the order", () => {
    const name = (row: number) => ["users", "nodes", row, "name"];
    const errors = [refusal(["me"]), ...column(20, email), ...column(30, name), refusal(["you"])];
    const folded = foldRefusals(errors, null);
    expect(folded.map(({ path, extensions }) => [path?.at(-1), extensions?.["count"]])).toEqual([
      ["me", undefined],
      ["email", 20],
      ["name", 30],
      ["you", undefined],
    ]);
  });

  it("takes rows that were refused as a whole for a column", () => {
    const rows = column(12, (row) => ["_entities", row]);
    expect(foldRefusals(rows, null)).toMatchObject([
      { path: ["_entities", 0], extensions: { count: 12 } },
    ]);
  });

  it("leaves a column of ten beside one that is folded", () => {
    const errors = [...column(11, email), ...column(10, (row) => ["users", "nodes", row, "name"])];
    expect(foldRefusals(errors, null)).toHaveLength(11);
  });

  it.each([
    ["of another code", column(40, email, "UPSTREAM_ERROR")],
    ["outside of lists", column(40, () => ["user", "email"])],
    ["without a place", column(40, () => undefined)],
  ])("leaves errors %s", (_which, errors) => {
    expect(foldRefusals(errors, null)).toEqual(errors);
  });
});
