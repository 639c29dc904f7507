import { type CloudWatchLogs, startCloudWatchLogs } from "../support/cloud-watch-logs.js";
import { admins, samplePassword } from "../support/sample-seed.js";
import { startTestGateway, type TestGateway } from "../support/test-gateway.js";
import { until } from "../support/until.js";

const query = `mutation($username: String!, $password: String!) {
  setUserPassword(poolId: "customers", username: $username, password: $password) { status }
}`;
const password = "Brand-New-Passw0rd";
const mutations = 20;
const logGroup = "/cognito-admin-gateway/audit";

let service: CloudWatchLogs;
let gateway: TestGateway;
let authorization: string;

beforeEach(async () => {
  service = await startCloudWatchLogs();
  service.groups.add(logGroup);
  gateway = await startTestGateway({
    config: {
      audit: {
        file: "replaced",
        cloudWatchLogs: { logGroup, region: "eu-west-1", endpoint: service.url },
      },
    },
  });
  authorization = `Bearer ${await gateway.token("ada")}`;
});

afterEach(async () => {
  await gateway.stop();
  await service.stop();
});

/** Sets passwords one after the other; the codes of those that were not. */
async function setMany(): Promise<readonly unknown[]> {
  const codes: unknown[] = [];
  for (let index = 0; index < mutations; index += 1) {
    const variables = { username: `user-${index}`, password };
    const { errors = [] } = await gateway.post(JSON.stringify({ query, variables }), {
      authorization,
    });
    codes.push(...errors.map(({ extensions }) => extensions.code));
  }
  return codes;
}

const received = () => [...service.streams.values()].flat().map(({ message }) => message);
const written = () => gateway.auditRecords().map((record) => JSON.stringify(record));
const arrived = () => received().map((line) => JSON.stringify(JSON.parse(line)));
const notShipped = async () =>
  /^gateway_audit_not_shipped_total\{.*\} (\d+)$/m.exec(
    await (await fetch(`${gateway.url}/metrics`)).text(),
  )?.[1];

describe("CloudWatch Logs", () => {
  it("gets every record as it stands in the file, and nothing else", async () => {
    expect(await setMany()).toEqual([]);
    await until(() => received().length === written().length, "everything has arrived");
    expect(arrived()).toEqual(written());
    expect(written().length).toBe(1 + 2 * mutations);
    expect(received().join("")).not.toContain(password);
    expect(received().join("")).not.toContain(samplePassword);
    expect(received()[1]).toContain(gateway.pool.issuer(admins));
    expect([service.complaints, await notShipped()]).toEqual([[], undefined]);
  });

  it("fails no mutation while it is away, and gets all that waited afterwards", async () => {
    await until(() => received().length === 1, "the first record has arrived");
    service.outage = { kind: "error", status: 500, type: "InternalFailure" };
    expect(await setMany()).toEqual([]);
    await until(
      () => gateway.logged().includes("audit records not shipped"),
      "the failure was logged",
    );
    expect(arrived().length).toBe(1);
    service.outage = null;
    await until(() => received().length === written().length, "everything has arrived");
    expect(arrived()).toEqual(written());
    const again = "audit records shipped again";
    await until(() => gateway.logged().includes(again), "the end of it was logged");
    expect(await notShipped()).toBeUndefined();
  });

  it("without the group, and with no answer at all, fails no mutation, and is told by its code", async () => {
    service.groups.clear();
    service.streams.clear();
    service.outage = { kind: "error", status: 400, type: "ResourceNotFoundException" };
    expect(await setMany()).toEqual([]);
    await until(
      () => gateway.logged().includes("audit records not shipped"),
      "the failure was logged",
    );
    const line = gateway
      .logged()
      .split("\n")
      .find((text) => text.includes("audit records not shipped"));
    expect(JSON.parse(line ?? "")).toMatchObject({
      level: "error",
      sink: "cloudWatchLogs",
      cause: "ResourceNotFoundException",
    });
    service.outage = { kind: "slow", until: new Promise(() => undefined) };
    expect(await setMany()).toEqual([]);
  });
});
