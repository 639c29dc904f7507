import { poolOf, query } from "../operation.js";
import { clientForm } from "./wire-forms.js";

/** The settings of an app client. */
export const describeUserPoolClient = query("DescribeUserPoolClient", (call) => {
  const pool = poolOf(call);
  const client = pool.clients.get(call.input.ClientId);
  if (client !== undefined) return { UserPoolClient: clientForm(pool, client) };
  throw call.error(
    "ResourceNotFoundException",
    `User pool client ${call.input.ClientId} does not exist.`,
  );
});
