import type { User } from "../directory/user.js";
import { epochSeconds } from "../handles/clock.js";
import { query, type Call } from "../operation.js";
import { requireEnabled } from "../sign-in/sign-in.js";
import { attributeList, mfaForm } from "./wire-forms.js";

/** The user of an access token, as the user may see itself. */
export const getUser = query("GetUser", async (call) => {
  const user = await bearerOf(call);
  requireEnabled(call, user);
  return { Username: user.username, UserAttributes: attributeList(user), ...mfaForm(user) };
});

async function bearerOf(call: Call<"GetUser">): Promise<User> {
  for (const pool of call.pools.all()) {
    const claims = await pool.verifyToken(call.input.AccessToken);
    if (claims === null) continue;
    if (claims["token_use"] !== "access") break;
    if (Number(claims["exp"]) <= epochSeconds(call.now)) {
      throw call.error("NotAuthorizedException", "Access Token has expired");
    }
    const user = pool.users.find(String(claims["sub"]));
    if (user !== undefined) return user;
    throw call.error("UserNotFoundException", "User does not exist.");
  }
  throw call.error("NotAuthorizedException", "Invalid Access Token");
}
