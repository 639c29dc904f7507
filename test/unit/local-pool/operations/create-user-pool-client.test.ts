import {
  CreateUserPoolClientCommand,
  type CreateUserPoolClientCommandInput,
  type TimeUnitsType,
} from "@aws-sdk/client-cognito-identity-provider";
import {
  failureOf,
  startPoolUnderTest,
  type PoolUnderTest,
} from "../../../support/local-pool-client.js";

type Unit = TimeUnitsType | "without a unit";
type Token = "AccessToken" | "IdToken" | "RefreshToken";

describe("CreateUserPoolClient", () => {
  let subject: PoolUnderTest;

  beforeAll(async () => {
    subject = await startPoolUnderTest({
      seed: { pools: [{ id: "local_people", name: "people" }] },
    });
  });

  afterAll(() => subject.stop());

  const create = async (settings: Partial<CreateUserPoolClientCommandInput>) => {
    const request = { UserPoolId: "local_people", ClientName: "app", ...settings };
    const answer = await subject.client.send(new CreateUserPoolClientCommand(request));
    return answer.UserPoolClient!;
  };

  const lifetime = (token: Token, validity: number, unit: Unit) => ({
    [`${token}Validity`]: validity,
    ...(unit === "without a unit" ? {} : { TokenValidityUnits: { [token]: unit } }),
  });

  it.each<[Token, number, Unit, number]>([
    ["AccessToken", 5, "minutes", 300],
    ["AccessToken", 1, "days", 86_400],
    ["AccessToken", 24, "without a unit", 86_400],
    ["IdToken", 300, "seconds", 300],
    ["IdToken", 24, "without a unit", 86_400],
    ["RefreshToken", 60, "minutes", 3600],
    ["RefreshToken", 3650, "without a unit", 315_360_000],
    ["RefreshToken", 0, "minutes", 2_592_000],
  ])("lets the %s live %d %s", async (token, validity, unit, seconds) => {
    const client = await create(lifetime(token, validity, unit));
    expect(client[`${token}Validity`]).toBe(seconds);
  });

  it.each<[Token, number, Unit]>([
    ["AccessToken", 4, "minutes"],
    ["AccessToken", 2, "days"],
    ["AccessToken", 25, "without a unit"],
    ["IdToken", 299, "seconds"],
    ["IdToken", 1441, "minutes"],
    ["RefreshToken", 59, "minutes"],
    ["RefreshToken", 3651, "without a unit"],
  ])("does not let the %s live %d %s", async (token, validity, unit) => {
    const failure = await failureOf(create(lifetime(token, validity, unit)));
    expect(failure.name).toBe("InvalidParameterException");
  });
});
