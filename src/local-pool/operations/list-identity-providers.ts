import { cutPage } from "../directory/page.js";
import { poolOf, query } from "../operation.js";
import { providerDescription } from "./wire-forms.js";

/** A page of a pool's identity providers, oldest first, without their details. */
export const listIdentityProviders = query("ListIdentityProviders", (call) => {
  const pool = poolOf(call);
  const page = cutPage(
    {
      items: pool.identityProviders.values(),
      keyOf: ({ name }) => name,
      scope: `ListIdentityProviders ${pool.id}`,
      limit: call.input.MaxResults,
      token: call.input.NextToken,
    },
    call.seal,
    call.error,
  );
  return { Providers: page.items.map(providerDescription), NextToken: page.next };
});
