import type { Raise } from "../../service-model/service-error.js";
import type { UserPool } from "../user-pool.js";
import type { User } from "../user.js";

interface Claim {
  /** Whether addresses that are aliases are taken from those who hold them. */
  readonly takesAliases: boolean;
  readonly now: Date;
}

/**
 * Gives a user these attributes, and the names that come with them. Throws when somebody else has one of the names,
 * unless it is an alias to be taken: then its former holder has it unverified.
 */
export function claimNames(
  pool: UserPool,
  user: User,
  attributes: ReadonlyMap<string, string>,
  { takesAliases, now }: Claim,
  error: Raise<"AliasExistsException">,
): void {
  const rivals = pool.users.rivals(attributes, user);
  for (const { attribute } of rivals) {
    const isAlias =
      attribute !== "preferred_username" && pool.users.rules.aliasAttributes.includes(attribute);
    if (takesAliases && isAlias) continue;
    throw error("AliasExistsException", `An account with the ${attribute} already exists.`);
  }
  for (const { user: holder, attribute } of rivals) {
    pool.users.setAttributes(
      holder,
      new Map(holder.attributes).set(`${attribute}_verified`, "false"),
    );
    holder.touch(now);
  }
  pool.users.setAttributes(user, attributes);
  user.touch(now);
}
