import { parseArgs } from "node:util";
import { isAboutAttribute, isAction } from "../../authorization/actions.js";
import { Authorizer } from "../../authorization/authorizer.js";
import { cedarSchema } from "../../authorization/cedar-schema.js";
import { PolicyError } from "../../authorization/policy-error.js";
import type { Config } from "../../config/config.js";
import { ConfigurationError } from "../../config/configuration-error.js";
import { configFileFromEnvironment, readConfig } from "../../config/read-config.js";
import { poolResources } from "../../server/open-authorization.js";
import { answerOf, type PolicyQuestion } from "./policy-answer.js";
import { matrixOf } from "./policy-matrix.js";
import { readTarget, TargetError } from "./policy-target.js";

const usage = `Usage: cognito-admin-gateway check-policy --config FILE
       cognito-admin-gateway check-policy --config FILE --as ROLE[,ROLE] --action ACTION --pool POOL
           [--attribute NAME] [--target JSON] [--subject SUB]
       cognito-admin-gateway check-policy --print-schema

Checks the policies that the configuration names, and prints what each role may do in each pool. Or answers one question:
exit code 0 for allow, 1 for deny. Or prints the Cedar schema that policies are checked against.

  --as         the caller's roles
  --action     such as user:set-temporary-password
  --pool       a pool's alias or id
  --attribute  the attribute's name, for user:read-attribute and user:write-attribute
  --target     the user who is acted on: {"status": "CONFIRMED", "groups": ["staff"], "enabled": true, "subject": "…"},
               each of which may be left out
  --subject    the caller's own sub, at the pool's own issuer`;

const exit = { allowed: 0, denied: 1, usage: 64, invalid: 78 } as const;

const options = {
  config: { type: "string" },
  as: { type: "string" },
  action: { type: "string" },
  pool: { type: "string" },
  attribute: { type: "string" },
  target: { type: "string" },
  subject: { type: "string" },
  "print-schema": { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

type Options = ReturnType<typeof parseArgs<{ options: typeof options }>>["values"];

/** Checks the policies of a configuration without starting anything. */
export async function checkPolicy(argv: readonly string[]): Promise<{ exitCode: number }> {
  const { values } = parseArgs({ args: [...argv], options });
  const file = values.config ?? configFileFromEnvironment();
  if (values.help === true) {
    console.log(usage);
    return { exitCode: 0 };
  }
  if (values["print-schema"] === true) {
    process.stdout.write(cedarSchema);
    return { exitCode: 0 };
  }
  try {
    if (file === undefined) throw new UsageError("A configuration is needed.");
    const config = readConfig(file);
    const authorizer = openAuthorizer(config);
    if (isQuestion(values)) {
      const answer = answerOf(authorizer, toQuestion(values, config));
      console.log(answer.text);
      return { exitCode: answer.isAllowed ? exit.allowed : exit.denied };
    }
    console.log(matrixOf(authorizer, config));
    return { exitCode: 0 };
  } catch (error) {
    if (error instanceof UsageError || error instanceof TargetError) {
      console.error(`${error.message}\n\n${usage}`);
      return { exitCode: exit.usage };
    }
    if (!(error instanceof ConfigurationError || error instanceof PolicyError)) throw error;
    console.error(error.message);
    return { exitCode: exit.invalid };
  }
}

class UsageError extends Error {}

/** Half a question must not be answered by the matrix, and exit code 0. */
const isQuestion = ({ as, action, pool, attribute, target, subject }: Options): boolean =>
  [as, action, pool, attribute, target, subject].some((value) => value !== undefined);

const openAuthorizer = (config: Config): Authorizer =>
  new Authorizer({
    policyFiles: config.policies,
    roleRanks: config.roleRanks,
    pools: poolResources(config),
  });

function toQuestion(values: Options, config: Config): PolicyQuestion {
  const { as, action, attribute, target, subject } = values;
  const pool = poolResources(config).find(
    ({ id, alias }) => id === values.pool || alias === values.pool,
  );
  if (as === undefined) throw new UsageError("--as names the caller's roles.");
  if (action === undefined || !isAction(action)) throw new UsageError("--action names no action.");
  if (pool === undefined) throw new UsageError("--pool names no configured pool.");
  if (isAboutAttribute(action) && attribute === undefined) {
    throw new UsageError("--attribute names the attribute.");
  }
  return {
    roles: as.split(",").filter((role) => role !== ""),
    action,
    pool,
    attribute: isAboutAttribute(action) ? attribute : undefined,
    target: target === undefined ? undefined : readTarget(target, pool.id),
    subject,
  };
}
