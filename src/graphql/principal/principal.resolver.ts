import { Ctx, Query, Resolver } from "type-graphql";
import type { Principal as PrincipalRecord } from "../../authorization/principal.js";
import type { GatewayContext } from "../context.js";
import { Open } from "../guards/guard.js";
import { Principal } from "./principal.type.js";

@Resolver(() => Principal)
export class PrincipalResolver {
  @Open("Tells a caller what their own token says.")
  @Query(() => Principal, { description: "The caller." })
  me(@Ctx() context: GatewayContext): PrincipalRecord {
    return context.access.principal;
  }
}
