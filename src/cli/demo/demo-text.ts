export interface DemoFacts {
  readonly gatewayUrl: string;
  /** Whether the example console is served. */
  readonly hasConsole: boolean;
  readonly localPoolUrl: string;
  readonly poolId: string;
  readonly clientId: string;
  readonly samplePassword: string;
  readonly secondFactor: { readonly username: string; readonly totpSecret: string };
  readonly tokens: readonly {
    readonly username: string;
    readonly role: string;
    readonly token: string;
  }[];
}

const sampleUsername = "frank";
const newPassword = "Brand-New-Passw0rd";

/** What the first run prints: where to look, a token for each role, and commands to paste into a shell. */
export function demoText(facts: DemoFacts): string {
  const { gatewayUrl, hasConsole, localPoolUrl, tokens } = facts;
  const [first] = tokens;
  const tokenLines = tokens.map(
    ({ username, role, token }) => `# ${username}, ${role}\nTOKEN_${role.toUpperCase()}=${token}`,
  );
  return `
The gateway runs on sample people in a local pool: not AWS, in memory, gone when it stops (Ctrl-C).

  Console      ${hasConsole ? `${gatewayUrl}/console   (open it in a browser; sign in as ${first?.username ?? ""})` : "not built: npm run build:console"}
  Explorer     ${gatewayUrl}/          (for developers; it holds a token and a first query)
  GraphQL      ${gatewayUrl}/graphql
  Local pool   ${localPoolUrl}

Tokens for a day. Sample people sign in with the password ${facts.samplePassword}
${secondFactorLine(facts)}

${tokenLines.join("\n")}

Set a password that ${sampleUsername} keeps ("permanent": false makes it temporary):

${setPasswordCommand(gatewayUrl, first?.token ?? "")}

Prove it: sign in as ${sampleUsername}. A permanent password yields tokens, a temporary one NEW_PASSWORD_REQUIRED.

${signInCommand(localPoolUrl, facts.clientId)}
`;
}

const secondFactorLine = ({ secondFactor: { username, totpSecret } }: DemoFacts) =>
  `(${username} needs codes as well: put the key ${totpSecret} into an authenticator app)`;

function setPasswordCommand(gatewayUrl: string, token: string): string {
  const body = {
    query:
      "mutation($password: String!, $permanent: Boolean!) { setUserPassword(" +
      `poolId: "customers", username: "${sampleUsername}", password: $password, permanent: $permanent) { username status } }`,
    variables: { password: newPassword, permanent: true },
  };
  return curl(`${gatewayUrl}/graphql`, body, [
    "content-type: application/json",
    `authorization: Bearer ${token}`,
  ]);
}

function signInCommand(localPoolUrl: string, clientId: string): string {
  const body = {
    AuthFlow: "USER_PASSWORD_AUTH",
    ClientId: clientId,
    AuthParameters: { USERNAME: sampleUsername, PASSWORD: newPassword },
  };
  return curl(`${localPoolUrl}/`, body, [
    "content-type: application/x-amz-json-1.1",
    "x-amz-target: AWSCognitoIdentityProviderService.InitiateAuth",
  ]);
}

/** A command for a POSIX shell; the bodies hold no single quote. */
function curl(url: string, body: object, headers: readonly string[]): string {
  const options = headers.map((header) => `  -H '${header}'`);
  return [`curl -s ${url}`, ...options, `  -d '${JSON.stringify(body)}'`].join(" \\\n");
}
