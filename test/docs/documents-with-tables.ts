import "reflect-metadata";
import { audit } from "./audit.js";
import { authorization } from "./authorization.js";
import { configuration } from "./configuration.js";
import { contributing } from "./contributing.js";
import { errors } from "./errors.js";
import { type FilledDocument, fillDocument } from "./fill-document.js";
import { localPool } from "./local-pool.js";
import { mutants } from "./mutants.js";
import { operations } from "./operations.js";
import { testing } from "./testing.js";

/** Every document that has tables of the code. */
export const documentsWithTables = [
  audit,
  authorization,
  configuration,
  contributing,
  errors,
  localPool,
  mutants,
  operations,
  testing,
];

/** Each of them, as it is and as it is to be. */
export const fillDocuments = (): Promise<readonly FilledDocument[]> =>
  Promise.all(documentsWithTables.map(fillDocument));
