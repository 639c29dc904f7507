import { CreateGroupCommand, DeleteGroupCommand } from "@aws-sdk/client-cognito-identity-provider";
import {
  failureOf,
  startPoolUnderTest,
  type PoolUnderTest,
} from "../../../support/local-pool-client.js";

const UserPoolId = "local_people";
const groups = Array.from({ length: 10_000 }, (_, index) => ({ name: `group-${index}` }));

describe("CreateGroup", () => {
  let subject: PoolUnderTest;

  beforeEach(async () => {
    const seed = { pools: [{ id: UserPoolId, name: "people", groups }] };
    subject = await startPoolUnderTest({ seed });
  });

  afterEach(() => subject.stop());

  it("refuses the 10,001st group of a pool, until one is deleted", async () => {
    const create = () =>
      subject.client.send(new CreateGroupCommand({ UserPoolId, GroupName: "one-more" }));
    expect((await failureOf(create())).name).toBe("LimitExceededException");
    await subject.client.send(new DeleteGroupCommand({ UserPoolId, GroupName: "group-0" }));
    expect((await create()).Group?.GroupName).toBe("one-more");
  });
});
