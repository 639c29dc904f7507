import { Field, ID, ObjectType } from "type-graphql";
import type { DeviceRecord } from "../../cognito/records/activity-records.js";
import { HasLength } from "../answers/list-length.js";
import { Open } from "../guards/guard.js";
import type { ConnectionRecord, EdgeRecord } from "../pages/connect.js";
import { PageInfo } from "../pages/page-info.type.js";
import { byFirst, mostOfPage } from "../pages/page.inputs.js";
import { DateTime } from "../scalars.js";

const withinUser = "Reached only through User.devices, which is guarded.";

@ObjectType({
  description:
    "A device that Cognito knows of a user (Cognito's DeviceType). " +
    "https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-device-tracking.html",
  simpleResolvers: true,
})
export class UserDevice implements DeviceRecord {
  @Open(withinUser)
  @Field(() => ID, {
    description:
      "Cognito's key of the device, by which it can be forgotten. No secret: a device signs in by a password of its own besides.",
  })
  readonly key!: string;

  @Open(withinUser)
  @Field(() => String, {
    nullable: true,
    description: "The name that the app has given the device; null when it gave none.",
  })
  readonly name!: string | null;

  @Open(withinUser)
  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether the device is remembered, and so may spare its user the second factor where the pool lets it; false for one that " +
      "is known and no more. Null when Cognito says neither.",
  })
  readonly remembered!: boolean | null;

  @Open(withinUser)
  @Field(() => DateTime, {
    nullable: true,
    description: "When Cognito has first heard of the device.",
  })
  readonly createdAt!: Date | null;

  @Open(withinUser)
  @Field(() => DateTime, {
    nullable: true,
    description: "When the user last signed in with the device.",
  })
  readonly lastSignInAt!: Date | null;

  @Open(withinUser)
  @Field(() => String, {
    nullable: true,
    description: "The IP address that the device last had; null when Cognito has none.",
  })
  readonly ipAddress!: string | null;
}

@ObjectType({ description: "A device in a list.", simpleResolvers: true })
export class UserDeviceEdge implements EdgeRecord<DeviceRecord> {
  @Open(withinUser)
  @Field(() => String, { description: "The place after this device, to be given as `after`." })
  readonly cursor!: string;

  @Open(withinUser)
  @Field(() => UserDevice, { description: "The device." })
  readonly node!: UserDevice;
}

@ObjectType({
  description: "A page of a user's devices. Cognito has no total.",
  simpleResolvers: true,
})
export class UserDeviceConnection implements ConnectionRecord<DeviceRecord> {
  @Open(withinUser)
  @HasLength(mostOfPage, byFirst)
  @Field(() => [UserDeviceEdge], { description: "The devices of the page, each with its cursor." })
  readonly edges!: readonly UserDeviceEdge[];

  @Open(withinUser)
  @HasLength(mostOfPage, byFirst)
  @Field(() => [UserDevice], { description: "The devices of the page." })
  readonly nodes!: readonly UserDevice[];

  @Open(withinUser)
  @Field(() => PageInfo, { description: "Where the page stands in the list." })
  readonly pageInfo!: PageInfo;
}
