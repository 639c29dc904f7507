import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A file of declarations of the installed SDK. */
function declarations(path: string): string {
  const folder = dirname(require.resolve("@aws-sdk/client-cognito-identity-provider/package.json"));
  return readFileSync(join(folder, "dist-types", path), "utf8");
}

/** The exceptions that the SDK declares for an operation, in the comment of its command. */
export function declaredExceptions(operation: string): string[] {
  const throws = declarations(`commands/${operation}Command.d.ts`).matchAll(
    /@throws \{@link (\w+Exception)\}/g,
  );
  return [...throws]
    .map(([, name = ""]) => name)
    .filter((name) => name !== "CognitoIdentityProviderServiceException");
}

/** The settings of a pool's functions, by the SDK's declaration. */
export function declaredTriggers(): string[] {
  const [, body = ""] =
    /interface LambdaConfigType \{(.*?)\n\}/s.exec(declarations("models/models_0.d.ts")) ?? [];
  return [...body.matchAll(/^ {4}(\w+)\?: /gm)].map(([, name = ""]) => name);
}
