import { type Send, startTestGateway, type TestGateway } from "../support/test-gateway.js";

const mutation = `mutation {
  setUserPassword(poolId: "customers", username: "confirmed", password: $password) { username }
}`.replace("mutation", "mutation($password: String!)");

let gateway: TestGateway;
let admin: Send;

beforeEach(async () => {
  gateway = await startTestGateway();
  admin = await gateway.as("ada");
});

afterEach(async () => {
  await gateway.stop();
});

describe.each([10, -10])("while Cognito's clock is %s minutes ahead", (minutes) => {
  it("the first write succeeds, by what the reads before it have learnt", async () => {
    gateway.pool.signatureClock.advance(minutes * 60_000);
    const { errors } = await admin(mutation, { password: "Brand-New-Passw0rd" });
    expect(errors).toBeUndefined();
    const [first, ...more] = gateway.pool.ledger.calls({ operation: "AdminSetUserPassword" });
    expect(more).toEqual([]);
    expect(first?.applied).toBe(true);
  });
});
