import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from "node:zlib";
import fastify from "fastify";
import { addConsole, type ConsoleSettings } from "../../../src/server/console.js";

const page = "<!doctype html><title>console</title>";
const script = "console.log('a script that is long enough to be worth compressing')";
const signIn = { endpoint: "http://127.0.0.1:9229/", clientId: "client" };

const folder = mkdtempSync(join(tmpdir(), "console-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function write(path: string, text: string): void {
  writeFileSync(join(folder, path), text);
  writeFileSync(join(folder, `${path}.br`), brotliCompressSync(text));
  writeFileSync(join(folder, `${path}.gz`), gzipSync(text));
}
mkdirSync(join(folder, "assets"));
write("index.html", page);
write("assets/index-abc.js", script);
write("assets/index-abc.css", "body {}");

let settings: ConsoleSettings;
const host = fastify();
addConsole(host, () => settings, folder);

beforeEach(() => {
  settings = { graphql: "/graphql", signIn };
});

const policyOf = async () =>
  String((await host.inject("/console")).headers["content-security-policy"]).split("; ");

describe("the console", () => {
  it.each(["/console", "/console/", "/console/pools/customers/a%2Fb/password", "/console/x.js"])(
    "is answered at %s, for the page to read the address",
    async (url) => {
      const answer = await host.inject(url);
      expect(answer.statusCode).toBe(200);
      expect(answer.headers["content-type"]).toBe("text/html; charset=utf-8");
      expect(answer.body).toBe(page);
    },
  );

  it("may run its own files only, and ask where people sign in", async () => {
    expect(await policyOf()).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data:",
      "connect-src 'self' http://127.0.0.1:9229",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "require-trusted-types-for 'script'",
    ]);
  });

  it("may ask a router elsewhere when that is where GraphQL is, from the next request on", async () => {
    settings = { graphql: "https://router.example/graphql", signIn };
    expect(await policyOf()).toContain(
      "connect-src 'self' http://127.0.0.1:9229 https://router.example",
    );
    expect((await host.inject("/console/config.json")).json()).toEqual(settings);
  });

  it.each([
    ["br", brotliDecompressSync],
    ["gzip", gunzipSync],
    [undefined, (bytes: Buffer) => bytes],
  ] as const)("sends files as %s to who takes that", async (coding, decode) => {
    const accepted = coding === "br" ? "gzip, deflate, br" : (coding ?? "identity");
    const { headers, rawPayload } = await host.inject({
      url: "/console/assets/index-abc.js",
      headers: { "accept-encoding": accepted },
    });
    expect(headers["content-encoding"]).toBe(coding);
    expect(headers["content-type"]).toBe("text/javascript; charset=utf-8");
    expect(headers.vary).toBe("accept-encoding");
    expect(decode(rawPayload).toString()).toBe(script);
  });

  it("lets browsers keep what has a hash in its name", async () => {
    const { headers } = await host.inject("/console/assets/index-abc.css");
    expect(headers["content-type"]).toBe("text/css; charset=utf-8");
    expect(headers["cache-control"]).toBe("public, max-age=31536000, immutable");
    expect((await host.inject("/console")).headers["cache-control"]).toBeUndefined();
  });

  it.each([
    "/console/assets/index-abc.js.br",
    "/console/assets/..%2Findex.html",
    "/console/assets/x.js",
  ])("has no file at %s", async (url) => {
    expect((await host.inject(url)).statusCode).toBe(404);
  });
});
