import { cognitoOperations } from "../../src/cognito/calls/call.js";
import {
  namedDifferences,
  waysToCredentials,
  witnessedEndpoints,
  witnessedOperations,
} from "../support/witness-table.js";
import { tableUnder } from "./documents.js";

/** The cells of a table in docs/testing.md, row by row. */
const rowsUnder = (heading: string) =>
  tableUnder("docs/testing.md", heading).map((row) => Object.values(row));

describe("docs/testing.md, of the witness on the wire", () => {
  it("lists every operation that the gateway sends", () => {
    expect(rowsUnder("Witnessed operations")).toEqual(
      cognitoOperations.map((operation) => [operation, witnessedOperations[operation].sentBy]),
    );
  });

  it("lists the ways to credentials", () => {
    expect(rowsUnder("Witnessed ways to credentials")).toEqual(
      Object.entries(waysToCredentials).map(([name, { environment, roleArn, stsAction = "" }]) => [
        name,
        Object.keys(environment({ url: "", tokenFile: "" })).join(", "),
        roleArn === undefined ? "" : "roleArn",
        stsAction,
      ]),
    );
  });

  it("lists the endpoints", () => {
    expect(rowsUnder("Witnessed endpoints")).toEqual(
      Object.entries(witnessedEndpoints).map(([name, { at, stsHost }]) => [
        name,
        "host" in at ? `https://${at.host}` : `http://127.0.0.1:PORT${at.path}`,
        stsHost,
      ]),
    );
  });

  it("lists the wanted differences with their reasons", () => {
    expect(rowsUnder("Wanted differences")).toEqual(
      namedDifferences.map(({ header, sentBy, reason }) => [
        header,
        sentBy,
        reason.replaceAll("`", ""),
      ]),
    );
  });
});
