import { basename } from "node:path";
import { cognitoOperations } from "../../src/cognito/records/operations.js";
import { listFiles, readText } from "../project/documents.js";
import {
  namedDifferences,
  waysToCredentials,
  witnessedEndpoints,
  witnessedOperations,
} from "../support/witness-table.js";
import { code, codes, type DocumentWithTables, table } from "./table.js";

/** The tables of the witness on the wire: what it compares. */
const witnessTables = {
  "witnessed operations": table(["Operation", "Sent by"], () =>
    cognitoOperations.map((operation) => ({
      Operation: code(operation),
      "Sent by": code(witnessedOperations[operation].sentBy),
    })),
  ),
  "witnessed ways to credentials": table(
    ["Credentials", "Environment", "In the configuration", "Asked of STS"],
    () =>
      Object.entries(waysToCredentials).map(([name, { environment, roleArn, stsAction }]) => ({
        Credentials: name,
        Environment: codes(Object.keys(environment({ url: "", tokenFile: "" }))),
        "In the configuration": roleArn === undefined ? "" : code("roleArn"),
        "Asked of STS": stsAction === undefined ? "" : code(stsAction),
      })),
  ),
  "witnessed endpoints": table(["Endpoint", "Cognito", "STS"], () =>
    Object.entries(witnessedEndpoints).map(([name, { at, stsHost }]) => ({
      Endpoint: name,
      Cognito: code("host" in at ? `https://${at.host}` : `http://127.0.0.1:PORT${at.path}`),
      STS: code(stsHost),
    })),
  ),
  "wanted differences": table(["Header", "Sent by", "Reason"], () =>
    namedDifferences.map(({ header, sentBy, reason }) => ({
      Header: code(header),
      "Sent by": sentBy === "both clients" ? sentBy : code(sentBy),
      Reason: reason,
    })),
  ),
};

/** What the contract battery reads of the environment. */
const contractVariables = (): readonly string[] => [
  ...new Set(
    [...readText("test/contract/target.ts").matchAll(/environment\["(CONTRACT_\w+)"\]/g)].map(
      ([, name = ""]) => name,
    ),
  ),
];

export const testing: DocumentWithTables = {
  path: "docs/testing.md",
  tables: {
    "files of test/support": table(["File", "Offers"], () =>
      listFiles()
        .filter((path) => path.startsWith("test/support/"))
        .map((path) => ({ File: code(basename(path)) })),
    ),
    ...witnessTables,
    "variables of the contract battery": table(["Variable", "Meaning", "Default"], () =>
      contractVariables().map((variable) => ({ Variable: code(variable) })),
    ),
    "operations of the contract battery": table(["For", "Operations that are signed"], () => [
      { For: "the gateway", "Operations that are signed": codes(cognitoOperations) },
      { For: "the cases, also" },
    ]),
  },
};
