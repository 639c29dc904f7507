import { parseArgs } from "node:util";
import { cognitoOperations } from "../cognito/call.js";
import { ConfigurationError } from "../config/configuration-error.js";
import { configFileFromEnvironment, readConfig } from "../config/read-config.js";

const usage = `Usage: cognito-admin-gateway iam-policy --config FILE [--account ID]

Prints the least IAM policy that the gateway's role needs for the pools of the configuration.`;

/** Prints an IAM policy: the operations that the gateway calls, on the pools that it is configured for. */
export async function iamPolicy(argv: readonly string[]): Promise<{ exitCode: number }> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      config: { type: "string" },
      account: { type: "string", default: "*" },
      help: { type: "boolean" },
    },
  });
  const file = values.config ?? configFileFromEnvironment();
  if (values.help === true || file === undefined || !/^(\*|\d{12})$/.test(values.account)) {
    console.log(usage);
    return { exitCode: values.help === true ? 0 : 64 };
  }
  try {
    const { pools } = readConfig(file);
    console.log(JSON.stringify(policyFor(Object.values(pools), values.account), null, 2));
    return { exitCode: 0 };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    console.error(error.message);
    return { exitCode: 78 };
  }
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncognitouserpools.html */
function policyFor(pools: readonly { id: string; region: string }[], account: string) {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "CognitoAdminGateway",
        Effect: "Allow",
        Action: cognitoOperations.map((operation) => `cognito-idp:${operation}`),
        Resource: pools.map(
          ({ id, region }) => `arn:aws:cognito-idp:${region}:${account}:userpool/${id}`,
        ),
      },
    ],
  };
}
