import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { operationTable } from "../../../../src/local-pool/operation-table.js";
import { serviceModel } from "../../../../src/local-pool/service-model/service-model.js";

const clientRoot = dirname(dirname(require.resolve("@aws-sdk/client-cognito-identity-provider")));

/** The errors that the installed client declares for an operation. */
function declaredByClient(operation: string): readonly string[] {
  const file = join(clientRoot, "dist-types", "commands", `${operation}Command.d.ts`);
  const names = [...readFileSync(file, "utf8").matchAll(/@throws \{@link (\w+)\}/gu)];
  return names
    .flatMap(([, name]) => name ?? [])
    .filter((name) => name !== "CognitoIdentityProviderServiceException");
}

// Named by the description of ForceAliasCreation instead of by the list of errors.
const described = new Map([["AdminCreateUser", ["AliasExistsException"]]]);

// Declared nowhere: the documented limit of 100 groups has no documented answer.
const inferred = new Map([["AdminAddUserToGroup", ["LimitExceededException"]]]);

describe("serviceModel", () => {
  it.each(Object.entries(serviceModel))(
    "lets %s answer with the errors that AWS declares for it",
    (operation, { errors }) => {
      const declared = [
        ...declaredByClient(operation),
        ...(described.get(operation) ?? []),
        ...(inferred.get(operation) ?? []),
      ];
      expect([...errors].toSorted()).toEqual(declared.toSorted());
    },
  );

  it("has an implementation for every row", () => {
    expect([...operationTable.keys()].toSorted()).toEqual(Object.keys(serviceModel).toSorted());
  });

  it("finds AliasExistsException in the description of ForceAliasCreation", () => {
    const models = readFileSync(join(clientRoot, "dist-types", "models", "models_0.d.ts"), "utf8");
    const end = models.indexOf("ForceAliasCreation?:");
    expect(models.slice(models.lastIndexOf("/**", end), end)).toContain("AliasExistsException");
  });

  it("lists no error twice", () => {
    for (const { errors } of Object.values(serviceModel)) {
      expect(new Set(errors).size).toBe(errors.length);
    }
  });
});
