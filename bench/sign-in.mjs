import { adminsClientId, demoPassword } from "../build/cli/demo/demo-seed.js";

/** The access token of a sample administrator, got from the local pool at this address. */
export async function signIn(poolUrl) {
  const answer = await globalThis.fetch(poolUrl, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": "AWSCognitoIdentityProviderService.InitiateAuth",
    },
    body: JSON.stringify({
      AuthFlow: "USER_PASSWORD_AUTH",
      ClientId: adminsClientId,
      AuthParameters: { USERNAME: "ada", PASSWORD: demoPassword },
    }),
  });
  return (await answer.json()).AuthenticationResult.AccessToken;
}
