import { DescribeUserPoolCommand } from "@aws-sdk/client-cognito-identity-provider";
import { startPoolUnderTest } from "../../../support/local-pool-client.js";

describe("DescribeUserPool", () => {
  it("estimates the number of users exactly", async () => {
    const users = ["ann", "bob"].map((username) => ({ username, status: "CONFIRMED" as const }));
    const subject = await startPoolUnderTest({
      seed: { pools: [{ id: "local_people", name: "people", users }] },
    });
    const request = new DescribeUserPoolCommand({ UserPoolId: "local_people" });
    expect((await subject.client.send(request)).UserPool?.EstimatedNumberOfUsers).toBe(2);
    await subject.stop();
  });
});
