import { Field, Int, ObjectType } from "type-graphql";
import type {
  AttributeDefinitionRecord,
  AttributeType as AttributeTypeName,
} from "../../cognito/records/records.js";
import { Open } from "../guards/guard.js";
import { UserAttributeType } from "./user-pool-enums.js";

const withinPool = "Reached only through UserPool.attributes, which is guarded.";

@ObjectType({
  description: "An attribute that the users of a pool can have (Cognito's SchemaAttributeType).",
  simpleResolvers: true,
})
export class UserAttributeDefinition implements AttributeDefinitionRecord {
  @Open(withinPool)
  @Field(() => String, { description: "Such as `locale`; custom ones begin with `custom:`." })
  readonly name!: string;

  @Open(withinPool)
  @Field(() => UserAttributeType, { description: "What its value must be." })
  readonly type!: AttributeTypeName;

  @Open(withinPool)
  @Field(() => Boolean, {
    description:
      "Whether it can be changed; false: it is given when its user is created, or never.",
  })
  readonly mutable!: boolean;

  @Open(withinPool)
  @Field(() => Boolean, {
    description:
      "Whether a user who signs up must give it, and nobody can unset it. An administrator may leave it out when creating a user.",
  })
  readonly required!: boolean;

  @Open(withinPool)
  @Field(() => Int, {
    nullable: true,
    description: "Of a `STRING`: fewest characters; null without a bound.",
  })
  readonly minLength!: number | null;

  @Open(withinPool)
  @Field(() => Int, {
    nullable: true,
    description: "Of a `STRING`: most characters; null without a bound.",
  })
  readonly maxLength!: number | null;

  @Open(withinPool)
  @Field(() => String, {
    nullable: true,
    description:
      "Of a `NUMBER`: the least, null without a bound. A text, since it may be too large for an Int.",
  })
  readonly minValue!: string | null;

  @Open(withinPool)
  @Field(() => String, {
    nullable: true,
    description: "Of a `NUMBER`: the most, null without a bound; a text as `minValue` is.",
  })
  readonly maxValue!: string | null;

  @Open(withinPool)
  @Field(() => Boolean, {
    description:
      "Whether the caller may see it of the pool's users, and search by it. A request asks for at most 100 different attributes, " +
      "those of `User.attributes` counted: QUERY_TOO_LARGE otherwise.",
  })
  readonly readable!: boolean;
}
