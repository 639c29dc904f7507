import { buildSchema, type GraphQLEnumType } from "graphql";
import { exceptionMeanings } from "../../src/cognito/calls/cognito-errors.js";
import { configSchema } from "../../src/config/config.js";
import { errorCodes } from "../../src/errors/error-codes.js";
import { limitNames, outcomes } from "../../src/errors/gateway-error.js";
import { listFiles, readText, tableUnder } from "./documents.js";

const codes = Object.keys(errorCodes);
const sources = listFiles().filter(
  (path) => /^src\/.*\.ts$/.test(path) && path !== "src/errors/error-codes.ts",
);

describe("the limits that errors name", () => {
  it("are keys of the configuration", () => {
    const keys = Object.keys(configSchema.shape.limits.parse({}));
    expect(limitNames.filter((name) => !keys.includes(name))).toEqual([]);
  });
});

describe("the enums of the schema", () => {
  const schema = buildSchema(readText("schema/schema.graphql"), { assumeValidSDL: true });
  const valuesOf = (name: string) =>
    (schema.getType(name) as GraphQLEnumType).getValues().map((value) => value.name);

  it("have every code and every outcome that an error can have", () => {
    expect(valuesOf("GatewayErrorCode").sort()).toEqual([...codes].sort());
    expect(valuesOf("WriteOutcome").sort()).toEqual([...outcomes].sort());
  });
});

describe("the table of AWS's exceptions", () => {
  const rows = tableUnder("docs/errors.md", "How AWS's exceptions are told").flatMap((row) =>
    (row["Exception of Cognito"] ?? "")
      .split(", ")
      .map((exception) => [exception, row["Code"] ?? ""] as const),
  );

  it.each([...exceptionMeanings].filter(([, { code }]) => !isToldInWords(code)))(
    "%s leads to the code that the code says",
    (exception, { code, outcome }) => {
      const told = new Map(rows).get(exception);
      expect(told).toContain(code);
      expect(told?.includes("UNKNOWN")).toBe(outcome === "UNKNOWN");
    },
  );

  it("names no exception that the code does not know", () => {
    const unknown = rows.filter(
      ([exception]) => /^[A-Z]\w+$/.test(exception) && !exceptionMeanings.has(exception),
    );
    expect(unknown).toEqual([]);
  });
});

/** Refused credentials and time-outs have several names, which the table does not repeat. */
function isToldInWords(code: string): boolean {
  return code === "GATEWAY_MISCONFIGURED" || code === "UPSTREAM_TIMEOUT";
}

describe("the table of error codes", () => {
  it.each(codes)("%s is used outside of the table", (code) => {
    expect(sources.filter((path) => readText(path).includes(`"${code}"`))).not.toEqual([]);
  });

  it("has every code that the sources throw", () => {
    const thrown = sources.flatMap((path) =>
      [
        ...readText(path).matchAll(
          /(?:GatewayError|refused|undecided)\(\s*(?:[^"()]*\? )?"(\w+)"/g,
        ),
      ].map(([, code]) => code ?? ""),
    );
    expect(thrown.length).toBeGreaterThan(codes.length);
    expect(thrown.filter((code) => !codes.includes(code))).toEqual([]);
  });

  it("has none of bad input that says nothing more", () => {
    const silent = sources.filter((path) => readText(path).includes('Error("BAD_USER_INPUT")'));
    expect(silent).toEqual([]);
  });
});
