import type { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import {
  cognitoOperations,
  type CognitoOperation,
  operationFacts,
} from "../../src/cognito/records/operations.js";
import type { SdkClients } from "../../src/cognito/transport/sdk-client.js";

// The witness on the wire compares every operation, with each way to credentials, at each endpoint. docs/testing.md lists
// the same, and a project test holds the two together.

interface WitnessedOperation {
  /** The gateway's client that sends it. */
  readonly sentBy: Exclude<keyof SdkClients, "destroy">;
  /** Sends one command of it, made as `UserPool` makes it. */
  readonly send: (client: CognitoIdentityProviderClient) => Promise<unknown>;
}

const UserPoolId = "eu-west-1_Customers";
/** Characters of one byte to four in UTF-8, and such as JSON escapes. */
const Username = 'zoë "\\ \u2028\u0007 漢字 😀';

/** What else is sent of them, so that a member of every kind goes over the wire. */
const furtherInput: Readonly<Partial<Record<CognitoOperation, object>>> = {
  AdminListGroupsForUser: { NextToken: "a/b+c==" },
  AdminSetUserPassword: { Password: 'Pässw0rd "\\ 😀', Permanent: false },
  ListUsers: { Limit: 60, Filter: 'family_name ^= "Zoë\\""', PaginationToken: "a/b+c==" },
};

export const witnessedOperations = Object.fromEntries(
  cognitoOperations.map((operation): [CognitoOperation, WitnessedOperation] => {
    const { kind, command: Command } = operationFacts(operation);
    const input = { UserPoolId, Username, ...furtherInput[operation] };
    return [
      operation,
      {
        sentBy: kind === "read" ? "reads" : "writes",
        send: (client) =>
          client.send(new Command(input as never) as Parameters<typeof client.send>[0]),
      },
    ];
  }),
) as Readonly<Record<CognitoOperation, WitnessedOperation>>;

/** This machine's part in the ways to credentials. */
interface CredentialSources {
  /** The address that answers for the container's credentials. */
  readonly url: string;
  /** A file that holds the token of an identity provider. */
  readonly tokenFile: string;
}

export interface WayToCredentials {
  readonly environment: (sources: CredentialSources) => Readonly<Record<string, string>>;
  /** Of the pool's configuration. */
  readonly roleArn?: string;
  /** The operation of STS that gives the keys. */
  readonly stsAction?: "AssumeRole" | "AssumeRoleWithWebIdentity";
}

const staticKeys = {
  AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
  AWS_SECRET_ACCESS_KEY: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
};
const roleArn = "arn:aws:iam::123456789012:role/gateway";

/** The keys of a container, and how the SDK asks for them. */
export const container = {
  path: "/container-credentials",
  token: "token-of-the-container",
  keys: {
    AccessKeyId: "ASIAOFTHECONTAINER",
    SecretAccessKey: "secret/of+the/container",
    Token: "token+of/the+container==",
  },
};

export const waysToCredentials: Readonly<Record<string, WayToCredentials>> = {
  "static keys": { environment: () => staticKeys },
  "keys of a session": {
    environment: () => ({ ...staticKeys, AWS_SESSION_TOKEN: "token+of/the+session==" }),
  },
  "an assumed role": { environment: () => staticKeys, roleArn, stsAction: "AssumeRole" },
  "a container": {
    environment: ({ url }) => ({
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${url}${container.path}`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: container.token,
    }),
  },
  "a web identity": {
    environment: ({ tokenFile }) => ({
      AWS_WEB_IDENTITY_TOKEN_FILE: tokenFile,
      AWS_ROLE_ARN: roleArn,
    }),
    stsAction: "AssumeRoleWithWebIdentity",
  },
};

export interface WitnessedEndpoint {
  readonly region: string;
  /** Cognito's name there, or the path of an endpoint of one's own as the configuration has it. */
  readonly at: { readonly host: string } | { readonly path: string };
  readonly stsHost: string;
  /** As the pool's configuration has them. */
  readonly fips?: true;
  readonly dualStack?: true;
}

const own = (path: string): WitnessedEndpoint => ({
  region: "eu-west-1",
  at: { path },
  stsHost: "sts.eu-west-1.amazonaws.com",
});
const aws = (region: string, suffix: string): WitnessedEndpoint => ({
  region,
  at: { host: `cognito-idp.${region}.${suffix}` },
  stsHost: `sts.${region}.${suffix}`,
});

export const witnessedEndpoints: Readonly<Record<string, WitnessedEndpoint>> = {
  "eu-west-1": aws("eu-west-1", "amazonaws.com"),
  "us-gov-west-1": aws("us-gov-west-1", "amazonaws.com"),
  "cn-north-1": aws("cn-north-1", "amazonaws.com.cn"),
  "eusc-de-east-1": aws("eusc-de-east-1", "amazonaws.eu"),
  "eu-west-1, FIPS": {
    region: "eu-west-1",
    at: { host: "cognito-idp-fips.eu-west-1.amazonaws.com" },
    stsHost: "sts-fips.eu-west-1.amazonaws.com",
    fips: true,
  },
  "eu-west-1, dual-stack": {
    region: "eu-west-1",
    at: { host: "cognito-idp.eu-west-1.amazonaws.com" },
    stsHost: "sts.eu-west-1.api.aws",
    dualStack: true,
  },
  "eusc-de-east-1, FIPS and dual-stack": {
    region: "eusc-de-east-1",
    at: { host: "cognito-idp-fips.eusc-de-east-1.api.amazonwebservices.eu" },
    stsHost: "sts-fips.eusc-de-east-1.api.amazonwebservices.eu",
    fips: true,
    dualStack: true,
  },
  "one's own": own(""),
  "one's own, with a path": own("/proxy/a%20b/"),
  "one's own, with empty parts in its path": own("//proxy//a!b'(c)*"),
};

interface NamedDifference {
  readonly header: string;
  readonly sentBy: "both clients" | "writes";
  /** The gateway's value; null where it does not send the header. */
  readonly gateway: RegExp | null;
  /** The value of an unchanged client. */
  readonly sdk: RegExp;
  readonly reason: string;
}

/** The wanted differences between the gateway's requests and those of an unchanged client. There is no other. */
export const namedDifferences: readonly NamedDifference[] = [
  {
    header: "user-agent",
    sentBy: "both clients",
    gateway: /^cognito-admin-gateway aws-sdk-js\/3$/,
    sdk: /^aws-sdk-js\/3\.\d+\.\d+ ua\/2\.1 .* api\/cognito-identity-provider#/,
    reason: "CloudTrail shows that the gateway has called. No signature covers this header.",
  },
  {
    header: "x-amz-user-agent",
    sentBy: "both clients",
    gateway: null,
    sdk: /^aws-sdk-js\/3\.\d+\.\d+$/,
    reason: "It repeats a part of the SDK's own `user-agent`.",
  },
  {
    header: "authorization",
    sentBy: "both clients",
    gateway: /^AWS4-HMAC-SHA256 /,
    sdk: /^AWS4-HMAC-SHA256 /,
    reason: "An unchanged client signs `x-amz-user-agent`, which the gateway does not send.",
  },
  {
    header: "connection",
    sentBy: "writes",
    gateway: /^close$/,
    sdk: /^keep-alive$/,
    reason: "Each write has a connection of its own, and so gets no answer to another call.",
  },
];
