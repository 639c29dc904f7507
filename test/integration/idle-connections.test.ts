import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect as connectTls } from "node:tls";
import { createAuthority } from "../support/certificates.js";
import { startTestGateway, type TestGateway } from "../support/test-gateway.js";

const { cert, key } = createAuthority("Authority").issue({ commonName: "gateway" });
const request = "GET /health/live HTTP/1.1\r\nhost: a\r\n\r\n";

let folder: string;
let plain: TestGateway;
let secured: TestGateway;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "idle-"));
  const tls = { cert: join(folder, "own.pem"), key: join(folder, "own.key") };
  writeFileSync(tls.cert, cert);
  writeFileSync(tls.key, key);
  const limits = { headersTimeoutMs: 500 };
  const listen = { port: 0, keepAliveTimeoutMs: 1500 };
  plain = await startTestGateway({ config: { listen, limits } });
  secured = await startTestGateway({ config: { listen: { ...listen, tls }, limits } });
});

afterAll(async () => {
  await plain.stop();
  await secured.stop();
  rmSync(folder, { recursive: true });
});

const open = ({ url }: TestGateway): Socket => {
  const { protocol, hostname, port } = new URL(url);
  return protocol === "https:"
    ? connectTls({ host: hostname, port: Number(port), rejectUnauthorized: false })
    : connect(Number(port), hostname);
};

/** All that a connection hears until it is closed, and when that is. */
async function hear(socket: Socket): Promise<{ heard: string; afterMs: number }> {
  const begun = performance.now();
  let heard = "";
  socket.on("data", (chunk: Buffer) => (heard += chunk.toString()));
  const how = await new Promise((resolve) => {
    socket.once("close", resolve).once("error", resolve);
  });
  expect(how).toBe(false);
  return { heard, afterMs: performance.now() - begun };
}

describe.each([
  ["plain", () => plain],
  ["TLS", () => secured],
])("a connection, %s,", (_what, gateway) => {
  it("that was never used is closed without a word", async () => {
    expect((await hear(open(gateway()))).heard).toBe("");
  });

  it("that has begun to ask is told why", async () => {
    const socket = open(gateway());
    socket.write("GET / HTTP/1.1\r\n");
    expect((await hear(socket)).heard).toMatch(/^HTTP\/1\.1 408 /);
  });

  it("that was used stays open as long as configured, and is closed without a word", async () => {
    const socket = open(gateway());
    socket.write(request);
    const { heard, afterMs } = await hear(socket);
    expect(heard.match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 200"]);
    expect(heard).toMatch(/\r\nkeep-alive: timeout=1\r\n/i);
    expect(afterMs).toBeGreaterThan(1400);
    expect(afterMs).toBeLessThan(10_000);
  });
});
