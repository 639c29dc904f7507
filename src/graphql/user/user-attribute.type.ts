import { Field, ObjectType } from "type-graphql";
import type { UserAttributeRecord } from "../../cognito/records/records.js";
import { Open } from "../guards/guard.js";

const withinUser = "Reached only through User.attributes, which is guarded.";

@ObjectType({
  description: "One attribute of a user, as the user pool holds it.",
  simpleResolvers: true,
})
export class UserAttribute implements UserAttributeRecord {
  @Open(withinUser)
  @Field(() => String, {
    description: "The attribute's name, such as `locale`; custom ones begin with `custom:`.",
  })
  readonly name!: string;

  @Open(withinUser)
  @Field(() => String, {
    nullable: true,
    description: "The attribute's value; Cognito keeps text only.",
  })
  readonly value!: string | null;
}
