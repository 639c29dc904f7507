import {
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
} from "@aws-sdk/client-cognito-identity-provider";
import { requireAcknowledgement } from "../../../../src/cognito/transport/write-acknowledgement.js";

const requestId = { "x-amzn-requestid": "00000000-0000-4000-8000-000000000000" };

/** What a write ends with when the service answers so. */
async function writeAnswered(
  statusCode: number,
  body: string,
  headers: Readonly<Record<string, string>> = requestId,
): Promise<unknown> {
  const client = new CognitoIdentityProviderClient({
    region: "eu-west-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
    requestHandler: {
      handle: () => Promise.resolve({ response: { statusCode, headers, body: Buffer.from(body) } }),
    },
  });
  requireAcknowledgement(client);
  try {
    return await client.send(
      new AdminSetUserPasswordCommand({
        UserPoolId: "eu-west-1_A",
        Username: "ann",
        Password: "S3cret-Passw0rd",
      }),
    );
  } finally {
    client.destroy();
  }
}

describe("a write", () => {
  it.each(["", "{}", '{"AddedOneDay":1}'])("is done when 200 comes with %j", async (body) => {
    expect(await writeAnswered(200, body)).toMatchObject({ $metadata: { httpStatusCode: 200 } });
  });

  it.each([
    [200, "[]"],
    [200, "1"],
    [200, "null"],
    [200, '"OK"'],
    [200, " "],
    [200, "{"],
    [200, "<html></html>"],
    [200, '{"__type":"InternalErrorException"}'],
    [101, ""],
    [201, "{}"],
    [202, "{}"],
    [204, ""],
    [206, "{}"],
  ])("is UNKNOWN when %i comes with %j", async (status, body) => {
    await expect(writeAnswered(status, body)).rejects.toMatchObject({
      code: "UPSTREAM_ERROR",
      details: { outcome: "UNKNOWN" },
    });
  });

  it.each(["", "{}"])("is UNKNOWN when 200 comes with %j and no id of AWS", async (body) => {
    await expect(writeAnswered(200, body, {})).rejects.toMatchObject({
      code: "UPSTREAM_ERROR",
      details: { outcome: "UNKNOWN" },
    });
  });

  it("is refused by the service's own errors as before", async () => {
    const body = '{"__type":"InvalidPasswordException","message":"No."}';
    await expect(writeAnswered(400, body)).rejects.toMatchObject({
      name: "InvalidPasswordException",
    });
  });
});
