import { cutPage } from "../directory/page.js";
import { poolOf, query } from "../operation.js";

/** A page of a pool's app clients, without their settings. */
export const listUserPoolClients = query("ListUserPoolClients", (call) => {
  const pool = poolOf(call);
  const page = cutPage(
    {
      items: pool.clients.values(),
      keyOf: (client) => client.id,
      scope: `ListUserPoolClients ${pool.id}`,
      limit: call.input.MaxResults,
      token: call.input.NextToken,
    },
    call.seal,
    call.error,
  );
  const clients = page.items.map((client) => ({
    ClientId: client.id,
    ClientName: client.name,
    UserPoolId: pool.id,
  }));
  return { UserPoolClients: clients, NextToken: page.next };
});
