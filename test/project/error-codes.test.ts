import { exceptionMeanings } from "../../src/cognito/calls/cognito-errors.js";
import { configSchema } from "../../src/config/config.js";
import { errorCodes } from "../../src/errors/error-codes.js";
import { limitNames, passwordRules } from "../../src/errors/gateway-error.js";
import { listFiles, pick, readText, tableUnder } from "./documents.js";

const codes = Object.keys(errorCodes);
const sources = listFiles().filter(
  (path) => /^src\/.*\.ts$/.test(path) && path !== "src/errors/error-codes.ts",
);

describe("docs/errors.md", () => {
  it("lists exactly the error codes, with their HTTP status, retryable and log level", () => {
    const rows = tableUnder("docs/errors.md", "Codes");
    const expected = Object.entries(errorCodes).map(([code, facts]) => [
      code,
      [String(facts.httpStatus), facts.retryable ? "yes" : "no", facts.logLevel],
    ]);
    expect(pick(rows, "Code", "HTTP", "Retryable", "Log")).toEqual(Object.fromEntries(expected));
    expect(rows.map((row) => row["Code"])).toEqual(codes);
  });

  it("says of every code what it means and what the caller does", () => {
    const silent = tableUnder("docs/errors.md", "Codes").filter(
      (row) => row["Meaning"] === "" || row["What the caller does"] === "",
    );
    expect(silent).toEqual([]);
  });

  it("lists exactly the warnings", () => {
    const declared = /code:\s+((?:\|?\s*"\w+"\s*)+);/.exec(
      readText("src/graphql/request/context.ts"),
    )?.[1];
    const warnings = declared?.match(/\w+/g);
    const rows = tableUnder("docs/errors.md", "Warnings");
    expect(rows.map((row) => row["Warning"]).sort()).toEqual(warnings?.sort());
  });

  it("lists exactly the password rules", () => {
    const rows = tableUnder("docs/errors.md", "Password rules");
    expect(rows.map((row) => row["Violation"])).toEqual(passwordRules);
  });
});

describe("the limits that errors name", () => {
  it("are keys of the configuration", () => {
    const keys = Object.keys(configSchema.shape.limits.parse({}));
    expect(limitNames.filter((name) => !keys.includes(name))).toEqual([]);
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
