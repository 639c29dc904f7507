import {
  type CognitoIdentityProviderClient,
  ListUserPoolsCommand,
} from "@aws-sdk/client-cognito-identity-provider";

/** What the SDK hands from step to step, as far as it is looked at here. */
interface SdkRequest {
  readonly headers: Record<string, string>;
  body: string;
}

/** The headers by which an AWS client signs a request of this body, which need not be one that it would send. */
export async function signedHeaders(
  client: CognitoIdentityProviderClient,
  operation: string,
  body: string,
): Promise<Readonly<Record<string, string>>> {
  const command = new ListUserPoolsCommand({ MaxResults: 1 });
  let signed: Record<string, string> = {};
  command.middlewareStack.add(
    (next) => (args) => {
      const request = args.request as SdkRequest;
      request.headers["x-amz-target"] = `AWSCognitoIdentityProviderService.${operation}`;
      request.body = body;
      return next(args);
    },
    { step: "build", priority: "high" },
  );
  command.middlewareStack.add(
    () => (args) => {
      signed = (args.request as SdkRequest).headers;
      return Promise.resolve({ output: { $metadata: {} }, response: undefined });
    },
    { step: "finalizeRequest", priority: "low" },
  );
  await client.send(command);
  // Who sends the request adds these, the same.
  const { host: _host, "content-length": _length, ...headers } = signed;
  return headers;
}
