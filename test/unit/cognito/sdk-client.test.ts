import { createSdkClients } from "../../../src/cognito/sdk-client.js";

const deadlines = { readAttemptTimeoutMs: 1000, readDeadlineMs: 2500, writeDeadlineMs: 3000 };
const pool = { alias: "customers", id: "us-east-1_Other", region: "eu-west-1" };

describe("createSdkClients", () => {
  it("lets a read be tried twice and a write once", async () => {
    const clients = createSdkClients(pool, deadlines);
    expect(await clients.reads.config.maxAttempts()).toBe(2);
    expect(await clients.writes.config.maxAttempts()).toBe(1);
    clients.destroy();
  });

  it("takes the Region from the configuration, whatever the pool's id begins with", async () => {
    const clients = createSdkClients(pool, deadlines);
    expect([await clients.reads.config.region(), await clients.writes.config.region()]).toEqual([
      "eu-west-1",
      "eu-west-1",
    ]);
    clients.destroy();
  });

  it("uses keys that are handed to it", async () => {
    const keys = { accessKeyId: "local", secretAccessKey: "local" };
    const clients = createSdkClients(pool, deadlines, keys);
    expect(await clients.writes.config.credentials()).toMatchObject(keys);
    clients.destroy();
  });
});
