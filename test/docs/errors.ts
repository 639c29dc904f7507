import { triggers } from "../../src/cognito/calls/exception-texts.js";
import { errorCodes } from "../../src/errors/error-codes.js";
import { inputReasons, passwordRules } from "../../src/errors/gateway-error.js";
import { warningActions } from "../../src/graphql/request/context.js";
import { code, type DocumentWithTables, table } from "./table.js";

export const errors: DocumentWithTables = {
  path: "docs/errors.md",
  tables: {
    "error codes": table(
      ["Code", "HTTP", "Retryable", "Log", "Meaning", "What the caller does"],
      () =>
        Object.entries(errorCodes).map(([name, { httpStatus, retryable, logLevel }]) => ({
          Code: code(name),
          HTTP: String(httpStatus),
          Retryable: retryable ? "yes" : "no",
          Log: logLevel,
        })),
    ),
    "reasons of bad input": table(["Reason", "HTTP", "Meaning"], () =>
      inputReasons.map((reason) => ({ Reason: code(reason) })),
    ),
    warnings: table(["Warning", "Meaning", "What the caller does"], () =>
      Object.keys(warningActions).map((warning) => ({ Warning: code(warning) })),
    ),
    triggers: table(["Trigger", "At Cognito", "Called"], () =>
      [...triggers].map(([name, trigger]) => ({
        Trigger: code(trigger),
        "At Cognito": code(name),
      })),
    ),
    "password rules": table(["Violation", "Rule"], () =>
      passwordRules.map((rule) => ({ Violation: code(rule) })),
    ),
  },
};
