import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ListUserPoolsCommand } from "@aws-sdk/client-cognito-identity-provider";
import { localPool } from "../../../src/cli/local-pool.js";
import { clientFor } from "../../support/local-pool-client.js";

describe("localPool", () => {
  let directory: string;
  let output: string[];
  let complaints: string[];

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), "local-pool-"));
    output = [];
    complaints = [];
    jest.spyOn(console, "log").mockImplementation((text: string) => output.push(text));
    jest.spyOn(console, "error").mockImplementation((text: string) => complaints.push(text));
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    await rm(directory, { recursive: true });
  });

  const seedFile = async (content: string): Promise<string> => {
    const file = join(directory, "seed.json");
    await writeFile(file, content);
    return file;
  };

  const exitCodeOf = async (...argv: readonly string[]): Promise<number> => {
    const outcome = await localPool(argv);
    if ("exitCode" in outcome) return outcome.exitCode;
    await outcome.stop();
    throw new Error("The pool was started.");
  };

  it("prints one line of JSON once it listens, and answers there", async () => {
    const seed = await seedFile(JSON.stringify({ pools: [{ id: "local_a", name: "a" }] }));
    const running = await localPool(["--port", "0", "--seed", seed]);
    expect(output).toHaveLength(1);
    const line = JSON.parse(output[0]!) as Record<string, string>;
    expect(line).toMatchObject({ msg: "listening", notice: "local emulator, not AWS" });
    expect((await fetch(`${line["url"] ?? ""}/local_a/.well-known/jwks.json`)).status).toBe(200);
    if ("stop" in running) await running.stop();
  });

  it("explains itself", async () => {
    expect(await exitCodeOf("--help")).toBe(0);
    expect(output[0]!).toContain("--seed FILE");
  });

  it("verifies the keys that it is given, and refuses others if it is strict", async () => {
    const argv = ["--key", "AKIDA:secret-a", "--key", "AKIDB:secret/b+=", "--strict"];
    const running = await localPool(argv);
    const { url } = JSON.parse(output[0]!) as { readonly url: string };
    const list = async (accessKeyId: string, secretAccessKey: string) => {
      const client = clientFor(url, { credentials: { accessKeyId, secretAccessKey } });
      const answer = client.send(new ListUserPoolsCommand({ MaxResults: 1 }));
      const failure = await answer.then(
        () => undefined,
        (error: unknown) => error as Error,
      );
      client.destroy();
      return failure?.name ?? "admitted";
    };
    expect(await list("local", "local")).toBe("admitted");
    expect(await list("AKIDA", "secret-a")).toBe("admitted");
    expect(await list("AKIDB", "secret/b+=")).toBe("admitted");
    expect(await list("AKIDA", "secret/b+=")).toBe("InvalidSignatureException");
    expect(await list("AKIDC", "secret-a")).toBe("UnrecognizedClientException");
    if ("stop" in running) await running.stop();
  });

  it("lets keys that it does not know do everything unless it is strict", async () => {
    const running = await localPool([]);
    const { url } = JSON.parse(output[0]!) as { readonly url: string };
    const credentials = { accessKeyId: "AKIDANY", secretAccessKey: "any" };
    const client = clientFor(url, { credentials });
    expect(await client.send(new ListUserPoolsCommand({ MaxResults: 1 }))).toMatchObject({
      UserPools: [],
    });
    client.destroy();
    if ("stop" in running) await running.stop();
  });

  it.each([["secret-alone"], ["AKID-MINE:"], [":secret"], ["a b:secret"], ["ID:two:secrets"]])(
    "refuses the key %s, and does not show it",
    async (key) => {
      expect(await exitCodeOf("--key", key)).toBe(64);
      expect(complaints[0]).toContain("ID:SECRET");
      expect(complaints[0]).not.toContain(key);
    },
  );

  it.each([[["--port", "many"]], [["--port", "65536"]], [["--colour"]], [["now"]]])(
    "refuses %j as wrong usage",
    async (argv) => {
      expect(await exitCodeOf(...argv)).toBe(64);
      expect(complaints[0]).toContain("Usage:");
      expect(output).toEqual([]);
    },
  );

  it("refuses a seed that is not there, is not JSON or is wrong", async () => {
    expect(await exitCodeOf("--seed", join(directory, "none.json"))).toBe(78);
    const secret = '{"pools":[{"password":"Secret-01!",';
    expect(await exitCodeOf("--seed", await seedFile(secret))).toBe(78);
    expect(await exitCodeOf("--seed", await seedFile('{"pools":[{}]}'))).toBe(78);
    expect(complaints[0]).toContain("cannot be read");
    expect(complaints[1]).toContain("is not JSON");
    expect(complaints[1]).not.toContain("Secret");
    expect(complaints[2]).toContain("pools[0].name");
  });

  it("says that a port is in use", async () => {
    const running = await localPool([]);
    const line = JSON.parse(output[0]!) as { url: string };
    const exitCode = await exitCodeOf("--port", new URL(line.url).port);
    if ("stop" in running) await running.stop();
    expect(exitCode).toBe(1);
    expect(complaints[0]).toContain("is in use");
  });
});
