import { Field, ID, ObjectType } from "type-graphql";
import type { Principal as PrincipalRecord } from "../../authorization/principal.js";
import { HasLength } from "../answers/list-length.js";
import { Open } from "../guards/guard.js";

const ownToken = "Tells a caller what their own token says.";

@ObjectType({
  description: "Who is calling, as their bearer token says.",
  simpleResolvers: true,
})
export class Principal implements Pick<PrincipalRecord, "subject" | "issuer" | "roles"> {
  @Open(ownToken)
  @Field(() => ID, { description: "The token's `sub` claim; unique at its issuer." })
  readonly subject!: string;

  @Open(ownToken)
  @Field(() => String, { description: "The token's `iss` claim: who vouches for the caller." })
  readonly issuer!: string;

  @Open(ownToken)
  @HasLength("roles")
  @Field(() => [String], {
    description: "The caller's roles, from the claim that the configuration names for the issuer.",
  })
  readonly roles!: readonly string[];
}
