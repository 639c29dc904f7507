import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect as connectTls } from "node:tls";
import { createAuthority } from "../support/certificates.js";
import { postJson, type PostOptions } from "../support/https-client.js";
import { startTestGateway, type TestGateway } from "../support/test-gateway.js";

const loopback = [127, 0, 0, 1];
const serverAuthority = createAuthority("Authority of servers");
const routerAuthority = createAuthority("Authority of routers");
const server = serverAuthority.issue({ commonName: "gateway", addresses: [loopback] });
const subjects = ["router.example.com", "spiffe://example.com/router"];
const secret = "a-secret-of-the-router-0123456789";

let folder: string;
let gateway: TestGateway;

const write = (name: string, text: string): string => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "tls-"));
  gateway = await startTestGateway({
    config: {
      listen: {
        port: 0,
        tls: {
          cert: write("server.pem", server.cert),
          key: write("server.key", server.key),
          clientCa: write("client-ca.pem", routerAuthority.cert),
        },
      },
      router: { clientCertificate: { subjects } },
      limits: { headersTimeoutMs: 500 },
    },
    secrets: { router: [secret] },
  });
});

afterAll(async () => {
  await gateway.stop();
  rmSync(folder, { recursive: true });
});

/** What an administrator is answered on a connection with these options. */
async function ask(query: string, options: PostOptions = {}): Promise<string> {
  const { text } = await postJson(`${gateway.url}/graphql`, JSON.stringify({ query }), {
    ca: serverAuthority.cert,
    ...options,
    headers: { authorization: `Bearer ${await gateway.token("ada")}`, ...options.headers },
  });
  const { errors } = JSON.parse(text) as { errors?: { extensions: { code: string } }[] };
  return errors?.[0]?.extensions.code ?? "shown";
}

const me = "{ me { subject } }";
const service = "{ _service { sdl } }";

const byName = routerAuthority.issue({ commonName: "router.example.com" });
const another = routerAuthority.issue({ commonName: "another", dns: ["another.example.com"] });
const selfMade = createAuthority("Authority of routers").issue({
  commonName: "router.example.com",
});
const ofServers = serverAuthority.issue({ commonName: "router.example.com" });

describe("a listener with a certificate", () => {
  it("says https in its address", () => {
    expect(gateway.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
  });

  it("serves whoever has a token, with a client certificate of any kind or with none", async () => {
    for (const options of [{}, byName, another, selfMade]) {
      expect(await ask(me, options)).toBe("shown");
    }
  });

  it("asks for a token in spite of a client certificate", async () => {
    expect(await ask(me, { ...byName, headers: { authorization: "" } })).toBe("UNAUTHENTICATED");
  });

  it("is not believed by whoever does not know its authority", async () => {
    await expect(ask(me, { ca: routerAuthority.cert })).rejects.toThrow();
  });

  it("speaks TLS 1.2 and 1.3, and nothing older", async () => {
    for (const version of ["TLSv1.2", "TLSv1.3"] as const) {
      expect(await ask(me, { minVersion: version, maxVersion: version })).toBe("shown");
    }
    const old = { minVersion: "TLSv1.1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" };
    await expect(ask(me, old as PostOptions)).rejects.toThrow();
  });

  it("closes connections that speak plain HTTP, or nothing", async () => {
    const { hostname, port } = new URL(gateway.url);
    for (const text of ["GET / HTTP/1.1\r\nhost: a\r\n\r\n", ""]) {
      const socket = connect(Number(port), hostname);
      let heard = "";
      socket.on("data", (chunk: Buffer) => (heard += chunk.toString("latin1")));
      socket.on("error", () => undefined);
      const closed = new Promise((resolve) => socket.once("close", resolve));
      if (text !== "") socket.write(text);
      await closed;
      expect(heard).not.toContain("HTTP/1.1");
    }
  });

  it.each([
    ["many", Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`x-${i}`, "x"]))],
    ["long", { x: "x".repeat(40_000) }],
  ])("limits headers as a listener without one does: too %s", async (_what, headers) => {
    const { httpStatus, text } = await postJson(`${gateway.url}/graphql`, "{}", {
      ca: serverAuthority.cert,
      headers,
    });
    expect(httpStatus).toBe(431);
    expect(JSON.parse(text)).toMatchObject({
      errors: [{ extensions: { code: "BAD_USER_INPUT" } }],
    });
  });
});

