import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { awsConfigKeys, awsVariables } from "../support/aws-settings.js";
import { root } from "./documents.js";

/** The text of everything of the SDK that a gateway can come to run. */
const sources = ["@aws-sdk", "@smithy"].flatMap((scope) => {
  const folder = join(root, "node_modules", scope);
  return readdirSync(folder).flatMap((name) =>
    readdirSync(join(folder, name), { recursive: true, encoding: "utf8" })
      .filter((file) => /^dist-es\/.*\.js$/.test(file) && !/browser|native|\/commands\//.test(file))
      .map((file) => readFileSync(join(folder, name, file), "utf8")),
  );
});

const found = (...patterns: readonly RegExp[]): readonly string[] =>
  [
    ...new Set(
      patterns.flatMap((pattern) =>
        sources.flatMap((text) => [...text.matchAll(pattern)].map(([, name = ""]) => name)),
      ),
    ),
  ].sort();

/** Texts in capitals that are values of operations, or names of constants, and no variables. */
const noVariables = [
  ...["AWS_MANAGED", "AWS_OWNED_KEY", "AWS_EC2_METADATA_TOKEN", "AWS_LOGIN", "AWS_FIPS"],
  ...["AWS_ENDPOINT_URL_", "AWS_BEARER_TOKEN_"],
];

/** What is called a profile, or ends in a name, and is none of a file's keys. */
const noKeys = ["sso_registration_scopes", "default"];

it("has every variable of AWS that the installed SDK reads", () => {
  const read = found(
    /["'`](_?(?:AWS|X_AMZN)_[A-Z0-9_]+)["'`]/g,
    /env\.(_?[A-Z][A-Z0-9_]+)/g,
  ).filter((name) => /^_?(AWS|X_AMZN)_/.test(name) && !noVariables.includes(name));
  expect(read.length).toBeGreaterThan(30);
  expect(read.filter((name) => !(name in awsVariables))).toEqual([]);
});

it("has every key of AWS's files that the installed SDK reads", () => {
  const read = found(
    /(?:CONFIG|INI_NAME|CONFIG_KEY|PROFILE|REGION_INI)\w* = "([a-z][a-z0-9_]+)"/g,
    /\b(?:profile|profileData|data|arg|session)\.([a-z]+(?:_[a-z0-9]+)+)\b/g,
    /\bprofile\["([a-z_]+)"\]/g,
    /PROFILE_[A-Z0-9_]+ = "([a-z0-9_]+)"/g,
  ).filter((name) => !noKeys.includes(name));
  expect(read.length).toBeGreaterThan(25);
  expect(read.filter((name) => !(name in awsConfigKeys))).toEqual([]);
});
