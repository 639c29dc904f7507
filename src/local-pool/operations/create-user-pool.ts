import { randomId } from "../crypto/random-id.js";
import { attributeSchema } from "../directory/attribute-schema.js";
import { statedSettings } from "../directory/pool-settings.js";
import { customAttributeNames } from "../directory/user-attributes.js";
import { UserPool } from "../directory/user-pool.js";
import { command } from "../operation.js";
import { poolForm } from "./wire-forms.js";

/** Creates an empty pool; how its users may be named is fixed from here on. */
export const createUserPool = command("CreateUserPool", (call) => {
  const { input } = call;
  const { AliasAttributes: aliasAttributes = [], UsernameAttributes: usernameAttributes = [] } =
    input;
  if (aliasAttributes.length > 0 && usernameAttributes.length > 0) {
    throw call.error(
      "InvalidParameterException",
      "Only one of the aliasAttributes or usernameAttributes can be set in a user pool.",
    );
  }
  const pool = new UserPool(
    `local_${randomId(9)}`,
    input.PoolName,
    call.now,
    {
      caseSensitive: input.UsernameConfiguration?.CaseSensitive ?? true,
      aliasAttributes,
      usernameAttributes,
    },
    statedSettings(input, call.error),
    customAttributeNames(input.Schema),
  );
  pool.schema = attributeSchema(input.Schema);
  call.pools.add(pool);
  return { UserPool: poolForm(pool) };
});
