// Who vouches for the caller: an RS256 key, published on loopback as Cognito publishes its own, and a token it has signed.
import { Buffer } from "node:buffer";
import { generateKeyPairSync, sign } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { callerRole, issuerClientId } from "./population.mjs";

const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

export async function startIssuer() {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const kid = "bench";
  const keys = JSON.stringify({
    keys: [{ ...publicKey.export({ format: "jwk" }), kid, use: "sig", alg: "RS256" }],
  });
  const server = createServer((_request, response) => {
    response.setHeader("content-type", "application/json");
    response.end(keys);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    ...{ iss: issuer, sub: "caller", jti: "token", token_use: "access", client_id: issuerClientId },
    ...{ iat: now, exp: now + 86_400, "cognito:groups": [callerRole] },
  };
  const content = `${encode({ alg: "RS256", kid })}.${encode(claims)}`;
  const signature = sign("sha256", Buffer.from(content), privateKey).toString("base64url");
  return {
    issuer,
    token: `${content}.${signature}`,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
