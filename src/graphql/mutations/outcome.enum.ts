import { registerEnumType } from "type-graphql";
import { type ErrorCode, errorCodes } from "../../errors/error-codes.js";
import { outcomes } from "../../errors/gateway-error.js";
import { enumValues } from "../enum-values.js";

export const WriteOutcome = enumValues(outcomes);

registerEnumType(WriteOutcome, {
  name: "WriteOutcome",
  description: "Whether something was written, as `extensions.outcome` of an error tells it.",
  valuesConfig: {
    NOT_APPLIED: { description: "Nothing was changed." },
    APPLIED: { description: "It was done." },
    UNKNOWN: {
      description: "Cognito's answer did not tell: it may have been done, or may yet be.",
    },
  },
});

const codes = Object.keys(errorCodes) as ErrorCode[];

export const GatewayErrorCode = enumValues(codes);

/** A text that is a word for programs is no sentence for people. */
const describe = (message: string): string =>
  message.includes(" ") ? message : `The message is the word \`${message}\`.`;

registerEnumType(GatewayErrorCode, {
  name: "GatewayErrorCode",
  description:
    "Every `extensions.code` of this gateway. A field has it only where an answer tells of several things at once; clients take " +
    "it for the type of `extensions.code`.",
  valuesConfig: Object.fromEntries(
    codes.map((code) => [code, { description: describe(errorCodes[code].message) }]),
  ),
});
