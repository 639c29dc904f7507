import type { LocalPool } from "../../src/local-pool/local-pool.js";
import { samplePassword } from "./sample-seed.js";
import { signIn } from "./test-gateway.js";

/** Sets a customer's permanent password as an administrator who signs in at the pool first; resolves with the answer. */
export async function setPassword(
  pool: LocalPool,
  url: string,
  variables: { readonly username: string; readonly password: string },
): Promise<unknown> {
  const { body } = await signIn(pool, "ada", samplePassword, "adminsclient");
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      authorization: `Bearer ${body.AuthenticationResult?.AccessToken ?? ""}`,
    },
    body: JSON.stringify({
      query: `mutation($username: String!, $password: String!) {
        setUserPassword(poolId: "customers", username: $username, password: $password, permanent: true) { status }
      }`,
      variables,
    }),
  });
  return response.json();
}
