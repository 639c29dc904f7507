import { cutPage } from "../directory/page.js";
import { epochSeconds } from "../handles/clock.js";
import { query } from "../operation.js";

/** A page of the pools, oldest first. */
export const listUserPools = query("ListUserPools", (call) => {
  const page = cutPage(
    {
      items: call.pools.all(),
      keyOf: (pool) => pool.id,
      scope: "ListUserPools",
      limit: call.input.MaxResults,
      token: call.input.NextToken,
    },
    call.seal,
    call.error,
  );
  const pools = page.items.map((pool) => ({
    Id: pool.id,
    Name: pool.name,
    CreationDate: epochSeconds(pool.createdAt),
    LastModifiedDate: epochSeconds(pool.modifiedAt),
  }));
  return { UserPools: pools, NextToken: page.next };
});
