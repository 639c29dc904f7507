import { Ctx, FieldResolver, Query, Resolver } from "type-graphql";
import type { Principal as PrincipalRecord } from "../../authorization/principal.js";
import type { UserPoolSettings } from "../../cognito/records/records.js";
import { HasLength } from "../answers/list-length.js";
import { Open } from "../guards/guard.js";
import type { GatewayContext } from "../request/context.js";
import { UserPool } from "../user-pool/user-pool.type.js";
import { visiblePools } from "../user-pool/visible-pools.js";
import { Principal } from "./principal.type.js";

@Resolver(() => Principal)
export class PrincipalResolver {
  @Open("Tells a caller what their own token says.")
  @Query(() => Principal, { nullable: true, description: "The caller." })
  me(@Ctx() context: GatewayContext): PrincipalRecord {
    return context.access.principal;
  }

  @Open("Lists what userPools lists.")
  @HasLength("pools")
  @FieldResolver(() => [UserPool], {
    description: "The user pools that the caller may see, in the order of the configuration.",
  })
  pools(@Ctx() context: GatewayContext): UserPoolSettings[] {
    return visiblePools(context);
  }
}
