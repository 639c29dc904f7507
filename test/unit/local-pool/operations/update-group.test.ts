import {
  CreateGroupCommand,
  GetGroupCommand,
  UpdateGroupCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { startPoolUnderTest, type PoolUnderTest } from "../../../support/local-pool-client.js";

const UserPoolId = "local_people";
const group = { UserPoolId, GroupName: "staff" };
const role = (name: string) => `arn:aws:iam::000000000000:role/${name}`;

describe("UpdateGroup", () => {
  let subject: PoolUnderTest;

  beforeEach(async () => {
    subject = await startPoolUnderTest({ seed: { pools: [{ id: UserPoolId, name: "people" }] } });
    await subject.client.send(
      new CreateGroupCommand({
        ...group,
        Description: "all of us",
        Precedence: 7,
        RoleArn: role("staff"),
      }),
    );
  });

  afterEach(() => subject.stop());

  it.each([
    [{ Precedence: 0 }, { Precedence: 0, Description: "all of us", RoleArn: role("staff") }],
    [{ Description: "some" }, { Precedence: 7, Description: "some", RoleArn: role("staff") }],
    [{ RoleArn: role("few") }, { Precedence: 7, Description: "all of us", RoleArn: role("few") }],
  ])("sets %j, and keeps the rest", async (changes, expected) => {
    await subject.client.send(new UpdateGroupCommand({ ...group, ...changes }));
    const { Group } = await subject.client.send(new GetGroupCommand(group));
    expect(Group).toMatchObject(expected);
  });

  it("dates the change, and not the creation", async () => {
    const { Group: before } = await subject.client.send(new GetGroupCommand(group));
    subject.pool.clock.advance(60_000);
    const { Group: after } = await subject.client.send(new UpdateGroupCommand(group));
    expect(after?.CreationDate).toEqual(before?.CreationDate);
    expect(
      after!.LastModifiedDate!.getTime() - before!.LastModifiedDate!.getTime(),
    ).toBeGreaterThan(59_000);
  });
});
