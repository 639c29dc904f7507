import {
  AdminConfirmSignUpCommand,
  AdminGetUserCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { failureOf, startPoolUnderTest } from "../../../support/local-pool-client.js";

const ANN = { UserPoolId: "local_people", Username: "ann" };

describe("AdminConfirmSignUp", () => {
  it("has confirmed the user when the post confirmation trigger fails", async () => {
    const users = [{ username: "ann", status: "UNCONFIRMED" as const }];
    const subject = await startPoolUnderTest({
      seed: { pools: [{ id: ANN.UserPoolId, name: "people", users }] },
    });
    const trigger = "PostConfirmation";
    subject.pool.triggers.add({ trigger, kind: "refuses", message: "callback is not a function" });
    const failure = await failureOf(subject.client.send(new AdminConfirmSignUpCommand(ANN)));
    expect(failure).toMatchObject({
      name: "UserLambdaValidationException",
      message: "PostConfirmation failed with error callback is not a function.",
    });
    expect(subject.pool.ledger.calls()[0]).toMatchObject({ status: 400, applied: true });
    const { UserStatus } = await subject.client.send(new AdminGetUserCommand(ANN));
    expect(UserStatus).toBe("CONFIRMED");
    await subject.stop();
  });
});