describe("_service over TLS", () => {
  it.each([
    ["a certificate with a listed common name", byName, "shown"],
    [
      "a certificate with a listed DNS name",
      routerAuthority.issue({ commonName: "x", dns: ["a.example.com", "router.example.com"] }),
      "shown",
    ],
    [
      "a certificate with a listed URI",
      routerAuthority.issue({ commonName: "x", uris: ["spiffe://example.com/router"] }),
      "shown",
    ],
    ["a certificate with other names", another, "FORBIDDEN"],
    [
      "a certificate with a URI that contains a listed name",
      routerAuthority.issue({ commonName: "x", uris: ["http://x, DNS:router.example.com, y"] }),
      "FORBIDDEN",
    ],
    ["a listed name from an authority of the same name", selfMade, "FORBIDDEN"],
    ["a listed name from an authority that is not one of clients", ofServers, "FORBIDDEN"],
    ["no certificate", {}, "FORBIDDEN"],
    ["no certificate, and the secret", { headers: { "x-router-secret": secret } }, "shown"],
    [
      "another certificate, and the secret",
      { ...another, headers: { "x-router-secret": secret } },
      "shown",
    ],
  ])("with %s: %#", async (_what, options, expected) => {
    expect(await ask(service, options)).toBe(expected);
  });

  it("has no session that could be resumed past the check of a certificate", async () => {
    const { hostname, port } = new URL(gateway.url);
    for (const version of ["TLSv1.2", "TLSv1.3"] as const) {
      const open = (session?: Buffer) =>
        new Promise<{ isReused: boolean; session: Buffer | undefined }>((resolve, reject) => {
          const socket = connectTls({
            host: hostname,
            port: Number(port),
            ca: serverAuthority.cert,
            minVersion: version,
            maxVersion: version,
            session,
            ...byName,
          });
          let last: Buffer | undefined;
          let isReused = false;
          socket.on("session", (value) => (last = value));
          socket.once("error", reject);
          socket.once("close", () => {
            resolve({ isReused, session: last });
          });
          // An answer on the way shows that the handshake is over, tickets included.
          socket.once("secureConnect", () => {
            isReused = socket.isSessionReused();
            socket.write("GET /health/live HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n");
          });
          socket.resume();
        });
      const first = await open();
      const second = await open(first.session);
      expect([version, second.isReused]).toEqual([version, false]);
    }
  });
});

describe("reloading", () => {
  it("takes the files as they are now, and keeps the old ones when these cannot be used", async () => {
    const renewed = createAuthority("Authority of servers to come");
    const routers = createAuthority("Authority of routers to come");
    const next = renewed.issue({ commonName: "gateway", addresses: [loopback] });
    const router = routers.issue({ commonName: "router.example.com" });

    write("server.pem", next.cert);
    await gateway.reload();
    expect(gateway.logged()).toContain("certificates not renewed");
    expect(gateway.logged()).toContain("is not the key of listen.tls.cert");
    expect(await ask(service, byName)).toBe("shown");

    write("server.key", next.key);
    write("client-ca.pem", routers.cert);
    await gateway.reload();
    expect(gateway.logged()).toContain("certificates renewed");
    await expect(ask(me)).rejects.toThrow();
    const ca = renewed.cert;
    expect(await ask(service, { ca, ...router })).toBe("shown");
    expect(await ask(service, { ca, ...byName })).toBe("FORBIDDEN");
  });
});
