import { createPublicKey, verify, type JsonWebKey } from "node:crypto";
import {
  AdminAddUserToGroupCommand,
  AdminDisableUserCommand,
  AdminInitiateAuthCommand,
  CreateGroupCommand,
  CreateUserPoolClientCommand,
  GetUserCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { cases } from "../contract-case.js";
import { claimsOf, expectRefusal, freshName, GOOD, type Stage } from "../stage.js";

async function clientWithoutFlows(stage: Stage): Promise<string> {
  const { UserPoolClient } = await stage.client.send(
    new CreateUserPoolClientCommand({
      UserPoolId: stage.poolId,
      ClientName: freshName("client"),
      ExplicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"],
    }),
  );
  return UserPoolClient!.ClientId!;
}

async function signedIn(stage: Stage) {
  const email = `${freshName("token")}@example.com`;
  const user = await stage.createConfirmedUser({ email, email_verified: "true" });
  const { AuthenticationResult } = await stage.signIn(user, GOOD);
  return { user, email, tokens: AuthenticationResult! };
}

/** Which client may sign in how, and what the tokens say. */
export const tokenCases = cases(
  {
    id: "flow-not-allowed",
    sentence: "an app client that does not allow passwords gives no tokens for one",
    makesClient: true,
    run: async (stage) => {
      const user = await stage.createConfirmedUser();
      const call = stage.signIn(user, GOOD, await clientWithoutFlows(stage));
      await expectRefusal(call, "InvalidParameterException", "NotAuthorizedException");
    },
  },
  {
    id: "flow-not-allowed-admin",
    sentence: "nor does it through AdminInitiateAuth",
    makesClient: true,
    run: async (stage) => {
      const user = await stage.createConfirmedUser();
      const call = stage.adminSignIn(user, GOOD, await clientWithoutFlows(stage));
      await expectRefusal(call, "InvalidParameterException", "NotAuthorizedException");
    },
  },
  {
    id: "unknown-client",
    sentence: "an unknown app client is a ResourceNotFoundException",
    run: async (stage) => {
      const call = stage.signIn("nobody", GOOD, "0000000000000000000000none");
      await expectRefusal(call, "ResourceNotFoundException");
    },
  },
  {
    id: "password-parameter-missing",
    sentence: "signing in without a password is an InvalidParameterException",
    run: async (stage) => {
      const USERNAME = await stage.createConfirmedUser();
      const call = stage.client.send(
        new AdminInitiateAuthCommand({
          UserPoolId: stage.poolId,
          ClientId: stage.clientId,
          AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
          AuthParameters: { USERNAME },
        }),
      );
      await expectRefusal(call, "InvalidParameterException");
    },
  },
  {
    id: "access-token-claims",
    sentence: "an access token names user, client, pool and its use",
    run: async (stage) => {
      const { user, tokens } = await signedIn(stage);
      const claims = claimsOf(tokens.AccessToken);
      expect(claims).toMatchObject({
        token_use: "access",
        username: user,
        client_id: stage.clientId,
        iss: expect.stringMatching(new RegExp(`/${stage.poolId}$`, "u")) as unknown,
      });
      expect(Number(claims["exp"]) - Number(claims["iat"])).toBe(3600);
      expect(claims).toHaveProperty("jti");
      expect(claims).toHaveProperty("auth_time");
      expect(claims).not.toHaveProperty("aud");
      expect(claims).not.toHaveProperty("cognito:groups");
    },
  },
  {
    id: "id-token-claims",
    sentence: "an id token carries the client as audience, and the attributes",
    run: async (stage) => {
      const { user, email, tokens } = await signedIn(stage);
      expect(claimsOf(tokens.IdToken)).toMatchObject({
        token_use: "id",
        aud: stage.clientId,
        "cognito:username": user,
        email,
        email_verified: true,
      });
    },
  },
  {
    id: "groups-claim-by-precedence",
    sentence: "cognito:groups lists the groups of the user, the lowest precedence first",
    run: async (stage) => {
      const user = await stage.createConfirmedUser();
      // Their order is not that of names or dates, and so many are not in order by chance.
      const precedences = [30, 10, 60, 0, 40, 70, 20, 50];
      const groups = precedences.map((Precedence) => ({ Precedence, name: freshName("group") }));
      for (const { Precedence, name: GroupName } of groups) {
        const group = { UserPoolId: stage.poolId, GroupName };
        await stage.client.send(new CreateGroupCommand({ ...group, Precedence }));
        await stage.client.send(new AdminAddUserToGroupCommand({ ...group, Username: user }));
      }
      const { AuthenticationResult } = await stage.signIn(user, GOOD);
      expect(claimsOf(AuthenticationResult?.AccessToken)["cognito:groups"]).toEqual(
        groups.toSorted((a, b) => a.Precedence - b.Precedence).map(({ name }) => name),
      );
    },
  },
  {
    id: "keys-verify-tokens",
    sentence: "the keys under the issuer verify the token",
    run: async (stage) => {
      const { tokens } = await signedIn(stage);
      const [header = "", payload = "", signature = ""] = tokens.AccessToken!.split(".");
      const { kid, alg } = JSON.parse(Buffer.from(header, "base64url").toString()) as {
        kid: string;
        alg: string;
      };
      const issuer = String(claimsOf(tokens.AccessToken)["iss"]);
      const response = await fetch(`${issuer}/.well-known/jwks.json`);
      const { keys } = (await response.json()) as { keys: (JsonWebKey & { kid: string })[] };
      const key = createPublicKey({ key: keys.find((one) => one.kid === kid)!, format: "jwk" });
      const content = Buffer.from(`${header}.${payload}`);
      expect(alg).toBe("RS256");
      expect(verify("sha256", content, key, Buffer.from(signature, "base64url"))).toBe(true);
    },
  },
  {
    id: "refresh-keeps-origin",
    sentence: "a refreshed access token names the sign-in that it continues",
    run: async (stage) => {
      const { tokens } = await signedIn(stage);
      const answer = await stage.refresh(tokens.RefreshToken);
      const [before, after] = [tokens, answer.AuthenticationResult!].map((one) =>
        claimsOf(one.AccessToken),
      );
      expect(before).toHaveProperty("origin_jti");
      expect(after?.["origin_jti"]).toBe(before?.["origin_jti"]);
      expect(after?.["jti"]).not.toBe(before?.["jti"]);
    },
  },
  {
    id: "refresh-made-up",
    sentence: "a made-up refresh token is a NotAuthorizedException",
    run: async (stage) => {
      await expectRefusal(stage.refresh("made.up"), "NotAuthorizedException");
    },
  },
  {
    id: "refresh-disabled",
    sentence: "a disabled user refreshes nothing",
    run: async (stage) => {
      const { user, tokens } = await signedIn(stage);
      await stage.client.send(
        new AdminDisableUserCommand({ UserPoolId: stage.poolId, Username: user }),
      );
      await expectRefusal(stage.refresh(tokens.RefreshToken), "NotAuthorizedException");
    },
  },
  {
    id: "get-user-by-token",
    sentence: "GetUser answers the user of an access token",
    run: async (stage) => {
      const { user, tokens } = await signedIn(stage);
      const found = await stage.client.send(
        new GetUserCommand({ AccessToken: tokens.AccessToken }),
      );
      expect(found.Username).toBe(user);
    },
  },
  {
    id: "get-user-by-id-token",
    sentence: "GetUser refuses an id token",
    run: async (stage) => {
      const { tokens } = await signedIn(stage);
      const call = stage.client.send(new GetUserCommand({ AccessToken: tokens.IdToken }));
      await expectRefusal(call, "NotAuthorizedException");
    },
  },
);
